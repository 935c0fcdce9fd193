import { failure, type Failure } from '../../shared/diagnostic';
import type { StepState } from '../../shared/journal/step-state';
import { bundleEnd, bundleOf } from '../../shared/plan/bundle';
import { reverseOf } from '../../shared/plan/step-requests';
import type { Step } from '../../shared/plan/step';
import { err, ok, type Result } from '../../shared/result';
import { SleepAborted } from '../ports/clock';
import { applyStep, rollSwitchStepsBack } from './apply-step';
import { otherAccount } from './approval';
import type { Engine, Motion, Run, StepEnd } from './engine';
import { noteRecovery } from './note-recovery';
import { resolveItems } from './resolve-items';
import { resolveOutcome } from './resolve-outcome';
import type { ApplyOutcome } from './rollout-types';
import { settleGroups } from './settle-group';
import { itemKinds } from './step-facts';
import { switchOf } from './switch-parts';

export interface RollBackRange {
  /** Steps after it are taken back; null: all. */
  readonly toStep: string | null;
  /** The first step of this ring and everything after it. */
  readonly ring?: number | undefined;
}

/**
 * The plan in reverse: each step's prior state, exactly, only where this rollout changed something
 * and the tenant still holds what it wrote. Reverse order loosens before it tightens, because
 * forward it was the other way round (execution.md 3.6).
 */
export async function rollBackSteps(
  engine: Engine,
  run: Run,
  range: RollBackRange,
): Promise<Result<ApplyOutcome, Failure>> {
  // Each write asks this again (G4). Asked first, because not every step has a write: a second person
  // who has just approved the roll back leaves all of it to whoever the rollout belongs to.
  const other = otherAccount(engine);
  if (other !== null) return err(other);
  const from = firstStep(engine, range);
  if (!from.ok) return from;
  const recovered = await noteRecovery(engine);
  if (!recovered.ok) return recovered;
  const settled = await settleGroups(engine, run);
  if (!settled.ok) return settled;
  let stepsDone = 0;
  let last: string | null = null;
  for (const step of engine.plan.steps.slice(from.value).reverse()) {
    if (run.signal.aborted) return err(failure('step/cancelled', { step: step.id }));
    if (step.bundle !== undefined) {
      const taken = await takeSwitch(engine, run, step);
      if (!taken.ok) return taken;
      if (!taken.value) continue;
      stepsDone += 1;
      last = step.id;
      continue;
    }
    const state = engine.log.state(step.id);
    if (state.status === 'PENDING') continue;
    if (state.status === 'ROLLED_BACK') continue;
    if (state.status === 'SKIPPED' && state.direction === 'back') continue;
    const taken = await takeBack(engine, run, step, state);
    if (!taken.ok) return taken;
    stepsDone += 1;
    last = step.id;
  }
  const told = await engine.log.append({
    type: 'note',
    stepId: null,
    item: null,
    body: { what: 'rolledBack', from: engine.plan.steps[from.value]?.id ?? '' },
  });
  return told.ok ? ok({ state: 'rolledBack', stepId: last, stepsDone }) : told;
}

/** The whole switch, when its last step is reached; false: nothing of it was left to take back. */
async function takeSwitch(engine: Engine, run: Run, step: Step): Promise<Result<boolean, Failure>> {
  const isLeft = bundleOf(engine.plan.steps, step).some(({ id }) => {
    const state = engine.log.state(id);
    const isSkipped = state.status === 'SKIPPED' && state.direction === 'back';
    return !isSkipped && state.status !== 'PENDING' && state.status !== 'ROLLED_BACK';
  });
  if (!isLeft) return ok(false);
  const parts = switchOf(engine, step);
  if (parts === null) return err(failure('step/needs-person', { step: step.id }));
  const taken = await rollSwitchStepsBack(engine, run, parts);
  return taken.ok ? ok(true) : taken;
}

