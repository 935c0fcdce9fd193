import type { AuthenticationMethodsPolicy } from '../entra/authentication-methods-policy';
import type { CloudName } from '../entra/cloud';
import type { ConditionalAccessPolicy } from '../entra/conditional-access-policy';
import type { RoleHolding } from '../entra/directory-role';
import type { Group } from '../entra/group';
import type { PerUserMfaState } from '../entra/per-user-mfa';
import type {
  AuthenticationStrength,
  CrossTenantAccess,
  Domain,
  NamedLocation,
  Organization,
  SecurityDefaults,
  SignIn,
  SubscribedSku,
} from '../entra/tenant-resources';
import type {
  AuthorizationPolicy,
  PartnerRelationship,
  PolicyTemplate,
  StagedRollout,
  Synchronization,
} from '../entra/inventory';
import type { LegacySignIn, ReportOnlyResult, SignInWindow } from '../entra/sign-in-window';
import type { FederationConfiguration } from '../entra/federation';
import type { User } from '../entra/user';
import type { AttributeColumn, UserAttribute } from '../entra/user-attribute';
import type { UserRegistrationDetails } from '../entra/user-registration-details';

/** The sources of a reading tour, in the order they are shown. */
export const sourceNames = [
  'organization',
  'domains',
  'federation',
  'subscribedSkus',
  'users',
  'perUserMfa',
  'registration',
  'userMethods',
  'roles',
  'groups',
  'groupMembers',
  'authenticationMethodsPolicy',
  'securityDefaults',
  'conditionalAccess',
  'namedLocations',
  'authenticationStrengths',
  'crossTenantAccess',
  'directoryAudits',
  'authorizationPolicy',
  'conditionalAccessTemplates',
  'stagedRollout',
  'onPremisesSynchronization',
  'partnerRelationships',
  'signIns',
  'legacySignIns',
  'reportOnlySignIns',
] as const;
export type SourceName = (typeof sourceNames)[number];

/**
 * Why something was not read. `refused`: for a missing scope or role (403), and nothing else;
 * `notAccepted`: any other 4xx. `notLicensed` is normal without P1; `notCaptured`: not in the
 * capture file. `busy`: a 5xx came, where `network` means that nothing did. `signIn`: Conditional
 * Access asks for more than this sign-in brought.
 */
export const unreadCodes = [
  'refused',
  'notAccepted',
  'notLicensed',
  'notFound',
  'notCaptured',
  'malformed',
  'throttled',
  'network',
  'busy',
  'signIn',
  'notAsked',
  'cancelled',
] as const;

export interface UnreadReason {
  readonly code: (typeof unreadCodes)[number];
  readonly status?: number;
  /** Graph's `error.code`, as it came. */
  readonly graphCode?: string;
  /** ISO instant: put off until then, longer than a read waits. */
  readonly until?: string;
}

/** Read, or unread with the reason. Unread is never the same as empty. */
export type Read<T> =
  | { readonly kind: 'read'; readonly value: T }
  | { readonly kind: 'unread'; readonly reason: UnreadReason };

