import type { Failure } from '../../shared/diagnostic';
import type { ItemCounts } from '../../shared/journal/item-counts';
import type { JournalEntry, StepStatus } from '../../shared/journal/journal-entry';

/** Where to stop: after a step, after the last step of a ring, or at the end. */
export type Until = { readonly step: string } | { readonly ring: number } | null;

/** What a run tells while it works. */
export type RolloutEvent =
  | { readonly kind: 'step'; readonly stepId: string; readonly status: StepStatus }
  | { readonly kind: 'items'; readonly stepId: string; readonly items: ItemCounts }
  | { readonly kind: 'wait'; readonly stepId: string; readonly seconds: number }
  | { readonly kind: 'entry'; readonly entry: JournalEntry };

/** A run that ended where it was asked to. Everything else is a failure that says why it stopped. */
export interface ApplyOutcome {
  /** `reached`: the given end; `done`: no step is left; `rolledBack`: all asked steps are back. */
  readonly state: 'reached' | 'done' | 'rolledBack';
  /** The last step carried out; null when there was none to do. */
  readonly stepId: string | null;
  readonly stepsDone: number;
}

export interface GuardVerdict {
  readonly guard: string;
  readonly verdict: 'yes' | 'no' | 'unknown';
  /** Why not; null for yes. */
  readonly failure: Failure | null;
}
