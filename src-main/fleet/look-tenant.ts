import { isReadingStale } from '../../shared/entra/retirement-dates';
import type { Failure, FailureCode } from '../../shared/diagnostic';
import type { FleetTenant, StaleReason } from '../../shared/fleet/fleet';
import type { Judge } from '../files/judge-file';
import { readAssessment } from './kept-assessment';

/** What a folder holds of a tenant. */
export interface Looked {
  readonly tenant: FleetTenant;
  /** Its file is there and cannot be used. */
  readonly failure: Failure | null;
}

/**
 * A tenant by what the folder holds of it: an earlier assessment stands, and is marked where it is old
 * or where the last run could not renew it. `reason`: why that run has none; null: it went well, or
 * there was none. `now`: milliseconds of the epoch.
 */
export async function lookAtTenant(
  directory: string,
  { name, tenantId }: Pick<FleetTenant, 'name' | 'tenantId'>,
  reason: FailureCode | null,
  { judge, now }: { readonly judge: Judge; readonly now: () => number },
): Promise<Looked> {
  const kept = await readAssessment(directory, { name, tenantId }, judge);
  if (!kept.ok) {
    const isMissing = kept.failure.code === 'file/not-found';
    const why = isMissing ? (reason ?? 'notYet') : kept.failure.code;
    const tenant = { name, tenantId, state: 'notAssessed', reason: why } as const;
    return { tenant, failure: isMissing ? null : kept.failure };
  }
  const stale: StaleReason[] = [
    ...(isReadingStale(kept.value.capturedAt, now()) ? (['age'] as const) : []),
    ...(reason === null ? [] : (['lastRun'] as const)),
  ];
  const tenant: FleetTenant = {
    ...{ name, tenantId, state: 'assessed' },
    ...(reason === null ? {} : { reason }),
    ...(stale.length === 0 ? {} : { stale }),
    assessment: kept.value,
  };
  return { tenant, failure: null };
}
