import type { StepStatus } from './journal-entry';

/** Something may have left for the tenant, and nobody has read back yet what became of it. */
const unsettled: ReadonlySet<StepStatus> = new Set(['INTENT', 'SENT', 'VERIFYING', 'RESOLVE']);

export interface OpenStep {
  /** Its place in the plan, from 1. */
  readonly step: number;
  readonly total: number;
}

interface Told {
  readonly status: StepStatus;
  readonly items?: { readonly unknown: number } | null;
}

/** The first step whose outcome, or that of somebody in it, is not known; null: all is settled. */
export function openStepOf(steps: readonly Told[]): OpenStep | null {
  const index = steps.findIndex(
    ({ status, items }) => unsettled.has(status) || (items?.unknown ?? 0) > 0,
  );
  return index < 0 ? null : { step: index + 1, total: steps.length };
}
