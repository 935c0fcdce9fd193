import type { Engine, Run } from './engine';

/** Seconds between reads after a write that was answered (execution.md 3.5). */
export const afterWrite: readonly number[] = [2, 3, 5, 20, 30];
/** Seconds between reads while nobody knows whether a write arrived (execution.md 3.4). */
export const whileUnknown: readonly number[] = [2, 4, 8, 15, 30];

/**
 * Waits before the read of this turn, from 0, and tells it; the last distance goes on for good.
 * The value is what was waited, ms. Throws `SleepAborted` where the run is held.
 */
export async function waitToRead(
  engine: Engine,
  run: Run,
  stepId: string,
  pauses: readonly number[],
  turn: number,
): Promise<number> {
  const seconds = pauses[Math.min(turn, pauses.length - 1)] ?? 30;
  run.onEvent({ kind: 'wait', stepId, seconds });
  await engine.clock.sleep(seconds * 1000, run.signal);
  return seconds * 1000;
}
