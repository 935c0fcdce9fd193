import { failure, type Failure } from '../../shared/diagnostic';
import type { Step } from '../../shared/plan/step';
import type { Engine } from './engine';

/**
 * `step/drift`, and whether a request of this step went out that may have taken effect (`written`):
 * where none did, nothing of ours is in the tenant.
 */
export function driftFailure(engine: Pick<Engine, 'log'>, step: Step): Failure {
  const { hasChanged, isUnsettled, changedItems } = engine.log.state(step.id);
  const isWritten = hasChanged || isUnsettled || changedItems.size > 0;
  return failure('step/drift', {
    ...{ step: step.id, target: step.target.name },
    written: isWritten ? 'yes' : 'no',
  });
}
