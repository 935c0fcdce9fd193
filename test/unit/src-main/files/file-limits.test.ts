import { expect, it } from 'vitest';
import { fileLimits } from '../../../../src-main/files/file-limits';
import { planScenario } from '../../shared/plan/plans';

it('lets a plan of 150,000 people in, as this product writes it', () => {
  const { people } = planScenario('S02').plan;
  const bytes = people.map((person) => Buffer.byteLength(JSON.stringify([person], null, 2)));
  const mean = bytes.reduce((sum, one) => sum + one, 0) / people.length;
  // Findings, rings and items name people again: not half as much once more.
  expect(mean * 1.5 * 150_000).toBeLessThanOrEqual(fileLimits.plan.maxBytes);
});
