import type { Failure } from '../../shared/diagnostic';
import type { StepItem } from '../../shared/plan/step';
import { ok, type Result } from '../../shared/result';
import type { Engine, Motion, Run } from './engine';
import { itemEntry } from './item-entry';
import { readPlaces } from './read-items';
import { UnreadSince } from './unread-since';
import type { Verified } from './verify-step';
import { waitToRead } from './wait-to-read';

/** First read at ten seconds, then at rising distances (execution.md 3.5). */
const pauses = [10, 5, 15, 30, 60];
const deadlineMs = 10 * 60_000;
const groupDeadlineMs = 15 * 60_000;
const sampleLeast = 20;
const sampleReads = 3;

/**
 * Reads back everybody whose write was acknowledged: once each, and a sample three times; one
 * person seen at the old value again and everybody is read three times. Who was read once is
 * called verified when the sample is through, because until then that may still come. Late: some of
 * them were not seen as planned in time, and are unknown again.
 */
export async function verifyItems(
  engine: Engine,
  run: Run,
  motion: Motion,
): Promise<Result<Verified, Failure>> {
  const { step } = motion;
  const state = engine.log.state(step.id);
  const acked = (step.items ?? []).filter((item) => state.items.get(item.userId) === 'acked');
  if (acked.length === 0) return ok('verified');
  const limit = step.kind === 'perUserMfa.set' ? deadlineMs : groupDeadlineMs;
  let sample = new Set(acked.slice(0, Math.max(sampleLeast, Math.ceil(acked.length / 50))));
  const equal = new Map<string, number>();
  const isThrough = (item: StepItem): boolean =>
    (equal.get(item.userId) ?? 0) >= (sample.has(item) ? sampleReads : 1);
  const blind = new UnreadSince();
  let open: readonly StepItem[] = acked;
  let waited = 0;
  for (let turn = 0; open.length > 0 && waited <= limit; turn += 1) {
    waited += await waitToRead(engine, run, step.id, pauses, turn);
    const reading = open.filter((item) => !isThrough(item));
    const places = await readPlaces(engine, motion, reading);
    blind.note(places.unread);
    let flipped = false;
    for (const item of reading) {
      const isPlanned = places.of.get(item.userId) === 'planned';
      const before = equal.get(item.userId) ?? 0;
      if (!isPlanned && before > 0) flipped = true;
      equal.set(item.userId, isPlanned ? before + 1 : 0);
    }
    if (flipped) sample = new Set(acked);
    const isSampleThrough = open.every((item) => !sample.has(item) || isThrough(item));
    const done = open.filter((item) => isThrough(item) && (isSampleThrough || sample.has(item)));
    const told = await engine.log.append(
      ...done.map((item) => itemEntry(motion, 'verified', item.userId, {})),
    );
    if (!told.ok) return told;
    const finished = new Set(done);
    open = open.filter((item) => !finished.has(item));
  }
  if (open.length === 0) return ok('verified');
  // Who waits for the sample alone stays acknowledged, and is read back anew.
  const unknown = open.filter((item) => !isThrough(item));
  const told = await engine.log.append(
    ...unknown.map((item) => itemEntry(motion, 'unknown', item.userId, { reason: 'deadline' })),
  );
  return told.ok ? ok({ unread: blind.reason }) : told;
}
