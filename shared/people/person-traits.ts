import type { AccountKind, Cover, DateThatMatters, Person, Readiness } from '../assess/people';
import type { PersonUnknown } from '../assess/person-unknowns';
import type { PerUserMfaState } from '../entra/per-user-mfa';

// Each list in the order a table sorts by it: what is not known comes first (screens.md 2).
export const kinds = [
  'member',
  'frontline',
  'student',
  'externalGuest',
  'internalGuest',
  'sharedMailbox',
  'roomMailbox',
  'teamsRoomResource',
  'sharedAccount',
  'serviceAccount',
  'dirSyncAccount',
  'emergencyAccess',
] as const satisfies readonly (AccountKind | 'emergencyAccess')[];
/** What an account is in a list: an emergency access account is one first, whatever else it is. */
export type ListedKind = (typeof kinds)[number];

/** Whether the account's own plans hold Entra ID P1 or P2. */
export const licences = ['unknown', 'no', 'yes'] as const;
export type Licence = (typeof licences)[number];

export const perUserStates = [
  'unknown',
  'enforced',
  'enabled',
  'disabled',
  'notApplicable',
] as const satisfies readonly PerUserMfaState[];

export const covers = [
  'unknown',
  'none',
  'partial',
  'location',
  'enforced',
] as const satisfies readonly Cover[];

export const dates = [
  'unknown',
  'february',
  'julyMayApply',
  'july',
  'notAnnounced',
  'none',
] as const satisfies readonly DateThatMatters[];

export const readinesses = [
  'unknown',
  'notReady',
  'conditions',
  'ready',
] as const satisfies readonly Readiness[];

/** What an account shares with many others: everything a list filters by, but for the ring. */
export interface PersonTraits {
  readonly kind: ListedKind;
  readonly isPerson: boolean;
  readonly isStaff: boolean;
  readonly enabled: boolean;
  readonly licence: Licence;
  readonly perUserMfa: PerUserMfaState;
  readonly cover: Cover;
  readonly date: DateThatMatters;
  readonly readiness: Readiness;
  /** Ids of policies in force that ask this account for MFA, and of those that only report. */
  readonly policies: readonly string[];
  readonly reportOnly: readonly string[];
  readonly unknowns: readonly PersonUnknown[];
}

export function licenceOf(person: Pick<Person, 'hasP1'>): Licence {
  if (person.hasP1 === null) return 'unknown';
  return person.hasP1 ? 'yes' : 'no';
}

/** The traits of one judged account, with what was worked out beside the judgement. */
export function traitsOf(
  person: Person,
  known: Pick<PersonTraits, 'policies' | 'reportOnly' | 'unknowns'>,
): PersonTraits {
  return {
    kind: person.isEmergencyAccess ? 'emergencyAccess' : person.kind,
    isPerson: person.isPerson,
    isStaff: person.isStaff,
    enabled: person.enabled,
    licence: licenceOf(person),
    perUserMfa: person.perUserMfa,
    cover: person.cover,
    date: person.date,
    readiness: person.readiness,
    ...known,
  };
}
