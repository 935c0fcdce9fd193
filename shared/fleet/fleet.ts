import type { Assessment, Counts, Severity } from '../assess/assessment';
import type { FindingCode } from '../assess/finding-codes';
import type { FailureCode } from '../diagnostic';
import type { Enforcement } from '../tenant/choice';

/**
 * Why a tenant is not assessed: the code of what went wrong, or `notYet` where no run got to it.
 * `auth/consent-missing`: there is no token for it; `step/cancelled`: the run was stopped before.
 */
export type NotAssessedReason = FailureCode | 'notYet';

/** Why what is known of a tenant is not of today: read too long ago, or left out by the last run. */
export type StaleReason = 'age' | 'lastRun';

/** One tenant of a fleet. `reason`: of the last run; beside an assessment that is an earlier one. */
export interface FleetTenant {
  readonly name: string;
  readonly tenantId: string;
  readonly state: 'assessed' | 'notAssessed';
  readonly reason?: NotAssessedReason;
  readonly stale?: readonly StaleReason[];
  readonly assessment?: Assessment;
}

/** A finding of a fleet counts the tenants in which it fires, with its worst severity there. */
export interface FleetFinding {
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly count: number;
}

/**
 * What assessed tenants come to together; the others are counted, never taken as zero. A count is
 * the sum over the tenants that have it, null where none has.
 */
export interface FleetTotals extends Counts {
  readonly tenants: number;
  readonly assessed: number;
  readonly notAssessed: number;
  /** Some assessed tenant's counts say “at least”, or its users were not read. */
  readonly lowerBound: boolean;
  readonly recommendations: Readonly<Partial<Record<Enforcement | 'notAssessed', number>>>;
  readonly findings: readonly FleetFinding[];
  /** Names in the order in which they want to be looked at (findings.md 8). */
  readonly triage: readonly string[];
}

/** `causeway-fleet/1`: tenants in the order of their file. */
export interface FleetDocument {
  readonly schema: 'causeway-fleet/1';
  readonly tenants: readonly FleetTenant[];
  readonly totals: FleetTotals;
}
