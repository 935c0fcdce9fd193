import { createdStepId } from '../../shared/plan/references';
import type { Step } from '../../shared/plan/step';
import { graphCode, type GraphAnswer } from '../graph/graph-error';
import type { Engine } from './engine';

/** How long a group that was just made may still be unknown where a write arrives, ms. */
const spreadMs = 90_000;
/** Before its people are sent again, ms. */
export const newGroupWaitMs = 15_000;

/**
 * True: this 404 may mean the group itself, which this rollout made a moment ago and which is not on
 * every server yet (domain.md 2, `Request_ResourceNotFound` for new objects): nothing was done.
 */
export function isStillSpreading(engine: Engine, step: Step, answer: GraphAnswer): boolean {
  if (step.kind !== 'group.add' || answer.status !== 404) return false;
  if (graphCode(answer) !== 'Request_ResourceNotFound') return false;
  // The plan names the step that makes the group; the step at work has its id in that place.
  const planned = engine.plan.steps.find(({ id }) => id === step.id)?.target.id;
  const madeBy = planned === undefined ? null : createdStepId(planned);
  const made =
    madeBy === null ? undefined : engine.log.ofStep(madeBy).findLast(({ type }) => type === 'done');
  const age = made === undefined ? Number.NaN : engine.clock.now() - Date.parse(made.at);
  return age >= 0 && age < spreadMs;
}
