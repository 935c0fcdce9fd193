import type { ReadView } from '../../shared/ipc/home-contract';
import {
  sourceNames,
  type Read,
  type Snapshot,
  type SourceName,
  type UnreadReason,
} from '../../shared/tenant/snapshot';

type Row = ReadView['sources'][number];
/** Null: nothing in this tenant asks for it. */
type Found = { readonly count: number } | { readonly reason: UnreadReason } | null;

/** How each source went, as far as what was kept of a reading says: not how long it took. */
export function keptSources(snapshot: Snapshot): Row[] {
  return sourceNames.map((source) => rowOf(source, found(snapshot, source)));
}

function found(snapshot: Snapshot, source: SourceName): Found {
  switch (source) {
    case 'perUserMfa':
      return of(snapshot.perUserMfa, ({ states }) => Object.keys(states).length);
    case 'userMethods':
      return snapshot.users.kind === 'unread'
        ? snapshot.users
        : { count: Object.keys(snapshot.userMethods).length };
    case 'groupMembers':
      return together(Object.values(snapshot.groupMembers));
    case 'federation':
      if (snapshot.federation !== undefined) return together(Object.values(snapshot.federation));
      return snapshot.domains.kind === 'unread' ? snapshot.domains : null;
    case 'crossTenantAccess':
      return together([snapshot.crossTenantDefault, snapshot.crossTenantPartners]);
    case 'directoryAudits':
      return of(snapshot.managedPolicyIds, sizeOf);
    case 'legacySignIns':
    case 'reportOnlySignIns': {
      const read = snapshot[source];
      return read === undefined ? null : of<{ rows: readonly unknown[] }>(read, rowsOf);
    }
    default: {
      const read: Read<unknown> | undefined = snapshot[source];
      return read === undefined ? null : of(read, sizeOf);
    }
  }
}

function of<T>(read: Read<T>, size: (value: T) => number): Found {
  return read.kind === 'unread' ? read : { count: size(read.value) };
}

function rowsOf({ rows }: { readonly rows: readonly unknown[] }): number {
  return rows.length;
}

function sizeOf(value: unknown): number {
  return Array.isArray(value) ? value.length : 1;
}

/** A source of several lists counts as unread once one of them is. */
function together(reads: readonly Read<unknown>[]): Found {
  return reads.find((one) => one.kind === 'unread') ?? { count: reads.length };
}

function rowOf(source: SourceName, from: Found): Row {
  const reason = from !== null && 'reason' in from ? from.reason : null;
  return {
    source,
    state: from === null ? 'notNeeded' : reason === null ? 'done' : 'unread',
    count: from !== null && 'count' in from ? from.count : 0,
    total: null,
    milliseconds: 0,
    reason: reason?.code ?? null,
    status: reason?.status ?? null,
    graphCode: reason?.graphCode ?? null,
    ...(reason?.until === undefined ? {} : { until: reason.until }),
    restarts: 0,
  };
}