function firstStep(engine: Engine, range: RollBackRange): Result<number, Failure> {
  const { steps } = engine.plan;
  if (range.toStep !== null) {
    const place = steps.findIndex((step) => step.id === range.toStep);
    if (place < 0) return err(failure('input/unknown-step', { step: range.toStep }));
    // One half of the switch alone would leave people without anything that asks.
    if (bundleEnd(steps, place) !== place) {
      const values = { step: range.toStep, expected: 'wholeSwitch' };
      return err(failure('guardrail/refused', values));
    }
    return ok(place + 1);
  }
  if (range.ring === undefined) return ok(0);
  const place = steps.findIndex(
    (step) => step.ring !== undefined && step.ring >= (range.ring ?? 0),
  );
  return place < 0 ? err(failure('input/unknown-step', { step: `ring:${range.ring}` })) : ok(place);
}

async function takeBack(engine: Engine, run: Run, step: Step, state: StepState): Promise<StepEnd> {
  if (step.kind === 'soak' || step.kind === 'gate') return markBack(engine, step, 'nothing-sent');
  if (step.kind === 'manual') {
    // What a person did in the portal stays done; an unfinished one is simply closed.
    return state.status === 'DONE' ? ok(undefined) : markBack(engine, step, 'not-done');
  }
  const settled = await settleForward(engine, run, step, state);
  if (!settled.ok) {
    const isStillOpen = settled.failure.code === 'step/outcome-unknown';
    // A person has said already to go on without knowing.
    return isStillOpen && state.status === 'SKIPPED'
      ? markLeft(engine, step, 'unsettled')
      : settled;
  }
  const reverse = reverseOf(step);
  if (reverse === null) {
    // Harmless objects stay; one-way changes were listed before approval.
    const told = await engine.log.append({
      type: 'note',
      stepId: step.id,
      item: null,
      body: { dir: engine.log.state(step.id).direction, what: step.reverse.kind },
    });
    return told;
  }
  const now = engine.log.state(step.id);
  const motion: Motion = { step: ownPart(reverse, now), direction: 'back' };
  const hasItems = itemKinds.has(step.kind);
  const isOurs = hasItems
    ? now.changedItems.size > 0 || now.direction === 'back'
    : now.hasChanged || now.direction === 'back';
  if (!isOurs) return markBack(engine, step, 'not-changed');
  return applyStep(engine, run, motion);
}

/** Only people whom this rollout changed. Under way already: those of the journal's own list. */
function ownPart(reverse: Step, state: StepState): Step {
  if (reverse.items === undefined) return reverse;
  const mine = (userId: string): boolean =>
    state.changedItems.has(userId) || (state.direction === 'back' && state.items.has(userId));
  return { ...reverse, items: reverse.items.filter((item) => mine(item.userId)) };
}

/** Neither taken back nor called so. */
async function markLeft(engine: Engine, step: Step, why: string): Promise<StepEnd> {
  return engine.log.append({
    type: 'skipped',
    stepId: step.id,
    item: null,
    body: { dir: 'back', why },
  });
}

async function markBack(engine: Engine, step: Step, why: string): Promise<StepEnd> {
  return engine.log.append({
    type: 'done',
    stepId: step.id,
    item: null,
    body: { dir: 'back', why },
  });
}

/** An outcome that is still open forward is learnt first: only then is it known what to undo. */
async function settleForward(
  engine: Engine,
  run: Run,
  step: Step,
  state: StepState,
): Promise<StepEnd> {
  if (state.direction !== 'forward') return ok(undefined);
  const motion: Motion = { step, direction: 'forward' };
  try {
    if (itemKinds.has(step.kind)) {
      const open = (step.items ?? []).filter((item) =>
        ['sent', 'unknown'].includes(state.items.get(item.userId) ?? ''),
      );
      return open.length === 0 ? ok(undefined) : await resolveItems(engine, run, motion, open);
    }
    // Whatever state the step stopped in: a request nobody has settled may have taken effect.
    if (!state.isUnsettled) return ok(undefined);
    return await resolveOutcome(engine, run, motion);
  } catch (error) {
    if (error instanceof SleepAborted) return err(failure('step/cancelled', { step: step.id }));
    throw error;
  }
}
