import { failure, type Failure } from '../../shared/diagnostic';
import type { StepState } from '../../shared/journal/step-state';
import { isJsonObject, type JsonObject } from '../../shared/json';
import { compareState } from '../../shared/plan/compare-state';
import type { Step } from '../../shared/plan/step';
import { err, type Result } from '../../shared/result';
import { approvalOf } from './approval';
import type { Engine } from './engine';
import type { LogDraft } from './journal-log';
import { noteRecovery } from './note-recovery';
import { openIdOf, openRange } from './roll-back-range';
import { readCreated } from './read-live';
import { createKinds, markerOf } from './step-facts';

export interface Settlement {
  readonly stepId: string;
  /**
   * `resend`: a create that is not there may be sent once more. `adopt`: this object is the one
   * the create made. `skip`: leave the step as it is and go on.
   */
  readonly as:
    | { readonly kind: 'resend' }
    | { readonly kind: 'adopt'; readonly objectId: string }
    | { readonly kind: 'skip' };
  readonly by: string;
}

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** States in which a roll back of a step stands and waits for a person. */
const stuckBack: ReadonlySet<StepState['status']> = new Set(['PAUSED', 'DRIFT', 'ASK', 'FAILED']);

/**
 * A person's answer where only a person can tell: after an unknown outcome, or where a step can't
 * be taken back as things stand. Nothing is sent here; the next run goes on from the answer.
 * Failures: `input/unknown-step`, `guardrail/refused` (nothing to answer, or not this answer), those
 * of reading, `plan/not-approved`.
 */
export async function settleStep(
  engine: Engine,
  asked: Settlement,
): Promise<Result<void, Failure>> {
  const planned = engine.plan.steps.find((one) => one.id === asked.stepId);
  if (planned === undefined) return err(failure('input/unknown-step', { step: asked.stepId }));
  const { log } = engine;
  const id = openIdOf(planned.id, openRange(log.entries), (one) => log.state(one));
  const step = { ...planned, id };
  const state = engine.log.state(step.id);
  const refusal = approvalOf(engine, await engine.clock.serverNow(), state.direction);
  // What somebody else changed since ends an approval to go on, not the word to leave it so.
  const isLeaving = asked.as.kind === 'skip' && state.direction === 'back';
  if (refusal !== null && !(isLeaving && refusal.values['why'] === 'drift')) return err(refusal);
  const recovered = await noteRecovery(engine);
  if (!recovered.ok) return recovered;
  const isAsked = answersFor(step, state).includes(asked.as.kind);
  switch (asked.as.kind) {
    case 'resend':
      if (!isAsked) return refused(step, 'lostCreate');
      return engine.log.append(draft(step, state, 'answered', { allow: 'resend', by: asked.by }));
    case 'adopt':
      if (!isAsked) return refused(step, 'openCreate');
      return adopt(engine, step, state, asked.as.objectId, asked.by);
    case 'skip':
      if (!isAsked) return refused(step, 'openQuestion');
      return engine.log.append(draft(step, state, 'skipped', { by: asked.by, was: state.status }));
  }
}

/**
 * Answers a step takes as it stands: a create that was looked for in vain may be sent again, an
 * object may be named as the one it made, and a step may be left where a person is asked.
 */
export function answersFor(step: Step, state: StepState): readonly Settlement['as']['kind'][] {
  if (state.direction === 'back') return stuckBack.has(state.status) ? ['skip'] : [];
  // Half of the switch is never left as it is.
  if (state.status !== 'ASK' || step.bundle !== undefined) return [];
  if (!createKinds.has(step.kind)) return ['skip'];
  return isGone(state) ? ['resend', 'adopt', 'skip'] : ['adopt', 'skip'];
}

/** A create of which nothing stands in the tenant: it never arrived, or somebody deleted it. */
export function isGone({ asks }: StepState): boolean {
  return asks === 'notFound' || asks === 'deleted';
}

async function adopt(
  engine: Engine,
  step: Step,
  state: StepState,
  objectId: string,
  by: string,
): Promise<Result<void, Failure>> {
  if (!guid.test(objectId)) return refused(step, 'objectId');
  const live = await readCreated(engine, step, objectId.toLowerCase());
  if (!live.ok) return live;
  const { value } = live.value;
  const field = step.kind === 'group.create' ? 'mailNickname' : 'displayName';
  const isOurs =
    isJsonObject(value) &&
    value[field] === markerOf(step) &&
    compareState(step, value, engine.refs) === 'planned';
  if (!isOurs) return refused(step, 'ownObject');
  return engine.log.append(
    draft(step, state, 'answered', { allow: 'adopt', by }),
    draft(step, state, 'observed', { position: 'planned', objectId: objectId.toLowerCase() }),
  );
}

function draft(step: Step, state: StepState, type: LogDraft['type'], body: JsonObject): LogDraft {
  return { type, stepId: step.id, item: null, body: { dir: state.direction, ...body } };
}

function refused(step: Step, expected: string): Result<void, Failure> {
  return err(failure('guardrail/refused', { step: step.id, expected }));
}
