import { isReadingStale, limits } from '../../entra/retirement-dates';
import type { JsonObject } from '../../json';
import { scopeOfPerson, type AssessContext } from '../assess-context';
import { finding, subject, tenantFinding, userFinding, type Finder } from '../make-finding';
import { valueOf } from '../membership';
import type { Person } from '../people';
import { hasUnclearPolicy, refusedData, missingEndpoints } from '../unread';

const hourMs = 3_600_000;

export function isSnapshotStale({ snapshot, asOfMs }: AssessContext): boolean {
  return isReadingStale(snapshot.takenAt, asOfMs);
}

/**
 * The oldest report row used, when it is too old, and how many rows do not tell their age: those
 * may be of any age. In a stale snapshot every row is old, and SNAPSHOT-STALE says so; there the
 * report is held against the moment of reading. Null: the report is fresh.
 */
function staleReport(context: AssessContext): JsonObject | null {
  const { snapshot, asOfMs, byId } = context;
  const heldAgainst = isSnapshotStale(context) ? Date.parse(snapshot.takenAt) : asOfMs;
  let oldest: { at: string; ms: number } | null = null;
  let undated = 0;
  // Most rows tell the very moment of the one before.
  let last = { at: '', ms: NaN };
  for (const row of valueOf(snapshot.registration) ?? []) {
    if (byId.get(row.id)?.enabled !== true) continue;
    const at = row.lastUpdatedDateTime ?? '';
    if (at !== last.at) last = { at, ms: Date.parse(at) };
    const { ms } = last;
    if (Number.isNaN(ms)) undated += 1;
    else if (oldest === null || ms < oldest.ms) oldest = { at, ms };
  }
  const isOld = oldest !== null && heldAgainst - oldest.ms > limits.reportStaleHours * hourMs;
  if (undated > 0) return { oldest: oldest?.at ?? null, undated };
  return oldest !== null && isOld ? { oldest: oldest.at } : null;
}

/** What could not be read, is old, or is missing: unknown is never counted as safe (findings 2.7). */
export const findDataQuality: Finder = (context) => {
  const { enabled, enabledPlaces, report, snapshot } = context;
  const stale = staleReport(context);
  // Groups and roles that were not read are sections of their own, named as such.
  const isUnclear = hasUnclearPolicy(context.policies);
  // Let out of a policy through a role held in part: nothing unread tells about them.
  const isLimited = (one: Person): boolean =>
    (scopeOfPerson(context, one).limitedRoleIds ?? []).length > 0;
  return [
    ...userFinding(
      'DATA-UNREADABLE',
      'high',
      enabled.filter(
        (one) =>
          one.isEnabledUnknown === true ||
          (!one.isGuest && (one.perUserMfa === 'unknown' || one.methods === null)) ||
          (!one.isGuest && one.cover === 'unknown' && (isUnclear || isLimited(one))),
      ),
    ),
    ...userFinding(
      'REPORT-MISSING-USERS',
      'medium',
      snapshot.registration.kind === 'read'
        ? enabled.filter((_, at) => report.at(enabledPlaces[at] ?? -1) === undefined)
        : [],
    ),
    ...finding(
      'REPORT-STALE',
      'medium',
      stale === null ? [] : [subject('report', 'userRegistrationDetails')],
      stale ?? {},
    ),
    ...finding(
      'PERMISSION-MISSING',
      'medium',
      refusedData(snapshot).map(({ source }) => subject('data', source)),
    ),
    ...finding(
      'FEATURE-UNAVAILABLE',
      'info',
      missingEndpoints(snapshot).map((source) => subject('endpoint', source)),
    ),
    ...finding(
      'SNAPSHOT-STALE',
      'medium',
      isSnapshotStale(context) ? [subject('snapshot', snapshot.hash)] : [],
      { takenAt: snapshot.takenAt },
    ),
    ...tenantFinding('CLOUD-NOT-PUBLIC', 'info', context, !context.isPublicCloud),
  ];
};
