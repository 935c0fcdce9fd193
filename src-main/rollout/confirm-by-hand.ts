import { failure, type Failure } from '../../shared/diagnostic';
import type { ItemState } from '../../shared/journal/item-state';
import type { StepStatus } from '../../shared/journal/journal-entry';
import { isJsonObject, type Json } from '../../shared/json';
import { byAppReason } from '../../shared/plan/by-hand';
import { compareState } from '../../shared/plan/compare-state';
import { resolveStep } from '../../shared/plan/references';
import type { Step, StepItem } from '../../shared/plan/step';
import { err, ok, type Result } from '../../shared/result';
import { applyStep } from './apply-step';
import { openItems } from './apply-items';
import { handEvidence, type HandMotion } from './by-hand';
import { noRefs } from './drift-body';
import type { ByHand, Engine, Run, StepEnd } from './engine';
import { howMany } from './items-by-hand';
import { notThereYet } from './not-there';
import { readLive } from './read-live';
import { itemKinds } from './step-facts';

/**
 * A write that a person carried out in the portal. Not there yet: nothing is written down as begun.
 * There: the same path as after a write of the app's own, with nothing sent. Refused by a guard
 * although it is there: the step stands where that guard stops it, and what was found counts as this
 * rollout's, so that a stop loosens it and a roll back takes it back. Failures: `guardrail/refused`
 * (it is the app's alone), `step/not-there-yet`, `step/partly-there`, those of applying a step.
 */
export async function confirmByHand(
  engine: Engine,
  run: Run,
  step: Step,
  byHand: ByHand,
): Promise<StepEnd> {
  if (byAppReason(step) !== null) {
    return err(failure('guardrail/refused', { step: step.id, expected: 'stepByHand' }));
  }
  if (isOwnOpen(engine, step)) {
    return err(failure('guardrail/refused', { step: step.id, expected: 'ownWriteSettled' }));
  }
  const resolved = resolveStep(step, engine.refs);
  if (resolved === null) return err(failure('step/needs-person', { step: step.id }));
  const motion: HandMotion = { step: resolved, direction: 'forward', byHand };
  const place = await lookFirst(engine, motion);
  if (!place.ok) return place;
  const done = await applyStep(engine, run, motion);
  if (done.ok || place.value !== 'planned' || itemKinds.has(step.kind)) return done;
  const { status, hasChanged } = engine.log.state(step.id);
  if (hasChanged || (status !== 'PAUSED' && status !== 'AWAIT_AUTH')) return done;
  const told = await engine.log.append(handEvidence(motion, true));
  return told.ok ? done : told;
}

const halfWay: ReadonlySet<StepStatus> = new Set(['INTENT', 'SENT', 'RESOLVE', 'VERIFYING']);

/** A write of the app's own is under way: going on settles it, and it is nobody else's. */
function isOwnOpen({ log }: Engine, { id }: Step): boolean {
  if (!halfWay.has(log.state(id).status)) return false;
  const last = log
    .ofStep(id)
    .findLast(({ type, body }) => type === 'sent' || body['how'] === 'byHand');
  return last?.type === 'sent';
}

/** People of whom something is known that is not read back. */
const unread: ReadonlySet<ItemState> = new Set(['sent', 'unknown', 'acked']);

/** Where it stands before anything is written down. */
async function lookFirst(
  engine: Engine,
  motion: HandMotion,
): Promise<Result<'planned' | 'other', Failure>> {
  const { step } = motion;
  const live = await readLive(engine, step);
  if (!live.ok) return live;
  const { value } = live.value;
  if (!itemKinds.has(step.kind)) {
    const place = compareState(step, value, engine.refs);
    return place === 'prior' ? err(notThereYet(engine, step, value)) : ok(place);
  }
  const { status, items } = engine.log.state(step.id);
  // Found before the last run ended, and not read back yet: they are, whoever else is there.
  if ([...items.values()].some((one) => unread.has(one))) return ok('other');
  const open = status === 'FAILED' ? (step.items ?? []) : openItems(engine, motion);
  const isAsBefore = open.every(
    (item) =>
      isUnseen(value, item) || compareState({ ...step, items: [item] }, value, noRefs) === 'prior',
  );
  return open.length > 0 && isAsBefore
    ? err(live.value.unread ?? howMany(engine, motion))
    : ok('other');
}

/** Null stands for a state that could not be read, and for nothing else. */
function isUnseen(live: Json, { userId }: StepItem): boolean {
  return isJsonObject(live) && live[userId] === null;
}
