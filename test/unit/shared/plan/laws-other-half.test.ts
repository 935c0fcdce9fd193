import { expect, it } from 'vitest';
import { runLaws } from './law-runs';
import { laws } from './laws';

it('keeps every law in the other half of the tenants', { timeout: 3_600_000 }, () => {
  expect(Object.keys(laws)).toHaveLength(12);
  runLaws(1);
});
