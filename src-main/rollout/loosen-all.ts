import type { Failure } from '../../shared/diagnostic';
import { isJsonObject } from '../../shared/json';
import type { Step } from '../../shared/plan/step';
import { ok, type Result } from '../../shared/result';
import { readList } from '../graph/paging';
import { reads } from '../graph/reads';
import { markAlready, markLoosened, type PutOff } from './apply-loosening';
import { applyStopStep } from './apply-step';
import type { Engine, Run } from './engine';
import { notInTime } from './told-outcome';

export interface StoppedPolicy {
  readonly id: string;
  readonly name: string;
  /** `open`: still enabled, or not read back; a person must do it in the portal. */
  readonly state: 'reportOnly' | 'wasOff' | 'open';
  readonly failure: Failure | null;
}

export interface Loosening {
  readonly steps: readonly Step[];
  readonly isOff: (step: Step) => boolean;
  readonly fresh: ReadonlyMap<string, 'arrived' | 'mayArrive'>;
  /** Why nothing can be sent; null: it can. */
  readonly refusal: Failure | null;
}

export interface Loosened {
  readonly policies: readonly StoppedPolicy[];
  /** The service takes nothing more for longer than the stop waits: nothing of it can be read. */
  readonly isShut: boolean;
}

/** What the service put off is waited for so long from the first write; then a person does it. */
const patienceMs = 5 * 60_000;
/** Seconds between looks at the list of policies, after the last write. */
const looks = [2, 3, 5, 10, 20, 20];
const lookMs = 60_000;

/** Each policy to report-only, what was put off after all others; then it is read back. */
export async function loosenAll(
  engine: Engine,
  run: Run,
  { steps, isOff, fresh, refusal }: Loosening,
): Promise<Result<Loosened, Failure>> {
  const off = new Set(steps.filter(isOff));
  for (const step of off) {
    const told = await markAlready(engine, step);
    if (!told.ok) return told;
  }
  const on = steps.filter((step) => !off.has(step));
  const sent: Sent = { failures: new Map(), later: new Map(), isShut: false };
  if (refusal === null) {
    const all = await sendAll(engine, run, on, sent);
    if (!all.ok) return all;
  }
  const { failures, isShut } = sent;
  const unsure = new Set([...fresh].flatMap(([id, how]) => (how === 'mayArrive' ? [id] : [])));
  // Where nothing was sent there is nothing to look for: a person does it by hand, now.
  const canLook = refusal === null && !isShut;
  const open = canLook
    ? await readBack(engine, run, { steps: on, unsure, sent })
    : ok(new Set(on.map(({ id }) => id)));
  if (!open.ok) return open;
  const policies = steps.map((step): StoppedPolicy => {
    const isOpen = open.value.has(step.id);
    return {
      id: step.target.id,
      name: step.target.name,
      state: off.has(step) ? 'wasOff' : isOpen ? 'open' : 'reportOnly',
      failure: isOpen ? (refusal ?? failures.get(step.id) ?? null) : null,
    };
  });
  return ok({ policies, isShut });
}

interface Sent {
  /** Why one is not loosened as far as is known, by the step's id. */
  readonly failures: Map<string, Failure>;
  /** Not sent before, ms on the engine's clock, by the step's id. */
  readonly later: Map<string, number>;
  isShut: boolean;
}

/** One that is put off holds up no other; it is come back to, and never before it may be. */
async function sendAll(
  engine: Engine,
  run: Run,
  steps: readonly Step[],
  sent: Sent,
): Promise<Result<void, Failure>> {
  const end = engine.clock.now() + patienceMs;
  const waiting = [...steps];
  let shut: PutOff | null = null;
  for (;;) {
    const at = (one: Step): number => sent.later.get(one.id) ?? 0;
    waiting.sort((left, right) => at(left) - at(right));
    const step = waiting[0];
    if (step === undefined) return ok(undefined);
    // A refusal of the service as a whole shuts it for all writes alike (6.3).
    if (shut !== null && shut.until > end) {
      sent.isShut = shut.until - engine.clock.now() > lookMs;
      for (const one of waiting) sent.failures.set(one.id, notInTime(one, shut));
      return ok(undefined);
    }
    if (at(step) > end) return ok(undefined);
    const waitMs = Math.max(at(step), shut?.until ?? 0) - engine.clock.now();
    if (waitMs > 0) {
      run.onEvent({ kind: 'wait', stepId: step.id, seconds: Math.ceil(waitMs / 1000) });
      await engine.clock.sleep(waitMs, run.signal);
    }
    waiting.shift();
    const putOff = await sendOne(engine, run, step, sent);
    if (!putOff.ok) return putOff;
    if (putOff.value === null) continue;
    waiting.push(step);
    if (putOff.value.isForAll) shut = putOff.value;
  }
}

/** Answers what was put off; null: it was not, and `sent` has the reason where it failed. */
async function sendOne(
  engine: Engine,
  run: Run,
  step: Step,
  { failures, later }: Sent,
): Promise<Result<PutOff | null, Failure>> {
  const done = await applyStopStep(engine, run, step);
  if (!done.ok && done.failure.code === 'store/halted') return done;
  failures.delete(step.id);
  later.delete(step.id);
  const putOff = done.ok ? done.value : null;
  if (!done.ok) failures.set(step.id, done.failure);
  if (putOff !== null) {
    failures.set(step.id, notInTime(step, putOff));
    later.set(step.id, putOff.until);
  }
  run.onEvent({ kind: 'step', stepId: step.id, status: engine.log.state(step.id).status });
  return ok(putOff);
}

/**
 * Looks until none of them is enabled any more; answers those that still are, or were not seen. One
 * whose turning on may still arrive is looked at to the end, a minute after the last write, and
 * loosened again where it did.
 */
async function readBack(
  engine: Engine,
  run: Run,
  asked: { readonly steps: readonly Step[]; readonly unsure: ReadonlySet<string>; sent: Sent },
): Promise<Result<ReadonlySet<string>, Failure>> {
  const { steps, unsure, sent } = asked;
  const open = new Map(steps.map((step) => [step.id, step]));
  for (const [turn, seconds] of looks.entries()) {
    if (open.size === 0) break;
    const isLast = turn === looks.length - 1;
    await engine.clock.sleep(seconds * 1000, run.signal);
    const enabled = await enabledIds(engine);
    if (enabled === null) continue;
    for (const step of [...open.values()]) {
      const id = step.target.id.toLowerCase();
      if (enabled.has(id)) {
        const mayLeave = unsure.has(id) && (sent.later.get(step.id) ?? 0) <= engine.clock.now();
        const again = mayLeave ? await sendOne(engine, run, step, sent) : ok(null);
        if (!again.ok) return again;
        continue;
      }
      if (unsure.has(id) && !isLast) continue;
      open.delete(step.id);
      const told = await markLoosened(engine, step);
      if (!told.ok) return told;
    }
  }
  return ok(new Set(open.keys()));
}

/** Ids of the policies that are enabled now; null: the list could not be read. */
export async function enabledIds(engine: Engine): Promise<ReadonlySet<string> | null> {
  const list = await readList(engine.graph, reads.conditionalAccess.url);
  if (list.kind !== 'rows') return null;
  const ids = new Set<string>();
  for (const row of list.rows) {
    if (!isJsonObject(row) || typeof row['id'] !== 'string') return null;
    const { state } = row;
    // Anything but the two states that enforce nothing counts as enforcing.
    if (state !== 'disabled' && state !== 'enabledForReportingButNotEnforced') {
      ids.add(row['id'].toLowerCase());
    }
  }
  return ids;
}
