import * as v from 'valibot';
import { authenticationMethodsPolicySchema } from '../../shared/entra/authentication-methods-policy';
import { listedPolicySchema } from '../../shared/entra/conditional-access-policy';
import type { RoleHolding } from '../../shared/entra/directory-role';
import { decodeRegistration } from '../../shared/entra/decode-registration';
import { decodeUser } from '../../shared/entra/decode-user';
import { federationConfigurationSchema } from '../../shared/entra/federation';
import { groupSchema } from '../../shared/entra/group';
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
import { uniqueUsers } from '../../shared/entra/user';
import { isJsonObject, type Json } from '../../shared/json';
import { atOnce, type Steps } from '../ports/in-turns';
import { userAttributesOf } from './attribute-columns';
import { distinctRows } from './distinct-rows';
import { bySchema, parseAll, parsePages, takeDecoded, type Decode } from './parse-rows';
import { defaultMethodsOf, lastSignInOf, methodsOf, reasonsOf, statesOf } from './person-rows';
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
  readonly signedInUnread?: UnreadReason;
  readonly policyBytes: number;
  readonly perUserMfa: { readonly bulk: 'trusted' | 'distrusted'; readonly checked: number };
  readonly throttledRequests: number;
}

export interface SnapshotCoverage {
  readonly head: SnapshotHead;
  readonly unread: Readonly<Record<string, UnreadReason | null>>;
  /** No account has two rows: that was seen when they were read. Left out: not known. */
  readonly isEachOnce?: true;
}

type Pages = (path: string) => Iterable<readonly Json[]>;

const membersPath = 'groupMembers/';

/**
 * Builds a snapshot from the pages on disk, in steps: some seconds for 100,000 accounts. Every row is
 * parsed here: a row that does not fit makes its whole source unread as `malformed`, never a crash
 * and never "none". `held`: the pages lie in memory, rows of people decoded as they came.
 */
export function* assembleSnapshot(
  coverage: SnapshotCoverage,
  pages: Pages,
  held: SharedValues | null = null,
): Steps<Snapshot> {
  const { head, unread } = coverage;
  const share = held ?? new SharedValues();
  const unreadAs = (path: string): UnreadReason | null =>
    path in unread ? (unread[path] ?? null) : { code: 'notAsked' };
  const rows = (path: string): Read<readonly Json[]> => {
    const reason = unreadAs(path);
    return reason === null ? read([...pages(path)].flat()) : { kind: 'unread', reason };
  };
  /** As long as the tenant. */
  function* people<T extends object>(path: string, decode: Decode<T>): Steps<Read<readonly T[]>> {
    const reason = unreadAs(path);
    if (reason !== null) return { kind: 'unread', reason };
    if (held !== null) return yield* takeDecoded<T>(pages(path), share);
    return yield* parsePages(pages(path), decode, share);
  }
  const list = <T>(path: string, schema: v.GenericSchema<unknown, T>): Read<readonly T[]> => {
    const reason = unreadAs(path);
    if (reason !== null) return { kind: 'unread', reason };
    return atOnce(parsePages(pages(path), bySchema(schema), share));
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
  const rowsOfUsers = yield* people('users', decodeUser);
  const users = coverage.isEachOnce === true ? rowsOfUsers : mapRead(rowsOfUsers, uniqueUsers);
  yield;
  if (users.kind === 'read') share.know(users.value);
  yield;
  const perUserMfa = yield* statesOf(unreadAs('perUserMfa'), pages('perUserMfa'), head.perUserMfa);
  const registration = yield* people('registration', decodeRegistration);
  const userMethods = yield* methodsOf(unreadAs('userMethods'), pages('userMethods'));
  const groupMembers: Record<string, Read<readonly string[]>> = {};
  for (const path of Object.keys(unread).filter((one) => one.startsWith(membersPath))) {
    groupMembers[path.slice(membersPath.length)] = ids(path);
    yield;
  }
  const federation = byId('federation/', (path) => list(path, federationConfigurationSchema));
  const nestedGroups = byId('nestedGroups/', ids);
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
    ...(head.signedInUnread === undefined ? {} : { signedInUnread: head.signedInUnread }),
    organization: one('organization', organizationSchema),
    domains: distinct('domains', domainSchema),
    ...(Object.keys(federation).length === 0 ? {} : { federation }),
    subscribedSkus: list('subscribedSkus', subscribedSkuSchema),
    users,
    ...userAttributesOf(unread, pages, (id) => share.id(id)),
    perUserMfa,
    ...reasonsOf('perUserMfaUnread', rows('perUserMfaUnread')),
    registration,
    userMethods,
    roles: list('roles', roleHoldingSchema),
    ...(unread['roleEnds'] ? { roleEndsUnread: unread['roleEnds'] } : {}),
    ...roleNamesUnread(unread),
    groups: distinct('groups', groupSchema),
    groupMembers,
    ...(Object.keys(nestedGroups).length === 0 ? {} : { nestedGroups }),
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
    ...(unread['signInsCutAt'] === undefined ? {} : cutAtOf(rows('signInsCutAt'))),
    ...inventoryOf(Object.keys(unread), { list, one }),
    ...signInWindows(head.takenAt, Object.keys(unread), rows),
    lastSignIn: lastSignInOf(rows('lastSignIn')),
    smsSignInReady: parseAll(rows('smsSignIn'), v.string()),
    ...reasonsOf('smsSignInUnread', rows('smsSignInUnread')),
    ...defaultMethodsOf(rows('defaultMethods'), rows('defaultMethodsLeft')),
    throttledRequests: head.throttledRequests,
  };
}

/** The older way to the roles tells their names itself. */
function roleNamesUnread(unread: SnapshotCoverage['unread']): Pick<Snapshot, 'roleNamesUnread'> {
  const reason = unread['roleDefinitions'];
  return reason && !unread['roleAssignments'] ? { roleNamesUnread: reason } : {};
}

function cutAtOf(rows: Read<readonly Json[]>): Pick<Snapshot, 'signInsCutAt'> {
  const at = rows.kind === 'read' ? rows.value[0] : undefined;
  return typeof at === 'string' ? { signInsCutAt: at } : {};
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
