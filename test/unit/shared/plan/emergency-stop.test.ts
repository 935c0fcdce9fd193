import { expect, it } from 'vitest';
import { stepStateOf, type StepState } from '../../../../shared/journal/step-state';
import { stopSteps } from '../../../../shared/plan/emergency-stop';
import type { Plan } from '../../../../shared/plan/plan';

const before = stepStateOf([]);
const on = { ...before, hasChanged: true };
const refs = { created: () => null, evidence: () => null };

/** Policies turned on by the plan, in its order. */
const planOf = (...ids: readonly string[]): Plan => {
  const steps = ids.map((id, n) => ({
    ...{ id: `s${String(n)}`, kind: 'ca.setState', scopes: [], blast: 'ring' },
    ...{ owned: ['state'], planned: { state: 'enabled' } },
    target: { type: 'conditionalAccessPolicy', id, name: id },
  }));
  return { steps } as unknown as Plan;
};
const stepsOf = (plan: Plan, states: readonly StepState[]) =>
  stopSteps(plan, (id) => states[Number(id.slice(1))] ?? before, refs, 1);

it('puts policies to report-only from the newest to the oldest, one field of each', () => {
  const steps = stepsOf(planOf('p0', 'p1', 'p2'), [on, on, on]);
  expect(steps.map(({ target }) => target.id)).toEqual(['p2', 'p1', 'p0']);
  expect(steps.map(({ owned, planned }) => [owned, planned])).toEqual(
    steps.map(() => [['state'], { state: 'enabledForReportingButNotEnforced' }]),
  );
});

it('takes each policy once, however it is written', () => {
  const steps = stepsOf(planOf('AA', 'p1', 'aa'), [on, on, on]);
  expect(steps.map(({ target }) => target.id)).toEqual(['aa', 'p1']);
});

it('leaves alone what this rollout did not turn on', () => {
  expect(stepsOf(planOf('p0', 'p1'), [on, before]).map(({ target }) => target.id)).toEqual(['p0']);
});

it.each([
  ['was sent and nothing has told', { ...before, isUnsettled: true }],
  ['is on its way', { ...before, status: 'SENT' as const }],
])('counts what %s as turned on', (_, state) => {
  expect(stepsOf(planOf('p0'), [state])).toHaveLength(1);
});
