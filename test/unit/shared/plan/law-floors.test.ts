import { describe, expect, it } from 'vitest';
import { rulesAtWork, tooSeldom } from './law-floors';
import { laws } from './laws';
import { planScenario } from './plans';

describe('what the laws have to meet in a run', () => {
  const { plan } = planScenario('S02');
  const seen = new Map<string, number>();
  for (const law of Object.values(laws)) law(plan, undefined, (what) => seen.set(what, 1));

  it('is told by the laws themselves as they look at a plan', () => {
    for (const id of rulesAtWork(plan.steps)) expect(seen.get(id)).toBe(1);
    expect([...seen.keys()]).toEqual(
      expect.arrayContaining(['cleared', 'policies with P1', 'back from perUserMfa.set', 'O11']),
    );
  });

  it('turns red for each of it that no tenant of a run shows', () => {
    const missing = tooSeldom(new Map(), 500);
    expect(missing).toEqual(expect.arrayContaining(['O1', 'unknown beside written', 'cleared']));
    const whole = new Map(missing.map((what) => [what, 1]));
    expect(tooSeldom(whole, 500)).toEqual([]);
    expect(tooSeldom(whole, 501)).toEqual(missing);
    whole.delete('unknown beside written');
    expect(tooSeldom(whole, 500)).toEqual(['unknown beside written']);
  });
});
