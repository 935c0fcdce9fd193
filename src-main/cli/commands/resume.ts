import { carryOut } from '../carry-out';
import type { Command } from '../context';
import { approveFor, continueRollout } from '../open-rollout';
import { outsideOf } from '../option-values';

/** Settles what was open, then goes on with the kept plan, address and end. */
export const runResume: Command = async (context) => {
  const continued = await continueRollout(context);
  if (!continued.ok) return continued;
  const { handle, remembered, by } = continued.value;
  return carryOut(context, {
    handle,
    until: remembered.until,
    graphUrl: remembered.graphUrl,
    act: async (onEvent) => {
      const { rollout } = handle;
      const approval = await approveFor(context, handle, by, 'apply');
      if (!approval.ok) return approval;
      const word = outsideOf(context, by);
      return rollout.apply({ until: remembered.until, ...word, signal: context.signal, onEvent });
    },
  });
};
