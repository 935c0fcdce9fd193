import type { Failure } from '../../shared/diagnostic';
import type { Engine, Motion, Run } from './engine';
import type { Fresh } from './fresh-data';

export interface GuardInput {
  readonly engine: Engine;
  readonly run: Run;
  /** The step as it will be sent: forward, or its reverse. */
  readonly motion: Motion;
  /** Null: the tenant could not be read just now. */
  readonly fresh: Fresh | null;
  /** Server time, ms. */
  readonly now: number;
}

/** Null: yes. A failure: no. A throw counts as unknown, which is no as well (execution.md 3.2). */
export type Guard = (input: GuardInput) => Promise<Failure | null> | Failure | null;
