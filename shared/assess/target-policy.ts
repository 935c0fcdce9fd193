import { clouds } from '../entra/cloud';
import {
  knownMethodId,
  methodIds,
  type MethodConfiguration,
  type MethodId,
} from '../entra/method-configuration';
import type { Choices } from '../tenant/choice';
import { textOrder } from '../text-order';
import { configurationOf } from './allowed-methods';
import type { AssessInput } from './assessment';
import { legacyMethodIds, mayLegacyAllow, type LegacyMethodId } from './legacy-methods';
import { valueOf } from './membership';
import { methodChoice } from './method-choice';
import type { Person } from './people';

export type TargetReason =
  | 'keptAsRead'
  | 'legacyListAllows'
  | 'alwaysOffered'
  | 'phoneOnlyNeedIt'
  | 'nobodyNeedsIt'
  | 'notInPolicy'
  | 'choice';

/** What the plan proposes for one method configuration (findings 2.6). */
export interface TargetMethod {
  /** As the product names it, however Graph spells it. */
  readonly id: string;
  readonly state: 'enabled' | 'disabled' | 'leave';
  readonly scope: 'all_users' | 'transition' | 'rolloutGroup' | 'leave' | 'none';
  /** User ids of the transition group; empty for every other scope. */
  readonly members: readonly string[];
  readonly isSoftwareOathEnabled?: boolean;
  readonly isOfficePhoneAllowed?: boolean;
  /** A group the choice names instead of the plan's own rollout group, as it was written. */
  readonly group?: string;
  /** Groups the choice leaves out, as they were written. */
  readonly exclude?: readonly string[];
  /** Groups left out today that the choice lets in again, as they were written. */
  readonly readmit?: readonly string[];
  readonly reason: TargetReason;
}

/** Phone-only accounts that would have nothing without this method; pupils leave instead. */
function transitionMembers(
  id: 'Sms' | 'Voice',
  people: readonly Person[],
  choices: Choices,
): readonly string[] {
  const movesOfficePhones = choices.officePhone?.value === 'moveNow';
  const ids = people
    .filter((person) => {
      if (!person.enabled || !person.isPhoneOnly || person.kind === 'student') return false;
      const hasMobile = person.methods?.includes('mobilePhone') === true;
      if (id === 'Sms') return hasMobile;
      const hasOther = person.methods?.includes('alternateMobilePhone') === true;
      return !hasMobile && (hasOther || !movesOfficePhones);
    })
    .map((person) => person.id);
  return Array.from(textOrder(ids), (at) => ids[at] ?? '');
}

const leave: Omit<TargetMethod, 'id'> = {
  state: 'leave',
  scope: 'leave',
  members: [],
  reason: 'keptAsRead',
};

function retiringTarget(
  id: 'Sms' | 'Voice',
  isOn: boolean,
  input: AssessInput,
  people: readonly Person[],
): Omit<TargetMethod, 'id'> {
  if (!isOn && !mayLegacyAllow(input.answers, id)) return leave;
  const members = transitionMembers(id, people, input.choices);
  if (members.length === 0) {
    return { state: 'disabled', scope: 'none', members, reason: 'nobodyNeedsIt' };
  }
  const needing = new Set(members);
  const movesOfficePhones = input.choices.officePhone?.value === 'moveNow';
  const wanting = movesOfficePhones ? [] : people.filter((person) => needing.has(person.id));
  const extra = id === 'Voice' ? officePhones(wanting) : {};
  return { state: 'enabled', scope: 'transition', members, ...extra, reason: 'phoneOnlyNeedIt' };
}

/** Office phones are let in only where somebody who is called holds one (R6). */
function officePhones(people: readonly Person[]): { readonly isOfficePhoneAllowed?: true } {
  const isHeld = people.some(
    (person) => person.enabled && person.methods?.includes('officePhone') === true,
  );
  return isHeld ? { isOfficePhoneAllowed: true } : {};
}

function proposed(
  configuration: MethodConfiguration,
  input: AssessInput,
  people: readonly Person[],
  hasPupils: boolean,
): Omit<TargetMethod, 'id'> {
  const id = knownMethodId(configuration.id);
  const policy = valueOf(input.snapshot.authenticationMethodsPolicy);
  const state = policy?.policyMigrationState;
  const isPending = isPendingState(state ?? null);
  const offered: Omit<TargetMethod, 'id'> = {
    state: 'enabled',
    scope: hasPupils ? 'rolloutGroup' : 'all_users',
    members: [],
    reason: 'alwaysOffered',
  };
  const isRetiring = clouds[input.snapshot.cloud].hasRetirementDates;
  if ((id === 'Sms' || id === 'Voice') && isRetiring) {
    return isPending ? retiringTarget(id, configuration.state === 'enabled', input, people) : leave;
  }
  const isUnion = isPending && isLegacyMethod(id) && mayLegacyAllow(input.answers, id);
  const union: Omit<TargetMethod, 'id'> = {
    ...offered,
    scope: 'all_users',
    reason: 'legacyListAllows',
  };
  switch (id) {
    case 'Email':
      return isUnion && configuration.state !== 'enabled' ? union : leave;
    case 'MicrosoftAuthenticator':
      return { ...(isUnion ? union : offered), isSoftwareOathEnabled: true };
    case 'Fido2':
    case 'TemporaryAccessPass':
      return isForEveryone(configuration) ? { ...offered, scope: 'all_users' } : offered;
    case 'Voice':
      return isUnion ? { ...union, ...officePhones(people) } : leave;
    default:
      return isUnion ? union : leave;
  }
}

