import { failure } from '../../shared/diagnostic';
import type { StepState } from '../../shared/journal/step-state';
import type { Step } from '../../shared/plan/step';
import { err, ok } from '../../shared/result';
import { SleepAborted } from '../ports/clock';
import type { Engine, Motion, Run, StepEnd } from './engine';
import { resolveItems } from './resolve-items';
import { resolveOutcome } from './resolve-outcome';
import { itemKinds } from './step-facts';

/** An outcome that is still open forward is learnt first: only then is it known what to undo. */
export async function settleForward(
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
