import { failure, type Failure } from '../../../shared/diagnostic';
import type { Plan } from '../../../shared/plan/plan';
import { err, ok, type Result } from '../../../shared/result';
import { carryOut } from '../carry-out';
import type { CliContext, Command } from '../context';
import type { RollBackRange } from '../../rollout/roll-back-range';
import type { Rollout } from '../../rollout/rollout';
import { movedWords } from '../moved-words';
import { approveFor, continueRollout } from '../open-rollout';
import { textOf } from '../option-values';

/**
 * Takes applied steps back, newest first: those after `--to`, or all of them. With `--person`
 * one person alone. With none of them, and without `--all`, a roll back that stopped on its way goes
 * on as far as it was asked to. What moved since the plan wrote it is told before anything is sent;
 * `--moved` says what becomes of each.
 */
export const runRollback: Command = async (context) => {
  const continued = await continueRollout(context);
  if (!continued.ok) return continued;
  const { handle, remembered, by } = continued.value;
  const toStep = textOf(context, 'to') ?? null;
  if (toStep !== null && !handle.plan.steps.some(({ id }) => id === toStep)) {
    handle.close();
    return err(failure('input/unknown-step', { step: toStep }));
  }
  const person = personOf(context, handle.plan);
  if (!person.ok) {
    handle.close();
    return person;
  }
  const choices = movedWords(context, handle.plan, handle.rollout.status().moved);
  if (!choices.ok) {
    handle.close();
    return choices;
  }
  return carryOut(context, {
    handle,
    until: remembered.until,
    graphUrl: remembered.graphUrl,
    act: async (onEvent) => {
      const { rollout } = handle;
      const range =
        person.value === null ? rangeOf(context, rollout) : { toStep: null, person: person.value };
      const approval = await approveFor(context, handle, by, 'rollBack');
      if (!approval.ok) return approval;
      return rollout.rollBack({
        ...range,
        choices: choices.value,
        signal: context.signal,
        onEvent,
      });
    },
  });
};

/** The account `--person` names; null: nobody is named. */
function personOf(context: CliContext, plan: Plan): Result<string | null, Failure> {
  const name = textOf(context, 'person');
  if (name === undefined) return ok(null);
  const wanted = name.toLowerCase();
  const found = plan.people.find(({ id, upn }) => upn.toLowerCase() === wanted || id === wanted);
  return found === undefined ? err(failure('input/unknown-user', { user: name })) : ok(found.id);
}

/** How far it goes: as given, else as the one that stopped was asked to. */
export function rangeOf(
  context: Pick<CliContext, 'options'>,
  rollout: Pick<Rollout, 'status'>,
): RollBackRange {
  const toStep = textOf(context, 'to') ?? null;
  if (toStep !== null || context.options.has('all')) return { toStep };
  const kept = rollout.status().backRange;
  if (kept === null) return { toStep: null };
  return { toStep: kept.toStep, ring: kept.ring, person: kept.person };
}