function isForEveryone({ state, includeTargets }: MethodConfiguration): boolean {
  return state === 'enabled' && (includeTargets ?? []).some((one) => one.id === 'all_users');
}

function withChoice(
  target: TargetMethod,
  choice: NonNullable<Choices['methods']>[string] | undefined,
  isOn: boolean,
): TargetMethod {
  if (choice === undefined) return target;
  const { id } = target;
  if (choice.value === 'leave') return { id, ...leave, reason: 'choice' };
  if (choice.value === 'off') {
    return { id, state: 'disabled', scope: 'none', members: [], reason: 'choice' };
  }
  // "For whom it is on" is nobody where it is off: nothing is opened, and nothing said to be.
  if (choice.scope === 'leave' && !isOn) return { id, ...leave, reason: 'choice' };
  const isUsual = target.scope !== 'none' && target.scope !== 'leave';
  // "On" keeps what ends soon for whom it is on: nobody asked to offer it to everybody.
  const isKept = isOn && (id === 'Sms' || id === 'Voice');
  const wanted = choice.scope ?? (isUsual ? target.scope : isKept ? 'leave' : 'all_users');
  const scope =
    wanted === 'all_users' || wanted === 'transition' || wanted === 'leave'
      ? wanted
      : ('rolloutGroup' as const);
  return {
    ...target,
    state: 'enabled',
    scope,
    members: scope === 'transition' ? target.members : [],
    ...(wanted === scope ? {} : { group: wanted }),
    ...(choice.exclude === undefined ? {} : { exclude: choice.exclude }),
    ...(choice.readmit === undefined ? {} : { readmit: choice.readmit }),
    reason: 'choice',
  };
}

const alwaysOffered: readonly MethodId[] = [
  'Fido2',
  'MicrosoftAuthenticator',
  'TemporaryAccessPass',
];

/**
 * What the target policy would turn on and the policy as read has no configuration of: what it is
 * set to is unknown, so nothing is written, and nothing is left out without a word.
 */
function unshown(
  id: MethodId,
  { answers, choices }: AssessInput,
  isPending: boolean,
): readonly TargetMethod[] {
  const choice = methodChoice(choices, id);
  if (choice !== undefined && choice.value !== 'on') return [{ id, ...leave, reason: 'choice' }];
  const mayBeLegacy = isPending && isLegacyMethod(id) && mayLegacyAllow(answers, id);
  const isWanted = choice !== undefined || alwaysOffered.includes(id) || mayBeLegacy;
  return isWanted ? [{ id, ...leave, reason: 'notInPolicy' }] : [];
}

function isLegacyMethod(id: string): id is LegacyMethodId | 'Email' {
  return id === 'Email' || (legacyMethodIds as readonly string[]).includes(id);
}

function isPendingState(state: string | null): boolean {
  return state === 'preMigration' || state === 'migrationInProgress';
}

/** The target methods policy (findings 2.6), in the product's order, then external ones by id. */
export function targetMethods(
  input: AssessInput,
  people: readonly Person[],
): readonly TargetMethod[] {
  const policy = valueOf(input.snapshot.authenticationMethodsPolicy);
  if (policy === null) return [];
  const order = (id: string): number => {
    const at = (methodIds as readonly string[]).indexOf(id);
    return at < 0 ? methodIds.length : at;
  };
  const configurations = policy.authenticationMethodConfigurations;
  const hasPupils = people.some((person) => person.enabled && person.kind === 'student');
  const shown = configurations.map((configuration) => {
    const id = knownMethodId(configuration.id);
    const target = { id, ...proposed(configuration, input, people, hasPupils) };
    const isOn = configuration.state === 'enabled';
    return withChoice(target, methodChoice(input.choices, id), isOn);
  });
  const isPending = isPendingState(policy.policyMigrationState);
  const missing = methodIds
    .filter((id) => configurationOf(policy, id) === undefined)
    .flatMap((id) => unshown(id, input, isPending));
  return [...shown, ...missing].sort((a, b) => order(a.id) - order(b.id) || (a.id < b.id ? -1 : 1));
}
