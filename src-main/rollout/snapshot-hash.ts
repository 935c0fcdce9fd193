import { canonicalJson, normalizeGraph, quote } from '../../shared/canonical';
import { CanonicalRows } from '../../shared/canonical-rows';
import type { SignInWindow } from '../../shared/entra/sign-in-window';
import type { Sha256 } from '../../shared/ids';
import type { Json } from '../../shared/json';
import type { Read, Snapshot } from '../../shared/tenant/snapshot';
import { atOnce, type Steps } from '../ports/in-turns';
import { HashList } from './hash-list';

const chunkSize = 1_000;
const stepRows = 500;

/**
 * The hash of what the tenant is, not of how or when it was read (execution.md 1.1): the same for
 * two tours over an unchanged tenant, whatever the page borders, and for a capture of it.
 */
export function snapshotHash(snapshot: Snapshot, sha256: Sha256): string {
  return atOnce(snapshotHashSteps(snapshot, sha256));
}

/** The same in steps, where others wait. */
export function* snapshotHashSteps(snapshot: Snapshot, sha256: Sha256): Steps<string> {
  /** As long as the tenant. */
  function* long(value: Read<readonly unknown[]>): Steps<Json> {
    if (value.kind === 'unread') return unreadMark(value.reason.code);
    const rows = new CanonicalRows(movingFields);
    return yield* hashSteps(value.value as readonly Json[], (row) => rows.text(row), sha256);
  }
  const list = (value: Read<readonly unknown[]>): Json => atOnce(long(value));
  const one = (value: Read<unknown>): Json =>
    value.kind === 'unread' ? unreadMark(value.reason.code) : normalizeGraph(value.value as Json);
  const perUser: Json =
    snapshot.perUserMfa.kind === 'unread'
      ? unreadMark(snapshot.perUserMfa.reason.code)
      : yield* statesHash(snapshot.perUserMfa.value.states, sha256);
  const users = yield* long(snapshot.users);
  const registration = yield* long(snapshot.registration);
  const userMethods = yield* hashSteps(Object.entries(snapshot.userMethods), methodsText, sha256);
  const attributes = yield* attributesHash(snapshot.userAttributes, sha256);
  const groupMembers: Record<string, Json> = {};
  for (const [id, members] of Object.entries(snapshot.groupMembers)) {
    groupMembers[id] = yield* long(members);
  }
  const body: Json = {
    tenantId: snapshot.tenantId.toLowerCase(),
    cloud: snapshot.cloud,
    organization: one(snapshot.organization),
    domains: list(snapshot.domains),
    ...(snapshot.federation === undefined
      ? {}
      : { federation: mapValues(snapshot.federation, list) }),
    subscribedSkus: list(snapshot.subscribedSkus),
    users,
    ...attributes,
    perUserMfa: perUser,
    registration,
    userMethods,
    roles: list(snapshot.roles),
    ...(snapshot.roleEndsUnread === undefined
      ? {}
      : { roleEndsUnread: snapshot.roleEndsUnread.code }),
    groups: list(snapshot.groups),
    groupMembers,
    ...nesting(snapshot, list),
    authenticationMethodsPolicy: one(snapshot.authenticationMethodsPolicy),
    ...(snapshot.betaPolicyUnread === undefined
      ? {}
      : { betaPolicyUnread: snapshot.betaPolicyUnread.code }),
    securityDefaults: one(snapshot.securityDefaults),
    conditionalAccess: list(snapshot.conditionalAccess),
    namedLocations: list(snapshot.namedLocations),
    authenticationStrengths: list(snapshot.authenticationStrengths),
    crossTenantDefault: one(snapshot.crossTenantDefault),
    crossTenantPartners: list(snapshot.crossTenantPartners),
    managedPolicyIds: list(snapshot.managedPolicyIds),
    signIns: signInFacts(snapshot.signIns, sha256),
    ...inventory(snapshot, one, list),
    ...windowFacts(snapshot, sha256),
    // Only "never" decides anything; whose sign-in was asked about depends on who reads.
    neverSignedIn: Object.entries(snapshot.lastSignIn)
      .flatMap(([id, at]) => (at.kind === 'read' && at.value === null ? [id.toLowerCase()] : []))
      .sort(),
    smsSignInReady: snapshot.smsSignInReady === undefined ? null : list(snapshot.smsSignInReady),
    ...(snapshot.smsSignInUnread === undefined
      ? {}
      : { smsSignInUnread: Object.keys(snapshot.smsSignInUnread).sort() }),
    ...(snapshot.defaultMethods === undefined
      ? {}
      : { defaultMethods: toldDefaults(snapshot.defaultMethods) }),
  };
  return sha256(`causeway/snapshot/1\n${canonicalJson(body)}`);
}

