import { ok } from '../../../shared/result';
import { rehearseRollBack } from '../../workspace/rehearse-roll-back';
import type { Command } from '../context';
import { exitCodes } from '../exit-codes';
import { loadPlan } from '../load-files';
import { rehearsalLines } from '../views/rehearsal-view';

/** The plan forward and back on a copy of the tenant it was made from; no tenant is asked. */
export const runRehearse: Command = async (context) => {
  const plan = await loadPlan(context);
  if (!plan.ok) return plan;
  const rehearsal = await rehearseRollBack(plan.value);
  if (!rehearsal.ok) return rehearsal;
  context.output.result(rehearsal.value, () =>
    rehearsalLines(plan.value, rehearsal.value, context.output),
  );
  return ok(rehearsal.value.isRestored ? exitCodes.done : exitCodes.refused);
};
