import { limits } from '../../shared/entra/retirement-dates';
import {
  isLegacyClient,
  legacyWindowDays,
  type LegacySignIn,
  type ReportOnlyResult,
  type SignInWindow,
  windowStart,
} from '../../shared/entra/sign-in-window';
import type { Json } from '../../shared/json';
import { read, type Read, type Snapshot } from '../../shared/tenant/snapshot';

interface Event {
  readonly userId: string;
  readonly at: string;
  readonly rest: readonly Json[];
}

/** Rows as the tour keeps them: `[user id, ISO instant, …]`. */
function eventsOf(rows: readonly Json[]): readonly Event[] {
  return rows.flatMap((row): readonly Event[] => {
    const [userId, at, ...rest] = Array.isArray(row) ? (row as readonly Json[]) : [];
    if (typeof userId !== 'string' || typeof at !== 'string') return [];
    return [{ userId: userId.toLowerCase(), at, rest }];
  });
}

function later(a: string, b: string): string {
  return Date.parse(b) > Date.parse(a) ? b : a;
}

/** The oldest instant seen where the list was cut. */
function cutOf(events: readonly Event[], isCut: boolean): string | null {
  if (!isCut) return null;
  return events.reduce<string | null>(
    (oldest, { at }) => (oldest === null || Date.parse(at) < Date.parse(oldest) ? at : oldest),
    null,
  );
}

function sorted<Row>(rows: ReadonlyMap<string, Row>): readonly Row[] {
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

export interface KeptWindow {
  readonly since: string;
  readonly isCut: boolean;
  readonly rows: readonly Json[];
}

/** One row for each person, client and app, in order; what was no legacy client falls away. */
export function legacyWindow({ since, isCut, rows }: KeptWindow): SignInWindow<LegacySignIn> {
  const events = eventsOf(rows);
  const found = new Map<string, LegacySignIn>();
  for (const { userId, at, rest } of events) {
    const [client, app] = rest;
    if (typeof client !== 'string' || !isLegacyClient(client)) continue;
    if (Date.parse(at) < Date.parse(since)) continue;
    const appName = typeof app === 'string' ? app : null;
    const key = JSON.stringify([userId, client, appName]);
    const before = found.get(key);
    found.set(key, {
      ...{ userId, clientAppUsed: client, appName },
      count: (before?.count ?? 0) + 1,
      lastAt: later(before?.lastAt ?? at, at),
    });
  }
  return { since, cutAt: cutOf(events, isCut), rows: sorted(found) };
}

/** One row for each policy and person it would have stopped or asked, in order. */
export function reportOnlyWindow(kept: KeptWindow): SignInWindow<ReportOnlyResult> {
  const { since, isCut } = kept;
  const events = eventsOf(kept.rows);
  const found = new Map<string, ReportOnlyResult>();
  const judged = new Map<string, Set<string>>();
  for (const { userId, at, rest } of events) {
    if (Date.parse(at) < Date.parse(since)) continue;
    for (const [policyId, result] of resultsIn(rest[0])) {
      judged.set(policyId, (judged.get(policyId) ?? new Set()).add(userId));
      if (result === 'reportOnlySuccess') continue;
      const key = JSON.stringify([policyId, userId]);
      const before = found.get(key);
      const isFailure = result === 'reportOnlyFailure';
      found.set(key, {
        ...{ policyId, userId },
        failures: (before?.failures ?? 0) + (isFailure ? 1 : 0),
        interruptions: (before?.interruptions ?? 0) + (isFailure ? 0 : 1),
        lastAt: later(before?.lastAt ?? at, at),
      });
    }
  }
  const counts = [...judged]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, ids]) => [id, ids.size]);
  const people = { judged: Object.fromEntries(counts) as Record<string, number> };
  return { since, cutAt: cutOf(events, isCut), rows: sorted(found), ...people };
}

function resultsIn(list: Json | undefined): readonly (readonly [string, string])[] {
  return (Array.isArray(list) ? (list as readonly Json[]) : []).flatMap((item) => {
    const [policyId, result] = Array.isArray(item) ? (item as readonly Json[]) : [];
    return typeof policyId === 'string' && typeof result === 'string'
      ? [[policyId, result] as const]
      : [];
  });
}

/** Both windows of a snapshot, where they were asked for: `paths` are those of its lists. */
export function signInWindows(
  takenAt: string,
  paths: readonly string[],
  rows: (path: string) => Read<readonly Json[]>,
): Pick<Snapshot, 'legacySignIns' | 'reportOnlySignIns'> {
  const keep = <T>(path: string, days: number, to: (kept: KeptWindow) => T): Read<T> => {
    const all = rows(path);
    if (all.kind === 'unread') return all;
    const isCut = paths.includes(`${path}/cut`);
    return read(to({ since: windowStart(takenAt, days), isCut, rows: all.value }));
  };
  const [legacy, judged] = ['legacySignIns', 'reportOnlySignIns'] as const;
  return {
    ...(paths.includes(legacy) ? { [legacy]: keep(legacy, legacyWindowDays, legacyWindow) } : {}),
    ...(paths.includes(judged)
      ? { [judged]: keep(judged, limits.reportOnlySoakDays, reportOnlyWindow) }
      : {}),
  };
}
