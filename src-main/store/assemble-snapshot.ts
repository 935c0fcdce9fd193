import * as v from 'valibot';
import { authenticationMethodsPolicySchema } from '../../shared/entra/authentication-methods-policy';
import { listedPolicySchema } from '../../shared/entra/conditional-access-policy';
import type { RoleHolding } from '../../shared/entra/directory-role';
import { federationConfigurationSchema } from '../../shared/entra/federation';
import { groupSchema } from '../../shared/entra/group';
import type { PerUserMfaState } from '../../shared/entra/per-user-mfa';
import {
  authenticationStrengthSchema,
  crossTenantAccessSchema,
  domainSchema,
  namedLocationSchema,
  organizationSchema,
  securityDefaultsSchema,
  signInSchema,
  subscribedSkuSchema,
} from '../../shared/entra/tenant-resources';
import { userRegistrationDetailsSchema } from '../../shared/entra/user-registration-details';
import { uniqueUsers, userSchema } from '../../shared/entra/user';
import { isJsonObject, type Json } from '../../shared/json';
import { distinctRows } from './distinct-rows';
import { parseAll, parsePages } from './parse-rows';
import { SharedValues } from './shared-values';
import { inventoryOf } from './inventory';
import { signInWindows } from './sign-in-windows';
import { read, type Read, type Snapshot, type UnreadReason } from '../../shared/tenant/snapshot';

/** What a snapshot says about itself, beside its objects. */
export interface SnapshotHead {
  readonly tenantId: string;
  readonly cloud: Snapshot['cloud'];
  readonly origin: Snapshot['origin'];
  readonly takenAt: string;
  readonly hash: string;
  readonly signedInUserId: string | null;
  readonly policyBytes: number;
  readonly perUserMfa: { readonly bulk: 'trusted' | 'distrusted'; readonly checked: number };
  readonly throttledRequests: number;
}

export interface SnapshotCoverage {
  readonly head: SnapshotHead;
  readonly unread: Readonly<Record<string, UnreadReason | null>>;
}

type Pages = (path: string) => Iterable<readonly Json[]>;

/**
 * Builds a snapshot from the pages on disk. Every row is parsed here, and only here: a row that
 * does not fit makes its whole source unread as `malformed`, never a crash and never "none".
 */
export function assembleSnapshot(coverage: SnapshotCoverage, pages: Pages): Snapshot {
  const { head, unread } = coverage;
  const share = new SharedValues();
  const unreadAs = (path: string): UnreadReason | null =>
    path in unread ? (unread[path] ?? null) : { code: 'notAsked' };
  const rows = (path: string): Read<readonly Json[]> => {
    const reason = unreadAs(path);
    return reason === null ? read([...pages(path)].flat()) : { kind: 'unread', reason };
  };
  const list = <T>(path: string, schema: v.GenericSchema<unknown, T>): Read<readonly T[]> => {
    const reason = unreadAs(path);
    return reason === null ? parsePages(pages(path), schema, share) : { kind: 'unread', reason };
  };
  const distinct = <T>(path: string, schema: v.GenericSchema<unknown, T>): Read<readonly T[]> =>
    parseAll(distinctRows(rows(path)), schema);
  const one = <T>(path: string, schema: v.GenericSchema<unknown, T>): Read<T> => {
    const all = parseAll(withoutNotes(rows(path)), schema);
    if (all.kind === 'unread') return all;
    const first = all.value[0];
    return first === undefined ? { kind: 'unread', reason: { code: 'malformed' } } : read(first);
  };
  /** Lists with an id in their path, by that id. */
  const byId = <T>(prefix: string, toList: (path: string) => T): Readonly<Record<string, T>> =>
    Object.fromEntries(
      Object.keys(unread)
        .filter((path) => path.startsWith(prefix))
        .map((path) => [path.slice(prefix.length), toList(path)]),
    );
  const ids = (path: string): Read<readonly string[]> =>
    mapRead(parseAll(rows(path), v.string()), (all) => all.map((id) => share.id(id)));
  const users = mapRead(list('users', userSchema), uniqueUsers);
  if (users.kind === 'read') share.know(users.value);
  const federation = byId('federation/', (path) => list(path, federationConfigurationSchema));
  const directMembers = byId('directMembers/', (path): Read<readonly string[] | 'all'> => {
    const members = ids(path);
    return members.kind === 'read' && members.value[0] === 'all' ? read('all') : members;
  });
  return {
    schema: 'causeway-snapshot/1',
    tenantId: head.tenantId,
    cloud: head.cloud,
    origin: head.origin,
    takenAt: head.takenAt,
    hash: head.hash,
    signedInUserId: head.signedInUserId,
    organization: one('organization', organizationSchema),
    domains: distinct('domains', domainSchema),
    ...(Object.keys(federation).length === 0 ? {} : { federation }),
    subscribedSkus: list('subscribedSkus', subscribedSkuSchema),
    users,
    perUserMfa: statesOf(unreadAs('perUserMfa'), pages('perUserMfa'), head.perUserMfa),
    registration: list('registration', userRegistrationDetailsSchema),
    userMethods: methodsOf(rows('userMethods')),
    roles: list('roles', roleHoldingSchema),
    ...(unread['roleEnds'] ? { roleEndsUnread: unread['roleEnds'] } : {}),
    groups: distinct('groups', groupSchema),
    groupMembers: byId('groupMembers/', ids),
    ...(Object.keys(directMembers).length === 0 ? {} : { directMembers }),
    authenticationMethodsPolicy: one(
      'authenticationMethodsPolicy',
      authenticationMethodsPolicySchema,
    ),
    ...(unread['betaPolicy'] ? { betaPolicyUnread: unread['betaPolicy'] } : {}),
    policyBytes: head.policyBytes,
    securityDefaults: one('securityDefaults', securityDefaultsSchema),
    conditionalAccess: distinct('conditionalAccess', listedPolicySchema),
    namedLocations: distinct('namedLocations', namedLocationSchema),
    authenticationStrengths: distinct('authenticationStrengths', authenticationStrengthSchema),
    crossTenantDefault: one('crossTenantAccess/default', crossTenantAccessSchema),
    crossTenantPartners: list('crossTenantAccess/partners', crossTenantAccessSchema),
    managedPolicyIds: parseAll(rows('directoryAudits'), v.string()),
    signIns: list('signIns', signInSchema),
    ...inventoryOf(Object.keys(unread), { list, one }),
    ...signInWindows(head.takenAt, Object.keys(unread), rows),
    lastSignIn: lastSignInOf(rows('lastSignIn')),
    smsSignInReady: parseAll(rows('smsSignIn'), v.string()),
    ...smsSignInUnreadOf(rows('smsSignInUnread')),
    throttledRequests: head.throttledRequests,
  };
}

