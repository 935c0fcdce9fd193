import { limits } from '../../entra/retirement-dates';
import type { AssessContext } from '../assess-context';
import { finding, subject, tenantFinding, userFinding, type Finder } from '../make-finding';
import { valueOf } from '../membership';
import { hasUnclearPolicy, refusedData, missingEndpoints } from '../unread';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

export function isSnapshotStale({ snapshot, asOfMs }: AssessContext): boolean {
  return asOfMs - Date.parse(snapshot.takenAt) > limits.snapshotStaleDays * dayMs;
}

/**
 * Age of the oldest report row used. In a stale snapshot every row is old, and SNAPSHOT-STALE says
 * so; there the report is held against the moment of reading.
 */
function staleRowAt(context: AssessContext): string | null {
  const { snapshot, asOfMs, byId } = context;
  const heldAgainst = isSnapshotStale(context) ? Date.parse(snapshot.takenAt) : asOfMs;
  let oldest: string | null = null;
  for (const row of valueOf(snapshot.registration) ?? []) {
    const at = row.lastUpdatedDateTime;
    if (at === null || byId.get(row.id)?.enabled !== true) continue;
    if (oldest === null || Date.parse(at) < Date.parse(oldest)) oldest = at;
  }
  if (oldest === null) return null;
  return heldAgainst - Date.parse(oldest) > limits.reportStaleHours * hourMs ? oldest : null;
}

/** What could not be read, is old, or is missing: unknown is never counted as safe (findings 2.7). */
export const findDataQuality: Finder = (context) => {
  const { enabled, snapshot } = context;
  const staleAt = staleRowAt(context);
  // Groups and roles that were not read are sections of their own, named as such.
  const isUnclear = hasUnclearPolicy(context.policies);
  const reported = new Set((valueOf(snapshot.registration) ?? []).map((row) => row.id));
  return [
    ...userFinding(
      'DATA-UNREADABLE',
      'high',
      enabled.filter(
        (one) =>
          one.isEnabledUnknown === true ||
          (!one.isGuest && (one.perUserMfa === 'unknown' || one.methods === null)) ||
          (!one.isGuest && isUnclear && one.cover === 'unknown'),
      ),
    ),
    ...userFinding(
      'REPORT-MISSING-USERS',
      'medium',
      snapshot.registration.kind === 'read' ? enabled.filter((one) => !reported.has(one.id)) : [],
    ),
    ...finding(
      'REPORT-STALE',
      'medium',
      staleAt === null ? [] : [subject('report', 'userRegistrationDetails')],
      { oldest: staleAt },
    ),
    ...finding(
      'PERMISSION-MISSING',
      'medium',
      refusedData(snapshot).map((source) => subject('data', source)),
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
