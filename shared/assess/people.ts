import type { PerUserMfaState } from '../entra/per-user-mfa';

/** Kind of an account, first match wins (findings.md 2.2). */
export type AccountKind =
  | 'externalGuest'
  | 'internalGuest'
  | 'dirSyncAccount'
  | 'roomMailbox'
  | 'teamsRoomResource'
  | 'sharedMailbox'
  | 'serviceAccount'
  | 'sharedAccount'
  | 'student'
  | 'frontline'
  | 'member';

/** What asks for MFA (findings.md 2.4). `unknown`: policies or groups were not read. */
export type Cover = 'enforced' | 'location' | 'partial' | 'none' | 'unknown';

export type DateThatMatters =
  'february' | 'july' | 'julyMayApply' | 'none' | 'notAnnounced' | 'unknown';

export type Readiness = 'ready' | 'conditions' | 'notReady' | 'unknown';

/** One account, judged: what findings, rings, simulation and the person view share. */
export interface Person {
  readonly id: string;
  readonly upn: string;
  readonly name: string;
  readonly department: string | null;
  /** True also where Graph does not tell: danger is claimed for everybody it might meet. */
  readonly enabled: boolean;
  /** Set where Graph does not tell whether the account is enabled: safe nowhere, written never. */
  readonly isEnabledUnknown?: true | undefined;
  readonly kind: AccountKind;
  readonly isPerson: boolean;
  readonly isStaff: boolean;
  readonly isGuest: boolean;
  /** Set for somebody of another tenant whose `userType` is member: policies tell the two apart. */
  readonly isExternalMember?: true | undefined;
  readonly isEmergencyAccess: boolean;
  readonly isOperator: boolean;
  readonly isAdministrator: boolean;
  readonly isGlobalAdministrator: 'active' | 'eligible' | 'no' | 'unknown';
  readonly hasP1: boolean | null;
  readonly perUserMfa: PerUserMfaState;
  /** Names as in methodsRegistered; null: unknown. */
  readonly methods: readonly string[] | null;
  readonly unknownMethods: readonly string[];
  readonly defaultMethod: string | null;
  /** Registered methods that the methods policy as read allows to this person. */
  readonly allowedMethods: readonly string[] | null;
  readonly isPhoneOnly: boolean;
  readonly hasNoMethod: boolean;
  readonly isStranded: boolean;
  readonly cover: Cover;
  /** In scope of an enabled policy that blocks by location or asks for a managed device. */
  readonly isPlaceBound: boolean;
  readonly date: DateThatMatters;
  /** Methods of findings 4.2 DEST-UNREACHABLE this person may register alone, by configuration id. */
  readonly reachableReplacements: readonly string[] | null;
  readonly readiness: Readiness;
}
