import { failure } from '../../../shared/diagnostic';
import { simulatePerson, simulatePlan } from '../../../shared/lockout/simulate-lockout';
import { err, ok } from '../../../shared/result';
import type { Command } from '../context';
import { exitCodes } from '../exit-codes';
import { loadPlan } from '../load-files';
import { textOf } from '../option-values';
import { personLines, simulationLines } from '../views/simulation-view';

/** Who can sign in after each step, and how; or one person before and after. */
export const runSimulate: Command = async (context) => {
  const plan = await loadPlan(context);
  if (!plan.ok) return plan;
  const stepId = textOf(context, 'step');
  if (
    stepId !== undefined &&
    stepId !== 'start' &&
    !plan.value.steps.some(({ id }) => id === stepId)
  ) {
    return err(failure('input/unknown-step', { step: stepId }));
  }
  const upn = textOf(context, 'person');
  if (upn !== undefined) {
    const wanted = upn.toLowerCase();
    const person = plan.value.people.find(
      (one) => one.upn.toLowerCase() === wanted || one.id === wanted,
    );
    if (person === undefined) return err(failure('input/unknown-user', { user: upn }));
    const fate = simulatePerson(plan.value, person.id);
    if (!fate.ok) return fate;
    const points = fate.value.points.filter(
      (point) => stepId === undefined || point.stepId === stepId,
    );
    const shown = { ...fate.value, points };
    context.output.result(shown, () => personLines(plan.value, shown, context.output));
    return ok(exitCodes.done);
  }
  const simulation = simulatePlan(plan.value);
  const steps = simulation.steps.filter((step) => stepId === undefined || step.stepId === stepId);
  const shown = { ...simulation, steps };
  context.output.result(shown, () => simulationLines(plan.value, shown, context.output));
  return ok(exitCodes.done);
};
