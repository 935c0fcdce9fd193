import { failure } from '../../../shared/diagnostic';
import { err } from '../../../shared/result';
import { carryOut } from '../carry-out';
import type { Command } from '../context';
import { approveFor, continueRollout } from '../open-rollout';
import { textOf } from '../option-values';

/** Takes applied steps back, newest first: all of them, or those after `--to`. */
export const runRollback: Command = async (context) => {
  const continued = await continueRollout(context);
  if (!continued.ok) return continued;
  const { handle, remembered, by } = continued.value;
  const toStep = textOf(context, 'to') ?? null;
  if (toStep !== null && !handle.plan.steps.some(({ id }) => id === toStep)) {
    handle.close();
    return err(failure('input/unknown-step', { step: toStep }));
  }
  return carryOut(context, {
    handle,
    until: remembered.until,
    graphUrl: remembered.graphUrl,
    act: async (onEvent) => {
      const { rollout } = handle;
      const approval = await approveFor(context, handle, by, 'rollBack');
      if (!approval.ok) return approval;
      return rollout.rollBack({ toStep, signal: context.signal, onEvent });
    },
  });
};