const roleHoldingSchema: v.GenericSchema<unknown, RoleHolding> = v.strictObject({
  userId: v.string(),
  roleTemplateId: v.string(),
  roleName: v.string(),
  assignment: v.picklist(['active', 'eligible']),
  isPermanent: v.nullable(v.boolean()),
  isLimited: v.exactOptional(v.boolean()),
});

function mapRead<T, U>(section: Read<T>, change: (value: T) => U): Read<U> {
  return section.kind === 'read' ? read(change(section.value)) : section;
}

/** Annotations of a single object name the host it came from; only types belong to the tenant. */
function withoutNotes(rows: Read<readonly Json[]>): Read<readonly Json[]> {
  if (rows.kind === 'unread') return rows;
  return read(
    rows.value.map((row) =>
      isJsonObject(row)
        ? Object.fromEntries(
            Object.entries(row).filter(([key]) => !key.includes('@') || key === '@odata.type'),
          )
        : row,
    ),
  );
}

const states: readonly PerUserMfaState[] = [
  'disabled',
  'enabled',
  'enforced',
  'unknown',
  'notApplicable',
];

/** Rows are `[user id, state]`. */
function statesOf(
  reason: UnreadReason | null,
  pages: Iterable<readonly Json[]>,
  how: SnapshotHead['perUserMfa'],
): Snapshot['perUserMfa'] {
  if (reason !== null) return { kind: 'unread', reason };
  const byUser: Record<string, PerUserMfaState> = {};
  for (const page of pages) {
    for (const row of page) {
      if (!Array.isArray(row)) continue;
      const [userId, value] = row as readonly Json[];
      const state = states.find((known) => known === value) ?? 'unknown';
      if (typeof userId === 'string') byUser[userId] = state;
    }
  }
  return read({ ...how, states: byUser });
}

/** Rows are `[user id, names, …]` or `[user id, null, reason]`. */
function methodsOf(rows: Read<readonly Json[]>): Snapshot['userMethods'] {
  const byUser: Record<string, Read<readonly string[]>> = {};
  for (const row of rows.kind === 'read' ? rows.value : []) {
    const [userId, names, reason] = Array.isArray(row) ? (row as readonly Json[]) : [];
    if (typeof userId !== 'string') continue;
    const parsed = v.safeParse(v.array(v.string()), names);
    byUser[userId] = parsed.success ? read(parsed.output) : toUnreadRow(reason);
  }
  return byUser;
}

/** Rows are `[user id, reason]`. */
function smsSignInUnreadOf(rows: Read<readonly Json[]>): Pick<Snapshot, 'smsSignInUnread'> {
  const byUser: Record<string, UnreadReason> = {};
  for (const row of rows.kind === 'read' ? rows.value : []) {
    const [userId, reason] = Array.isArray(row) ? (row as readonly Json[]) : [];
    if (typeof userId === 'string') byUser[userId] = toUnreadRow(reason).reason;
  }
  return Object.keys(byUser).length === 0 ? {} : { smsSignInUnread: byUser };
}

/** Rows are `[user id, ISO instant or null]` or `[user id, null, reason]`. */
export function lastSignInOf(rows: Read<readonly Json[]>): Snapshot['lastSignIn'] {
  const byUser: Record<string, Read<string | null>> = {};
  for (const row of rows.kind === 'read' ? rows.value : []) {
    const [userId, at, reason] = Array.isArray(row) ? (row as readonly Json[]) : [];
    if (typeof userId !== 'string') continue;
    if (reason !== undefined) byUser[userId] = toUnreadRow(reason);
    else byUser[userId] = read(typeof at === 'string' ? at : null);
  }
  return byUser;
}

function toUnreadRow(reason: Json | undefined): {
  readonly kind: 'unread';
  readonly reason: UnreadReason;
} {
  if (!isJsonObject(reason)) return { kind: 'unread', reason: { code: 'malformed' } };
  return { kind: 'unread', reason: reason as unknown as UnreadReason };
}
