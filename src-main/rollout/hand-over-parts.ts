import type { Step } from '../../shared/plan/step';
import type { Engine } from './engine';
import { partsOf, switchLimitMs, type Move } from './switch-parts';

/** From Conditional Access to security defaults: policies off, then security defaults on. */
export interface HandOver extends Move {
  /** Policies that go off, in order. */
  readonly offs: readonly Step[];
  /** Security defaults, which take over. */
  readonly on: Step;
}

/** Why a hand-over that had begun is taken back. */
export type HandOverFault =
  | 'handOverMoved'
  | 'handOverNotOff'
  | 'handOverForeign'
  | 'handOverNotOn'
  | 'handOverNotSeen'
  | 'handOverLocksOut'
  | 'switchInterrupted'
  | 'switchStopped';

/** One policy is read, written and read again, at one request a second (execution.md 6.3). */
const perPolicyMs = 4_000;

/** The hand-over a step belongs to; null: none. */
export function handOverOf(engine: Engine, step: Step): HandOver | null {
  const steps = step.bundle === 'handOver' ? partsOf(engine, step) : null;
  const on = steps?.at(-1);
  if (steps === null || on === undefined || steps.length < 2) return null;
  return { lead: on, offs: steps.slice(0, -1), on, steps };
}

/** The time it has from its first write until all of it is read back, ms. */
export function handOverMs({ offs }: HandOver): number {
  return switchLimitMs + offs.length * perPolicyMs;
}

/** What of that is kept for reading it back, ms: no request leaves in it. */
export function readBackMs({ offs }: HandOver): number {
  return 15_000 + offs.length * 1_000;
}
