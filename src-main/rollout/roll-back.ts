import { failure, type Failure } from '../../shared/diagnostic';
import type { MovedItem } from '../../shared/journal/drift-choice';
import type { StepState } from '../../shared/journal/step-state';
import { bundleOf } from '../../shared/plan/bundle';
import { reverseOf } from '../../shared/plan/step-requests';
import type { Step } from '../../shared/plan/step';
import { err, ok, type Result } from '../../shared/result';
import { applyStep, rollMoveStepsBack } from './apply-step';
import { otherAccount } from './approval';
import { firstStep, isToTakeBack, partsFrom, partsOfPerson } from './back-parts';
import { decideBack, movedFailure, movedNote, toMoved } from './decide-back';
import type { Engine, Motion, Run, StepEnd } from './engine';
import { itemEntry } from './item-entry';
import { lookBack, type BackPart } from './look-back';
import { moveOf, withSteps } from './move-of';
import { noteRecovery } from './note-recovery';
import { rollPersonBack } from './roll-back-person';
import {
  openRange,
  seriesOf,
  startNote,
  type RollBackEnd,
  type RollBackRange,
} from './roll-back-range';
import type { ApplyOutcome } from './rollout-types';
import { saidOf, type Said } from './said-back';
import { settleForward } from './settle-forward';
import { settleGroups } from './settle-group';
import { itemKinds } from './step-facts';

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
  const { person } = range;
  const series = person === undefined ? 0 : seriesOf(engine.log.entries, person);
  const first = person === undefined ? (engine.plan.steps[from.value]?.id ?? '') : '';
  const given = range.choices ?? openRange(engine.log.entries)?.choices ?? [];
  // Also of one that ends at what it reads: whoever answers goes on as far as was asked.
  const asked = await engine.log.append(startNote(range, first, series, given));
  if (!asked.ok) return asked;
  // All of it is read, and all that moved decided by a person, before the first reverse leaves.
  const looked = await lookBack(engine, partsOf(engine, range, from.value));
  if (!looked.ok) return looked;
  const { words, undecided } = decideBack(looked.value, given, engine.sha256);
  if (undecided.length > 0) {
    const told = await engine.log.append(movedNote(undecided));
    return told.ok ? err(movedFailure(undecided)) : told;
  }
  const said = saidOf(words);
  // A word about many, written out for each of them: as it counts when this is gone on with.
  if (words.length > 0) {
    const kept = await engine.log.append(startNote(range, first, series, words));
    if (!kept.ok) return kept;
  }
  const recovered = await noteRecovery(engine);
  if (!recovered.ok) return recovered;
  const settled = await settleGroups(engine, run);
  if (!settled.ok) return settled;
  const taken = await (person === undefined
    ? takeStepsBack(engine, run, from.value, said)
    : rollPersonBack(engine, run, person, series, said));
  if (!taken.ok) return taken;
  const { last, stepsDone } = taken.value;
  const told = await engine.log.append({
    type: 'note',
    stepId: null,
    item: null,
    body: { what: 'rolledBack', from: first, ...(person === undefined ? {} : { person }) },
  });
  return told.ok ? ok({ state: 'rolledBack', stepId: last, stepsDone }) : told;
}

/** What of the plan this range would write. */
function partsOf(engine: Engine, { person }: RollBackRange, from: number): readonly BackPart[] {
  return person === undefined
    ? partsFrom(engine, from)
    : partsOfPerson(engine, person, seriesOf(engine.log.entries, person));
}

/** What a roll back of this range would meet: moved since the plan wrote it, or not to be read. */
export async function movedSince(
  engine: Engine,
  range: RollBackRange,
): Promise<Result<readonly MovedItem[], Failure>> {
  const from = firstStep(engine, range);
  if (!from.ok) return from;
  const looked = await lookBack(engine, partsOf(engine, range, from.value));
  if (!looked.ok) return looked;
  return ok(decideBack(looked.value, [], engine.sha256).undecided.map(toMoved));
}

async function takeStepsBack(
  engine: Engine,
  run: Run,
  from: number,
  said: Said,
): Promise<Result<RollBackEnd, Failure>> {
  let stepsDone = 0;
  let last: string | null = null;
  for (const step of engine.plan.steps.slice(from).reverse()) {
    if (run.signal.aborted) return err(failure('step/cancelled', { step: step.id }));
    if (step.bundle !== undefined) {
      const taken = await takeMove(engine, run, step, said);
      if (!taken.ok) return taken;
      if (!taken.value) continue;
      stepsDone += 1;
      last = step.id;
      continue;
    }
    const state = engine.log.state(step.id);
    if (!isToTakeBack(state)) continue;
    const taken = await takeBack(engine, run, step, state, said);
    if (!taken.ok) return taken;
    stepsDone += 1;
    last = step.id;
  }
  return ok({ last, stepsDone });
}

/** The whole move, when its last step is reached; false: nothing of it was left to take back. */
async function takeMove(
  engine: Engine,
  run: Run,
  step: Step,
  said: Said,
): Promise<Result<boolean, Failure>> {
  const bundle = bundleOf(engine.plan.steps, step);
  if (!bundle.some(({ id }) => isToTakeBack(engine.log.state(id)))) return ok(false);
  const move = moveOf(engine, step);
  if (move === null) return err(failure('step/needs-person', { step: step.id }));
  const steps = said.overMove(move);
  const taken = await rollMoveStepsBack(engine, run, withSteps(move, steps));
  return taken.ok ? ok(true) : taken;
}

async function takeBack(
  engine: Engine,
  run: Run,
  step: Step,
  state: StepState,
  said: Said,
): Promise<StepEnd> {
  if (step.kind === 'soak' || step.kind === 'gate') return markBack(engine, step, 'nothing-sent');
  if (step.kind === 'manual') {
    // What a person did in the portal stays done; an unfinished one is simply closed.
    return state.status === 'DONE' ? ok(undefined) : markBack(engine, step, 'not-done');
  }
  if (said.isLeft(step.id, null)) return markLeft(engine, step, 'moved');
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
  const own = ownPart(reverse, now, said);
  const motion: Motion = { step: own, direction: 'back' };
  const hasItems = itemKinds.has(step.kind);
  const isOurs = hasItems
    ? now.changedItems.size > 0 || now.direction === 'back'
    : now.hasChanged || now.direction === 'back';
  if (!isOurs) return markBack(engine, step, 'not-changed');
  const left = (own.items ?? []).filter(({ userId }) => said.isLeft(step.id, userId));
  if (left.length === 0) return applyStep(engine, run, motion);
  const told = await engine.log.append(
    ...left.map(({ userId }) => itemEntry(motion, 'skipped', userId, { why: 'moved' })),
  );
  if (!told.ok) return told;
  const items = (own.items ?? []).filter((item) => !left.includes(item));
  if (items.length === 0) return markLeft(engine, step, 'moved');
  return applyStep(engine, run, { ...motion, step: { ...own, items } });
}

/** Only people whom this rollout changed. Under way already: those of the journal's own list. */
function ownPart(reverse: Step, state: StepState, said: Said): Step {
  if (reverse.items === undefined) return said.over(reverse);
  const mine = (userId: string): boolean => {
    if (state.direction === 'back' && state.items.get(userId) === 'skipped') return false;
    return (
      state.changedItems.has(userId) || (state.direction === 'back' && state.items.has(userId))
    );
  };
  return said.over({ ...reverse, items: reverse.items.filter((item) => mine(item.userId)) });
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
