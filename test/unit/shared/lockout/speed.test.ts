import { expect, it } from 'vitest';
import { simulatePlan } from '../../../../shared/lockout/simulate-lockout';
import type { Plan } from '../../../../shared/plan/plan';
import { stableId } from '../../../fixtures/stable-id';
import { planScenario } from '../plan/plans';

/** The S02 plan over many copies of its people. */
function enlarged(copies: number): Plan {
  const { plan } = planScenario('S02');
  const people = Array.from({ length: copies }, (_, n) =>
    plan.people.map((one) => ({ ...one, id: stableId(one.id, String(n)) })),
  ).flat();
  return { ...plan, people: [...plan.people, ...people] };
}

it('judges people who are alike once: work grows with steps, not with people × rules', () => {
  const small = enlarged(100);
  const startedAt = performance.now();
  const simulation = simulatePlan(small);
  const ms = performance.now() - startedAt;
  const enabled = small.people.filter((one) => one.enabled).length;
  const [start] = simulation.steps;
  expect(Object.values(start?.counts ?? {}).reduce((sum, one) => sum + one, 0)).toBe(enabled);
  // 4,444 accounts and 47 steps: a per-person evaluation of every step takes far longer.
  expect(ms).toBeLessThan(8_000);
});
