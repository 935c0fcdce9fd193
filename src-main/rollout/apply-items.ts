import { failure, type Failure } from '../../shared/diagnostic';
import { failureBody } from '../../shared/journal/entry-body';
import type { JournalType } from '../../shared/journal/journal-entry';
import { countItems } from '../../shared/journal/item-counts';
import type { JsonObject } from '../../shared/json';
import type { StepItem } from '../../shared/plan/step';
import { err, ok, type Result } from '../../shared/result';
import { stopAsked } from './approval';
import { coverMoved } from './clearing';
import type { Engine, Motion, Run, StepEnd } from './engine';
import { itemEntry } from './item-entry';
import { leftOutOf } from './left-out';
import type { LogDraft } from './journal-log';
import { nobodyLeftRefusal, type LeftOut } from './nobody-left';
import { pause, preflight, type Cleared } from './preflight';
import { refusedPeople, type Refusal } from './refused-step';
import { askAboutItems, resolveItems } from './resolve-items';
import { sendLot } from './send-lot';
import type { Sender } from './sender';
import { stillJoining } from './still-joining';
import { putOffTooOften, settling } from './told-outcome';
import { verifyItems } from './verify-items';
import type { Verified } from './verify-step';

const lotSize = 20;
/** Rounds over deferred and re-opened items before a person is asked. */
const rounds = 8;

/**
 * A step over people: one step, many items (execution.md 2.3). Lots of twenty, one outcome per
 * person committed before the next lot; what is unknown is settled by reading before anything of
 * it is sent again.
 */
export async function applyItems(
  engine: Engine,
  run: Run,
  motion: Motion,
  sender: Sender,
  isLate = false,
): Promise<StepEnd> {
  const { step, direction } = motion;
  const before = engine.log.state(step.id);
  const isDone = direction === 'forward' ? 'DONE' : 'ROLLED_BACK';
  if (before.direction === direction && before.status === isDone) return ok(undefined);
  const settled = await settleOpen(engine, run, motion);
  if (!settled.ok) return settled;
  const end = async (): Promise<StepEnd> => {
    const finished = await finish(engine, run, motion);
    if (!finished.ok) return finished;
    if (finished.value === 'verified') return ok(undefined);
    // Read until it is sure, and read back once more: then a person is asked.
    return isLate
      ? askAboutItems(engine, motion, counts(engine, motion).unknown, finished.value.unread)
      : applyItems(engine, run, motion, sender, true);
  };
  if (isUnderVerification(engine, motion)) return end();
  const cleared = await preflight(engine, run, motion);
  if (!cleared.ok) return cleared;
  const begun = await begin(engine, run, motion, cleared.value);
  if (!begun.ok) return begun;
  for (let round = 0; round < rounds; round += 1) {
    const open = openItems(engine, motion);
    if (open.length === 0) return end();
    for (let start = 0; start < open.length; start += lotSize) {
      if (run.signal.aborted) return pause(engine, motion, failure('step/cancelled'), []);
      const stop = stopAsked(engine, direction);
      if (stop !== null) return pause(engine, motion, stop, []);
      const moved = await coverMoved(engine, step, cleared.value.fresh);
      if (moved !== null) {
        engine.fresh.invalidate();
        return pause(engine, motion, moved, []);
      }
      const lot = open.slice(start, start + lotSize);
      const joining = await stillJoining(engine, motion, lot, cleared.value.fresh);
      if (!joining.ok) return pause(engine, motion, joining.failure, []);
      if (joining.value.length === 0) continue;
      const sent = await sendLot(engine, motion, joining.value, sender, round + 1);
      if (!sent.ok) return sent;
      run.onEvent({ kind: 'items', stepId: step.id, items: counts(engine, motion) });
      if (sent.value > 0) await engine.clock.sleep(sent.value, run.signal);
    }
    const resolved = await settleOpen(engine, run, motion);
    if (!resolved.ok) return resolved;
  }
  return pause(engine, motion, putOffTooOften(step, engine.log.state(step.id).failure), []);
}

export function counts(engine: Engine, { step }: Motion) {
  const ids = (step.items ?? []).map((item) => item.userId);
  return countItems(ids, engine.log.state(step.id).items);
}

function stateOfItem(engine: Engine, motion: Motion, item: StepItem) {
  const state = engine.log.state(motion.step.id);
  if (state.direction !== motion.direction) return 'pending' as const;
  return state.items.get(item.userId) ?? ('pending' as const);
}

/** Who has no outcome yet. */
export function openItems(engine: Engine, motion: Motion): readonly StepItem[] {
  return (motion.step.items ?? []).filter((item) => {
    const state = stateOfItem(engine, motion, item);
    return state === 'pending' || state === 'deferred';
  });
}

