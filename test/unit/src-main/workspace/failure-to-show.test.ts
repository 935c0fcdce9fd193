import { expect, test } from 'vitest';
import { failure } from '../../../../shared/diagnostic';
import { failureToShow } from '../../../../src-main/workspace/rollout-steps';

const cancelled = failure('step/cancelled', { why: 'stop' });
const drift = failure('step/drift', { step: 's001' });

test('only a hold the person asked for ends a run without a word', () => {
  expect(failureToShow(cancelled, true)).toBe(null);
  expect(failureToShow(cancelled, false)).toBe(cancelled);
});

test('a failure that came with a hold is told', () => {
  expect(failureToShow(drift, true)).toBe(drift);
  expect(failureToShow(drift, false)).toBe(drift);
});
