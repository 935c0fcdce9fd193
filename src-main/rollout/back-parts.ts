import { failure, type Failure } from '../../shared/diagnostic';
import type { StepState } from '../../shared/journal/step-state';
import { moveEnd } from '../../shared/plan/bundle';
import type { Step, StepItem } from '../../shared/plan/step';
import { isWrite } from '../../shared/plan/summary';
import { err, ok, type Result } from '../../shared/result';
import type { Engine } from './engine';
import type { BackPart } from './look-back';
import { personStepId, type RollBackRange } from './roll-back-range';

/** Place of the first step that a roll back takes back. */
export function firstStep({ plan }: Engine, range: RollBackRange): Result<number, Failure> {
  const { steps } = plan;
  if (range.toStep !== null) {
    const place = steps.findIndex((step) => step.id === range.toStep);
    if (place < 0) return err(failure('input/unknown-step', { step: range.toStep }));
    // One half of the switch alone would leave people without anything that asks.
    if (moveEnd(steps, place) !== place) {
      const values = { step: range.toStep, expected: 'wholeSwitch' };
      return err(failure('guardrail/refused', values));
    }
    return ok(place + 1);
  }
  if (range.ring === undefined) return ok(0);
  const place = steps.findIndex(
    (step) => step.ring !== undefined && step.ring >= (range.ring ?? 0),
  );
  return place < 0 ? err(failure('input/unknown-step', { step: `ring:${range.ring}` })) : ok(place);
}

/** Whether anything of this step is still to be taken back. */
export function isToTakeBack(state: StepState): boolean {
  if (state.status === 'PENDING' || state.status === 'ROLLED_BACK') return false;
  return state.status !== 'SKIPPED' || state.direction !== 'back';
}

/** What is to be taken back from this step on, newest first, with whom of each. */
export function partsFrom({ plan, log }: Engine, from: number): readonly BackPart[] {
  return plan.steps
    .slice(from)
    .reverse()
    .flatMap((step): readonly BackPart[] => {
      const state = log.state(step.id);
      if (!isWrite(step) || !isToTakeBack(state)) return [];
      if (step.items !== undefined) {
        const items = step.items.filter((item) => isOpen(item, state));
        return items.length === 0 ? [] : [{ step, items }];
      }
      const isOurs = state.hasChanged || state.isUnsettled || state.direction === 'back';
      return isOurs ? [{ step, items: null }] : [];
    });
}

/** Steps over people that may have changed this one, newest first. */
export function stepsOfPerson({ plan, log }: Engine, userId: string): readonly Step[] {
  const isTheirs = (step: Step): boolean => {
    const { items, changedItems } = log.state(step.id);
    return changedItems.has(userId) || ['sent', 'unknown'].includes(items.get(userId) ?? '');
  };
  return plan.steps.filter(isTheirs).reverse();
}

export function partsOfPerson(engine: Engine, userId: string, series: number): readonly BackPart[] {
  return stepsOfPerson(engine, userId).flatMap((step) => {
    // A person said to leave them so here, and to go on.
    if (engine.log.state(personStepId(series, step.id)).status === 'SKIPPED') return [];
    const items = (step.items ?? []).filter((item) => item.userId === userId);
    return items.length === 0 ? [] : [{ step, items }];
  });
}

/** A person of whom something is left to take back, as far as the journal knows. */
function isOpen({ userId }: StepItem, { items, changedItems, direction }: StepState): boolean {
  const own = items.get(userId);
  // A person's word left them as they are.
  if (direction === 'back' && own === 'skipped') return false;
  if (changedItems.has(userId)) return true;
  return direction === 'back' ? own !== undefined : own === 'sent' || own === 'unknown';
}