/** Everything read in one tour. Immutable; `hash` covers content only, not when or how it was read. */
export interface Snapshot {
  readonly schema: 'causeway-snapshot/1';
  readonly tenantId: string;
  readonly cloud: CloudName;
  readonly origin: 'https' | 'practice' | 'capture';
  /** ISO instant, server time where known. */
  readonly takenAt: string;
  readonly hash: string;
  /** Object id of the signed-in account when it is a user of this tenant; null for captures and partners. */
  readonly signedInUserId: string | null;
  /** Why nothing told who is signed in; left out: told, or nobody of this tenant is. */
  readonly signedInUnread?: UnreadReason;
  readonly organization: Read<Organization>;
  readonly domains: Read<readonly Domain[]>;
  /** Federation settings by domain in lower case, of federated domains; left out: not asked. */
  readonly federation?: Readonly<Record<string, Read<readonly FederationConfiguration[]>>>;
  readonly subscribedSkus: Read<readonly SubscribedSku[]>;
  /** All users, disabled included, in the order Graph gave them. */
  readonly users: Read<readonly User[]>;
  /** Of attributes that a choice of rings goes by. Absent attribute, or left out: not asked. */
  readonly userAttributes?: Readonly<Partial<Record<UserAttribute, Read<AttributeColumn>>>>;
  /** By user id. `distrusted`: the bulk field was refuted, states come from one-by-one reads. */
  readonly perUserMfa: Read<{
    readonly bulk: 'trusted' | 'distrusted';
    readonly checked: number;
    readonly states: Readonly<Record<string, PerUserMfaState>>;
  }>;
  /** Why the state of some is unknown, by user id; left out: told of all, or of nobody. */
  readonly perUserMfaUnread?: Readonly<Record<string, UnreadReason>>;
  readonly registration: Read<readonly UserRegistrationDetails[]>;
  /** Methods read person by person, in the report's names, by user id. */
  readonly userMethods: Readonly<Record<string, Read<readonly string[]>>>;
  readonly roles: Read<readonly RoleHolding[]>;
  /** Why nothing told when active roles end, where they may; left out: told, or none can. */
  readonly roleEndsUnread?: UnreadReason;
  /** Why nothing told what the roles are called, and which are made here; left out: told. */
  readonly roleNamesUnread?: UnreadReason;
  readonly groups: Read<readonly Group[]>;
  /** Transitive user ids of every group a policy names, by group id. Absent group id = not asked. */
  readonly groupMembers: Readonly<Record<string, Read<readonly string[]>>>;
  /** Groups at any depth within each of them, ids in lower case. Left out, or absent: not told. */
  readonly nestedGroups?: Readonly<Record<string, Read<readonly string[]>>>;
  /** Of these, who is in the group itself; `all`: no group lies within. Absent group id = not asked. */
  readonly directMembers?: Readonly<Record<string, Read<readonly string[] | 'all'>>>;
  readonly authenticationMethodsPolicy: Read<AuthenticationMethodsPolicy>;
  /** Why beta did not answer, where v1.0 alone told the policy; left out: beta answered. */
  readonly betaPolicyUnread?: UnreadReason;
  /** UTF-8 length of the beta body as it came, of v1.0's where beta is unread; 0 when unread. */
  readonly policyBytes: number;
  readonly securityDefaults: Read<SecurityDefaults>;
  readonly conditionalAccess: Read<readonly ConditionalAccessPolicy[]>;
  readonly namedLocations: Read<readonly NamedLocation[]>;
  readonly authenticationStrengths: Read<readonly AuthenticationStrength[]>;
  readonly crossTenantDefault: Read<CrossTenantAccess>;
  readonly crossTenantPartners: Read<readonly CrossTenantAccess[]>;
  /** Ids of policies that "Microsoft Managed Policy Manager" created, from directoryAudits. */
  readonly managedPolicyIds: Read<readonly string[]>;
  /** Inventory beside the settings; left out: not asked, because it does not matter here. */
  readonly authorizationPolicy?: Read<AuthorizationPolicy>;
  readonly conditionalAccessTemplates?: Read<readonly PolicyTemplate[]>;
  readonly stagedRollout?: Read<readonly StagedRollout[]>;
  readonly onPremisesSynchronization?: Read<readonly Synchronization[]>;
  /** Customers of a partner tenant (GDAP). */
  readonly partnerRelationships?: Read<readonly PartnerRelationship[]>;
  readonly signIns: Read<readonly SignIn[]>;
  /** ISO instant: of `signIns`, older ones were not all read. Left out: they were. */
  readonly signInsCutAt?: string;
  /** Who signed in with a legacy client, of the last 30 days; left out: not asked. */
  readonly legacySignIns?: Read<SignInWindow<LegacySignIn>>;
  /** What report-only policies would have done; left out: not asked. */
  readonly reportOnlySignIns?: Read<SignInWindow<ReportOnlyResult>>;
  /** Last sign-in of the accounts asked about; null value = never. By user id. */
  readonly lastSignIn: Readonly<Record<string, Read<string | null>>>;
  /** User ids whose `smsSignInState` is `ready`; left out: not asked. */
  readonly smsSignInReady?: Read<readonly string[]>;
  /** Phone holders who could not be read, or were not asked, by user id; left out: nobody. */
  readonly smsSignInUnread?: Readonly<Record<string, UnreadReason>>;
  /** What people without a row of the report prefer, by id; null value: nothing. Left out: not asked. */
  readonly defaultMethods?: Readonly<Record<string, Read<string | null>>>;
  readonly throttledRequests: number;
}

export function unread(code: UnreadReason['code']): {
  readonly kind: 'unread';
  readonly reason: UnreadReason;
} {
  return { kind: 'unread', reason: { code } };
}

export function read<T>(value: T): {
  readonly kind: 'read';
  readonly value: T;
} {
  return { kind: 'read', value };
}
