import { valueOf } from '../../shared/assess/membership';
import { isJsonObject, type Json } from '../../shared/json';
import type { Step } from '../../shared/plan/step';
import type { Snapshot } from '../../shared/tenant/snapshot';

/** A Conditional Access policy that only reports. */
export function isReportOnly(row: Json): boolean {
  return isJsonObject(row) && row['state'] === 'enabledForReportingButNotEnforced';
}

type Gate = NonNullable<Step['gate']>;

/**
 * People whom a policy that reports today would have stopped: those the gate names, or all. Null,
 * which meets no gate: the sign-ins were not read, or not all of them and none too many were seen.
 */
export function reportOnlyFailures(
  { reportOnlySignIns, conditionalAccess }: Snapshot,
  { userIds, atMost = 0 }: Pick<Gate, 'userIds' | 'atMost'>,
): number | null {
  const seen = reportOnlySignIns === undefined ? null : valueOf(reportOnlySignIns);
  const policies = valueOf(conditionalAccess);
  if (seen === null || policies === null) return null;
  const reporting = new Set(
    policies
      .filter((policy) => policy.state === 'enabledForReportingButNotEnforced')
      .map((policy) => policy.id.toLowerCase()),
  );
  const named = userIds === undefined ? null : new Set(userIds.map((id) => id.toLowerCase()));
  const stopped = new Set(
    seen.rows
      .filter((row) => row.failures > 0 && reporting.has(row.policyId.toLowerCase()))
      .map((row) => row.userId.toLowerCase())
      .filter((id) => named?.has(id) !== false),
  ).size;
  return seen.cutAt !== null && stopped <= atMost ? null : stopped;
}
