import { describe, expect, it } from 'vitest';
import type { Plan } from '../../../../shared/plan/plan';
import { planScenario } from './plans';

const { plan } = planScenario('S02');
const emptied = plan.rings.find(({ ring }) => ring > 0 && ring < plan.rings.length - 1);
const to = plan.rings.at(-1)?.ring ?? 0;

describe('a ring that everybody was moved out of', () => {
  const ringMoves = Object.fromEntries((emptied?.members ?? []).map((id) => [id, to]));
  const moved = planScenario('S02', { ringMoves }).plan;

  it('is not in the plan, and the others keep their numbers and names', () => {
    expect(emptied?.members.length).toBeGreaterThan(0);
    const kept = plan.rings.filter(({ ring }) => ring !== emptied?.ring);
    const named = (rings: Plan['rings']) => rings.map(({ ring, name }) => [ring, name]);
    expect(named(moved.rings)).toEqual(named(kept));
    expect(moved.rings.every(({ members }) => members.length > 0)).toBe(true);
  });

  it('has no step, no day and no part in the order of rings', () => {
    expect(moved.steps.filter(({ ring }) => ring === emptied?.ring)).toEqual([]);
    expect(moved.schedule.rings.map(({ ring }) => ring)).not.toContain(emptied?.ring);
    const inSteps = new Set(moved.steps.flatMap(({ ring }) => (ring === undefined ? [] : [ring])));
    const known = new Set(moved.rings.map(({ ring }) => ring));
    expect([...inSteps].filter((ring) => !known.has(ring))).toEqual([]);
  });
});
