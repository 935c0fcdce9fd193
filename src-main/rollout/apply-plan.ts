import { failure, type Failure } from '../../shared/diagnostic';
import type { Step } from '../../shared/plan/step';
import { isOver } from '../../shared/journal/step-state';
import { bundleOf, moveEnd } from '../../shared/plan/bundle';
import { appearedStepId, resolveStep } from '../../shared/plan/references';
import { isWrite } from '../../shared/plan/summary';
import { err, ok, type Result } from '../../shared/result';
import { SleepAborted } from '../ports/clock';
import { applyAppearedStep, applyStep, applyMoveSteps } from './apply-step';
import { approvalOf, snapshotTakenAt } from './approval';
import type { Engine, Run, StepEnd } from './engine';
import { moveOf } from './move-of';
import { noteRecovery } from './note-recovery';
import { noteRingDrift } from './note-ring-drift';
import type { ApplyOutcome, Until } from './rollout-types';
import { settleGroups } from './settle-group';
import {
  allowOutside,
  heldNow,
  neverOpens,
  soakedAt,
  whenOpen,
  type OutsideWindow,
} from './start-window';
import { placeOf } from './switch-parts';
import { runWait } from './wait-steps';

const staleMs = 7 * 86_400_000;

/**
 * The plan's steps in order, from the first that is not finished to the end asked for. Each goes on
 * from where the journal says it stands, so that starting again after any interruption is the same
 * call. Every stop is a failure that says why.
 */
export async function applyPlan(
  engine: Engine,
  run: Run,
  until: Until,
  outside?: OutsideWindow,
): Promise<Result<ApplyOutcome, Failure>> {
  const end = endOf(engine.plan.steps, until);
  if (!end.ok) return end;
  const told = engine.store.settings.set('rollout.until', untilText(until));
  if (!told.ok) return told;
  const ready = await mayStart(engine);
  if (!ready.ok) return ready;
  if (outside !== undefined) {
    const held = heldAtStart(engine, until, await engine.clock.serverNow());
    const allowed = await allowOutside(engine, outside, untilText(until), held);
    if (!allowed.ok) return allowed;
  }
  const recovered = await noteRecovery(engine);
  if (!recovered.ok) return recovered;
  const settled = await settleGroups(engine, run);
  if (!settled.ok) return settled;
  // A run that reads nothing lets go of it again: what comes next may be a roll back.
  engine.fresh.lookOnce((fresh) => noteRingDrift(engine, fresh));
  return applySteps(engine, run, end.value).finally(() => engine.fresh.lookOnce(null));
}

/** The steps up to the one at this place. */
async function applySteps(
  engine: Engine,
  run: Run,
  end: number,
): Promise<Result<ApplyOutcome, Failure>> {
  let stepsDone = 0;
  let last: string | null = null;
  // What is one move is not ended in the middle of it.
  for (const step of engine.plan.steps.slice(0, moveEnd(engine.plan.steps, end) + 1)) {
    if (isOver(engine.log.state(step.id))) continue;
    if (run.signal.aborted) return err(failure('step/cancelled', { step: step.id }));
    const done = await whenOpen(engine, run, step, () => applyOne(engine, run, step));
    if (!done.ok) return done;
    const together = bundleOf(engine.plan.steps, step);
    stepsDone += together.length;
    last = together.at(-1)?.id ?? step.id;
  }
  const isDone = engine.plan.steps.every((step) => isOver(engine.log.state(step.id)));
  if (!isDone) return ok({ state: 'reached', stepId: last, stepsDone });
  if (stepsDone > 0) {
    const body = { what: 'done' };
    const noted = await engine.log.append({ type: 'note', stepId: null, item: null, body });
    if (!noted.ok) return noted;
  }
  return ok({ state: 'done', stepId: last, stepsDone });
}

async function applyOne(engine: Engine, run: Run, step: Step): Promise<StepEnd> {
  const move = moveOf(engine, step);
  // Security defaults are off for good: an own policy that is to follow again is a step like any.
  if (move !== null && placeOf(engine, move) !== 'after') return applyMoveSteps(engine, run, move);
  if (isWrite(step)) {
    const resolved = resolveStep(step, engine.refs);
    if (resolved === null) return err(failure('step/needs-person', { step: step.id }));
    if (appearedStepId(step.target.id) !== null) return applyAppearedStep(engine, run, step);
    return applyStep(engine, run, { step: resolved, direction: 'forward' });
  }
  try {
    return await runWait(engine, run, { step, direction: 'forward' });
  } catch (error) {
    if (error instanceof SleepAborted) return err(failure('step/cancelled', { step: step.id }));
    throw error;
  }
}

/**
 * Why the schedule holds the first write that is due, up to the end asked for, or the soak before it
 * that finds no day; null: it doesn't.
 */
export function heldAtStart(engine: Engine, until: Until, now: number): Failure | null {
  const { plan, log } = engine;
  const end = endOf(plan.steps, until);
  const open = plan.steps
    .slice(0, end.ok ? end.value + 1 : 0)
    .filter((step) => !isOver(log.state(step.id)));
  const isPast = (step: Step): boolean =>
    step.kind !== 'soak' || Date.parse(log.state(step.id).soakUntil ?? '') <= now;
  const due = open.find((step) => isWrite(step) || !isPast(step));
  if (due === undefined) return null;
  if (isWrite(due)) return heldNow(engine, due, now);
  const hasBegun = log.state(due.id).soakUntil !== null;
  return hasBegun || soakedAt(plan, due, now) !== null ? null : neverOpens(plan, due);
}

/** Before anything at all: the approval stands, and the plan's reading is not a week old. */
async function mayStart(engine: Engine): Promise<Result<void, Failure>> {
  const now = await engine.clock.serverNow();
  const refusal = approvalOf(engine, now, 'forward');
  if (refusal !== null) return err(refusal);
  const hasBegun = engine.log.entries.some((entry) => entry.type === 'intent');
  const age = now - snapshotTakenAt(engine);
  if (!hasBegun && age > staleMs) {
    return err(failure('plan/stale', { days: String(Math.floor(age / 86_400_000)) }));
  }
  return ok(undefined);
}

/** Index of the last step to carry out. */
function endOf(steps: readonly Step[], until: Until): Result<number, Failure> {
  if (until === null) return ok(steps.length - 1);
  if ('step' in until) {
    const place = steps.findIndex((step) => step.id === until.step);
    return place < 0 ? err(failure('input/unknown-step', { step: until.step })) : ok(place);
  }
  const place = steps.findLastIndex((step) => step.ring !== undefined && step.ring <= until.ring);
  const exists = steps.some((step) => step.ring === until.ring);
  return exists ? ok(place) : err(failure('input/unknown-step', { step: `ring:${until.ring}` }));
}

function untilText(until: Until): string | null {
  if (until === null) return null;
  return 'step' in until ? until.step : `ring:${until.ring}`;
}