/** By id: what each prefers, or that nobody knows. */
function toldDefaults(defaults: NonNullable<Snapshot['defaultMethods']>): Json {
  const rows = Object.entries(defaults).map(
    ([id, told]) => [id.toLowerCase(), told.kind === 'read' ? told.value : 'unread'] as const,
  );
  return Object.fromEntries(rows.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What people have of attributes that rings go by; nothing where nobody asked. */
function* attributesHash(
  attributes: Snapshot['userAttributes'],
  sha256: Sha256,
): Steps<Readonly<Record<string, Json>>> {
  if (attributes === undefined) return {};
  const hashes: Record<string, Json> = {};
  for (const [name, column] of Object.entries(attributes)) {
    if (column.kind === 'unread') {
      hashes[name] = unreadMark(column.reason.code);
      continue;
    }
    const pairs = column.value.flatMap(({ value, userIds }) =>
      userIds.map((id) => `[${quote(id.toLowerCase())},${quote(value)}]`),
    );
    hashes[name] = yield* hashSteps(pairs, (pair) => pair, sha256);
  }
  return { userAttributes: hashes };
}

/** Most groups hold no other: those are as if nobody had told, and older snapshots keep their hash. */
function nesting(
  { nestedGroups = {} }: Snapshot,
  list: (value: Read<readonly unknown[]>) => Json,
): Readonly<Record<string, Json>> {
  const holding = Object.entries(nestedGroups).filter(
    ([, within]) => within.kind === 'unread' || within.value.length > 0,
  );
  return holding.length === 0 ? {} : { nestedGroups: mapValues(Object.fromEntries(holding), list) };
}

function mapValues<T>(record: Readonly<Record<string, T>>, change: (value: T) => Json): Json {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}

/** Templates are Microsoft's, not the tenant's. */
function inventory(
  { authorizationPolicy, stagedRollout, onPremisesSynchronization, partnerRelationships }: Snapshot,
  one: (value: Read<unknown>) => Json,
  list: (value: Read<readonly unknown[]>) => Json,
): Readonly<Record<string, Json>> {
  return {
    ...(authorizationPolicy === undefined ? {} : { authorization: one(authorizationPolicy) }),
    ...(stagedRollout === undefined ? {} : { stagedRollout: list(stagedRollout) }),
    ...(onPremisesSynchronization === undefined
      ? {}
      : { synchronization: list(onPremisesSynchronization) }),
    ...(partnerRelationships === undefined ? {} : { partners: list(partnerRelationships) }),
  };
}

function unreadMark(code: string): Json {
  return { unread: code };
}

/**
 * Order and page borders do not count. Each row is hashed as it comes: the texts of a million rows
 * at once would be the largest thing in memory.
 */
function hashRows<T>(rows: readonly T[], toText: (row: T) => string, sha256: Sha256): string {
  return atOnce(hashSteps(rows, toText, sha256));
}

function* hashSteps<T>(
  rows: readonly T[],
  toText: (row: T) => string,
  sha256: Sha256,
): Steps<string> {
  const hashes = new HashList(rows.length);
  for (let start = 0; start < rows.length; start += stepRows) {
    for (const row of rows.slice(start, start + stepRows)) hashes.add(sha256(toText(row)));
    yield;
  }
  const chunks: string[] = [];
  for (const some of hashes.sorted(chunkSize)) chunks.push(sha256(some.join('\n')));
  yield;
  return sha256(`${hashes.count}\n${chunks.join('\n')}`);
}

/** Read-only times of the report, and seats taken: they move without anybody changing anything. */
const movingFields: ReadonlySet<string> = new Set(['lastUpdatedDateTime', 'assignedDateTime']);

/** Pairs of id and state. One list of all pairs would be as large as the states themselves. */
function statesHash(states: Readonly<Record<string, string>>, sha256: Sha256): Steps<string> {
  const toText = (id: string): string => `[${quote(id.toLowerCase())},${quote(states[id] ?? '')}]`;
  return hashSteps(Object.keys(states), toText, sha256);
}

function methodsText([key, value]: readonly [string, Read<readonly string[]>]): string {
  return canonicalJson([
    key.toLowerCase(),
    value.kind === 'unread' ? unreadMark(value.reason.code) : [...value.value].sort(),
  ]);
}

/** Who by which client, and whom which policy would have stopped or asked: not how often or when. */
function windowFacts(
  { legacySignIns, reportOnlySignIns }: Snapshot,
  sha256: Sha256,
): Readonly<Record<string, Json>> {
  const facts = <Row>(
    name: string,
    read: Read<SignInWindow<Row>> | undefined,
    fact: (row: Row) => Json,
  ): Readonly<Record<string, Json>> => {
    if (read === undefined) return {};
    if (read.kind === 'unread') return { [name]: unreadMark(read.reason.code) };
    const texts = new Set(read.value.rows.map((row) => canonicalJson(fact(row))));
    return { [name]: hashRows([...texts], (text) => text, sha256) };
  };
  return {
    ...facts('legacySignIns', legacySignIns, (row) => [
      ...[row.userId, row.clientAppUsed, row.appName],
    ]),
    ...facts('reportOnlySignIns', reportOnlySignIns, (row) => [
      ...[row.policyId, row.userId, row.failures > 0],
    ]),
  };
}

/** Who signed in how, once each: the events themselves are new every hour. */
function signInFacts(signIns: Snapshot['signIns'], sha256: Sha256): Json {
  if (signIns.kind === 'unread') return unreadMark(signIns.reason.code);
  const facts = signIns.value.map((row) =>
    canonicalJson([row.userId, row.appId, row.clientAppUsed, row.authenticationProtocol]),
  );
  return hashRows([...new Set(facts)], (fact) => fact, sha256);
}