/** All items have an outcome and none is waiting: only reading back is left. */
function isUnderVerification(engine: Engine, motion: Motion): boolean {
  const state = engine.log.state(motion.step.id);
  if (state.direction !== motion.direction || state.items.size === 0) return false;
  if (state.status === 'FAILED') return false;
  return openItems(engine, motion).length === 0;
}

/** Items whose sending was announced and whose outcome is not known: read, then decide. */
export async function settleOpen(engine: Engine, run: Run, motion: Motion): Promise<StepEnd> {
  const items = motion.step.items ?? [];
  const crashed = items.filter((item) => stateOfItem(engine, motion, item) === 'sent');
  const doubt = failureBody(settling(motion.step, 'stopped', engine.clock.now()));
  const told = await engine.log.append(
    ...crashed.map((item) =>
      itemEntry(motion, 'unknown', item.userId, { reason: 'stopped', failure: doubt }),
    ),
  );
  if (!told.ok) return told;
  const unknown = items.filter((item) => stateOfItem(engine, motion, item) === 'unknown');
  return unknown.length === 0 ? ok(undefined) : resolveItems(engine, run, motion, unknown);
}

/** The intent over all items, and those that may not be touched at all. */
async function begin(engine: Engine, run: Run, motion: Motion, cleared: Cleared): Promise<StepEnd> {
  const { step } = motion;
  const items = openItems(engine, motion);
  const codes = await leftOutOf(engine, run, motion, cleared.fresh, items);
  if (!codes.ok) return pause(engine, motion, codes.failure, []);
  const skipped = [...codes.value].map(([userId, why]) =>
    itemEntry(motion, 'skipped', userId, { why }),
  );
  const refusal = nobodyLeftRefusal(step, items.length, leftOut(skipped));
  if (refusal !== null) return pause(engine, motion, refusal, []);
  const intent: LogDraft = {
    type: 'intent',
    stepId: step.id,
    item: null,
    body: {
      dir: motion.direction,
      kind: step.kind,
      target: step.target.id,
      items: items.map((item) => [item.userId, item.prior, item.planned]),
    },
  };
  return engine.log.append(intent, ...skipped);
}

/** People left out and why, as the entries about them say. */
function leftOut(skipped: readonly LogDraft[]): readonly LeftOut[] {
  return skipped.map(({ item, body }) => {
    const why = body['why'];
    return { userId: item ?? '', why: typeof why === 'string' ? why : '' };
  });
}

async function finish(
  engine: Engine,
  run: Run,
  motion: Motion,
): Promise<Result<Verified, Failure>> {
  const { step } = motion;
  const verified = await verifyItems(engine, run, motion);
  if (!verified.ok || verified.value !== 'verified') return verified;
  engine.fresh.invalidate();
  run.onEvent({ kind: 'items', stepId: step.id, items: counts(engine, motion) });
  const body: JsonObject = { dir: motion.direction };
  const entry = (type: JournalType): LogDraft => ({ type, stepId: step.id, item: null, body });
  const failed = failedItems(engine, motion);
  if (failed !== null) {
    const told = await engine.log.append({
      ...entry('rejected'),
      body: { ...body, ...failed.body },
    });
    return told.ok ? err(failed.failure) : told;
  }
  const told = await engine.log.append(entry('verified'), entry('done'));
  return told.ok ? verified : told;
}

/**
 * Forward, a step nobody of which went through has failed; single failures are shown and do not
 * stop it. Back, one person not restored fails the step: what covers that person must not go next.
 */
function failedItems(
  engine: Engine,
  motion: Motion,
): { readonly body: JsonObject; readonly failure: Failure } | null {
  const seen = counts(engine, motion);
  const isWhole = motion.direction === 'back' ? seen.failed + seen.unknown === 0 : seen.done > 0;
  if (isWhole || seen.failed + seen.unknown === 0) return null;
  const reason = refusedPeople(motion.step, refusalsIn(engine, motion));
  return {
    body: { retry: false, failure: { code: reason.code, values: reason.values } },
    failure: reason,
  };
}

/** The last word on each person who failed; empty where one of them failed of something else. */
function refusalsIn(engine: Engine, motion: Motion): readonly Refusal[] {
  const { id, items = [] } = motion.step;
  const last = new Map(
    engine.log
      .ofStep(id)
      .flatMap((entry) => (entry.item === null ? [] : [[entry.item, entry] as const])),
  );
  const refusals: Refusal[] = [];
  for (const item of items) {
    const state = stateOfItem(engine, motion, item);
    if (state !== 'failed' && state !== 'unknown') continue;
    const body = last.get(item.userId)?.body ?? {};
    const { status, code } = body;
    if (typeof status !== 'number' || typeof code !== 'string') return [];
    refusals.push({ status, code });
  }
  return refusals;
}
