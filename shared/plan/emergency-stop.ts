import type { WriteScope } from '../registration/graph-scopes';
import { scopesOfKind } from '../registration/write-needs';
import { isOver, type StepState } from '../journal/step-state';
import type { Plan } from './plan';
import { resolveText, type RefResolver } from './references';
import type { Step } from './step';

/** Graph's name for a policy that only reports. */
const reportOnly = 'enabledForReportingButNotEnforced';

/** Ids of stop steps: not of the plan, one series for each stop. */
export const stopStepId = (stop: number, place: number): string =>
  `stop${String(stop)}-${String(place).padStart(2, '0')}`;

/**
 * What an emergency stop does (execution.md 3.7): every policy this rollout turned on, or may have
 * turned on, to report-only, the newest first. One field each, and it only loosens.
 */
export function stopSteps(
  plan: Pick<Plan, 'steps'>,
  stateOf: (stepId: string) => StepState,
  resolve: RefResolver,
  stop: number,
): readonly Step[] {
  const seen = new Set<string>();
  const steps: Step[] = [];
  for (const step of [...plan.steps].reverse()) {
    if (step.target.type !== 'conditionalAccessPolicy' || !turnsOn(step)) continue;
    const state = stateOf(step.id);
    if (!mayHaveChanged(state)) continue;
    const id = step.kind === 'ca.create' ? state.objectId : resolveText(step.target.id, resolve);
    if (id === null || seen.has(id.toLowerCase())) continue;
    seen.add(id.toLowerCase());
    steps.push({
      id: stopStepId(stop, steps.length + 1),
      kind: 'ca.setState',
      purpose: 'caOff',
      target: { ...step.target, id },
      owned: ['state'],
      prior: { state: 'enabled' },
      planned: { state: reportOnly },
      reverse: { kind: 'leave', why: 'stop' },
      blast: 'tenant',
      scopes: step.scopes,
      why: { key: 'step_why_emergency_stop', values: {}, rules: [] },
    });
  }
  return steps;
}

/**
 * What a stop would write with now; empty: nothing is enforced. Whoever changes anything else asks
 * for it too, so that a stop finds it given and waits for nobody.
 */
export function stopScopes(
  ...[plan, stateOf, resolve]: Parameters<typeof freshlyOn>
): readonly WriteScope[] {
  return stopSteps(plan, stateOf, resolve, 0).length === 0 ? [] : scopesOfKind['ca.setState'];
}

/**
 * Policies, by id in lower case, whose turning on was sent and not read back yet: a list that shows
 * one off may be an old one. `mayArrive`: it got no answer, and may still take effect.
 */
export function freshlyOn(
  plan: Pick<Plan, 'steps'>,
  stateOf: (stepId: string) => StepState,
  resolve: RefResolver,
): ReadonlyMap<string, 'arrived' | 'mayArrive'> {
  const found = new Map<string, 'arrived' | 'mayArrive'>();
  for (const step of plan.steps) {
    const state = stateOf(step.id);
    if (!turnsOn(step) || !mayHaveChanged(state) || isOver(state)) continue;
    const id = resolveText(step.target.id, resolve);
    const isOpen = state.isUnsettled || state.status === 'SENT';
    if (id !== null) found.set(id.toLowerCase(), isOpen ? 'mayArrive' : 'arrived');
  }
  return found;
}

/** A policy that enforces, from this step on. */
export function turnsOn(step: Step): boolean {
  return (
    (step.kind === 'ca.setState' || step.kind === 'ca.create') &&
    step.planned?.['state'] === 'enabled'
  );
}

/** Something went out that took effect, or may have. */
function mayHaveChanged(state: StepState): boolean {
  return state.hasChanged || state.isUnsettled || state.status === 'SENT';
}
