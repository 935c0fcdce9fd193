import { knownMethodId } from '../entra/method-configuration';
import { isJsonObject, type Json, type JsonObject } from '../json';
import type { Read, Snapshot, SourceName } from '../tenant/snapshot';
import { comparePeople } from './compare-people';
import { compareSettings } from './compare-settings';
import { compareRows, type ObjectChange, type Rows } from './compare-rows';

/** `causeway-difference/1`: what differs between two readings of one tenant. */
export interface SnapshotDifference {
  readonly schema: 'causeway-difference/1';
  readonly beforeAt: string;
  readonly afterAt: string;
  /** People first by id, then policies, what they refer to, and settings, by kind and id. */
  readonly people: readonly ObjectChange[];
  readonly policies: readonly ObjectChange[];
  /** Sources that were not read on one side or the other: nothing is said of them. */
  readonly notCompared: readonly SourceName[];
}

/**
 * Compares two snapshots of one tenant: people, policies, settings. A source that one of them lacks is
 * named in `notCompared`: what was not read has neither come nor gone.
 */
export function compareSnapshots(before: Snapshot, after: Snapshot): SnapshotDifference {
  const notCompared = new Set<SourceName>();
  const pair = <T>(
    source: SourceName,
    pick: (snapshot: Snapshot) => Read<T>,
  ): readonly [T, T] | null => {
    const [a, b] = [pick(before), pick(after)];
    if (a.kind === 'read' && b.kind === 'read') return [a.value, b.value];
    notCompared.add(source);
    return null;
  };
  const people = comparePeople(before, after, pair);
  const policies = [
    ...lists(
      'conditionalAccessPolicy',
      pair('conditionalAccess', (s) => s.conditionalAccess),
      (p) => [p.id, p.displayName ?? p.id],
    ),
    ...compareMethodsPolicy(
      pair('authenticationMethodsPolicy', (s) => s.authenticationMethodsPolicy),
    ),
    ...singles(pair('securityDefaults', (s) => s.securityDefaults)),
    ...lists(
      'namedLocation',
      pair('namedLocations', (s) => s.namedLocations),
      (one) => [textOf(one['id']), textOf(one['displayName'])],
    ),
    ...lists(
      'domain',
      pair('domains', (s) => s.domains),
      (one) => [one.id, one.id],
    ),
    ...compareGroups(
      before,
      after,
      pair('groups', (s) => s.groups),
      notCompared,
    ),
    ...compareSettings({ before, after, notCompared }),
  ];
  return {
    schema: 'causeway-difference/1',
    beforeAt: before.takenAt,
    afterAt: after.takenAt,
    people,
    policies,
    notCompared: [...notCompared].sort(),
  };
}

function compareMethodsPolicy(
  both: readonly [Json | object, Json | object] | null,
): readonly ObjectChange[] {
  if (both === null) return [];
  const [before, after] = both as readonly [Record<string, Json>, Record<string, Json>];
  const whole = (policy: Record<string, Json>): Rows => {
    const { authenticationMethodConfigurations: _, ...fields } = policy;
    return new Map([['authenticationMethodsPolicy', { name: '', fields }]]);
  };
  const methods = (policy: Record<string, Json>): Rows =>
    new Map(
      listOf(policy['authenticationMethodConfigurations']).map((one) => [
        knownMethodId(textOf(one['id'])),
        { name: textOf(one['displayName'] ?? one['id']), fields: one },
      ]),
    );
  return [
    ...compareRows('authenticationMethodsPolicy', whole(before), whole(after), 'all'),
    ...compareRows('method', methods(before), methods(after), 'all'),
  ];
}

function singles(both: readonly [object, object] | null): readonly ObjectChange[] {
  if (both === null) return [];
  const [before, after] = both.map(
    (fields): Rows =>
      new Map([['securityDefaults', { name: '', fields: fields as Record<string, Json> }]]),
  );
  return compareRows('securityDefaults', before ?? new Map(), after ?? new Map(), 'all');
}

function lists<T extends object>(
  kind: ObjectChange['kind'],
  both: readonly [readonly T[], readonly T[]] | null,
  idAndName: (row: T) => readonly [string, string],
): readonly ObjectChange[] {
  if (both === null) return [];
  const rows = (side: readonly T[]): Rows =>
    new Map(
      side.map((row) => {
        const [id, name] = idAndName(row);
        return [id.toLowerCase(), { name, fields: row as Record<string, Json> }];
      }),
    );
  return compareRows(kind, rows(both[0]), rows(both[1]), 'all');
}

/** Groups that policies name, with how many are in them now: names of members stand with people. */
function compareGroups(
  before: Snapshot,
  after: Snapshot,
  both:
    | readonly [
        readonly { id: string; displayName?: string | null }[],
        readonly { id: string; displayName?: string | null }[],
      ]
    | null,
  notCompared: Set<SourceName>,
): readonly ObjectChange[] {
  if (both === null) return [];
  const rows = (side: 0 | 1, snapshot: Snapshot): Rows => {
    const members = new Map(
      Object.entries(snapshot.groupMembers).map(([id, read]) => [id.toLowerCase(), read]),
    );
    return new Map(
      both[side].map((group) => {
        const read = members.get(group.id.toLowerCase());
        if (read?.kind === 'unread') notCompared.add('groupMembers');
        return [
          group.id.toLowerCase(),
          {
            name: group.displayName ?? group.id,
            fields: {
              ...(group as Record<string, Json>),
              ...(read?.kind === 'read' ? { members: [...read.value].sort() } : {}),
            },
          },
        ];
      }),
    );
  };
  return compareRows('group', rows(0, before), rows(1, after), 'both');
}

function listOf(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly Json[]).filter(isJsonObject) : [];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
