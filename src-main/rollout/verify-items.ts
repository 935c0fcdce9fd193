import { failure } from '../../shared/diagnostic';
import type { StepItem } from '../../shared/plan/step';
import { err, ok } from '../../shared/result';
import type { Engine, Motion, Run, StepEnd } from './engine';
import { itemEntry } from './item-entry';
import { readPlaces } from './read-items';

/** First read at ten seconds, then at rising distances (execution.md 3.5). */
const pauses = [10, 5, 15, 30, 60];
const deadlineMs = 10 * 60_000;
const groupDeadlineMs = 15 * 60_000;
const sampleLeast = 20;

/**
 * Reads back everybody whose write was acknowledged: once each, and a sample three times; one
 * person seen at the old value again and everybody is read three times.
 */
export async function verifyItems(engine: Engine, run: Run, motion: Motion): Promise<StepEnd> {
  const { step } = motion;
  const state = engine.log.state(step.id);
  const acked = (step.items ?? []).filter((item) => state.items.get(item.userId) === 'acked');
  if (acked.length === 0) return ok(undefined);
  const limit = step.kind === 'perUserMfa.set' ? deadlineMs : groupDeadlineMs;
  const needed = new Map(acked.map((item, index) => [item.userId, readsFor(index, acked.length)]));
  const equal = new Map<string, number>();
  let open: readonly StepItem[] = acked;
  let waited = 0;
  for (let turn = 0; open.length > 0 && waited <= limit; turn += 1) {
    const seconds = pauses[Math.min(turn, pauses.length - 1)] ?? 60;
    run.onEvent({ kind: 'wait', stepId: step.id, seconds });
    await engine.clock.sleep(seconds * 1000, run.signal);
    waited += seconds * 1000;
    const places = await readPlaces(engine, motion, open);
    let flipped = false;
    for (const item of open) {
      const isPlanned = places.get(item.userId) === 'planned';
      const before = equal.get(item.userId) ?? 0;
      if (!isPlanned && before > 0) flipped = true;
      equal.set(item.userId, isPlanned ? before + 1 : 0);
    }
    if (flipped) for (const item of acked) needed.set(item.userId, 3);
    const done = open.filter(
      (item) => (equal.get(item.userId) ?? 0) >= (needed.get(item.userId) ?? 3),
    );
    const told = await engine.log.append(
      ...done.map((item) => itemEntry(motion, 'verified', item.userId, {})),
    );
    if (!told.ok) return told;
    const finished = new Set(done);
    open = open.filter((item) => !finished.has(item));
  }
  if (open.length === 0) return ok(undefined);
  const told = await engine.log.append(
    ...open.map((item) => itemEntry(motion, 'unknown', item.userId, { reason: 'deadline' })),
  );
  if (!told.ok) return told;
  return err(failure('step/outcome-unknown', { step: step.id, count: String(open.length) }));
}

/** Three reads for max(20, 2 %) of the lot, one for the rest. */
function readsFor(index: number, total: number): number {
  return index < Math.max(sampleLeast, Math.ceil(total / 50)) ? 3 : 1;
}
