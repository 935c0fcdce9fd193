import { failure, type Failure } from '../../shared/diagnostic';
import type { Step } from '../../shared/plan/step';
import type { Engine } from './engine';

/**
 * `step/drift`, and whether a request went out that may have taken effect (`written`), of this step
 * or of those it goes with: where none did, nothing of theirs is in the tenant. `isRefused`: the one
 * that is on its way was refused for certain.
 */
export function driftFailure(
  engine: Pick<Engine, 'log'>,
  step: Step,
  { among = [step], isRefused = false }: { among?: readonly Step[]; isRefused?: boolean } = {},
): Failure {
  const isWritten = among.some(({ id }) => {
    const { hasChanged, isUnsettled, changedItems } = engine.log.state(id);
    return hasChanged || (isUnsettled && !isRefused) || changedItems.size > 0;
  });
  return failure('step/drift', {
    ...{ step: step.id, target: step.target.name },
    written: isWritten ? 'yes' : 'no',
  });
}
