import { expect, it } from 'vitest';
import type { Step } from '../../../../shared/plan/step';
import { cannotUndo } from '../../../../src-main/workspace/review-view';

const step = (id: string, reverse: object, purpose = 'methodOff'): Step =>
  ({ id, purpose, reverse, target: { name: `name of ${id}` } }) as unknown as Step;

/** Execution.md 3.6: what cannot come back is listed before the approval. */
it('lists what has one way only, and what a person has to take back', () => {
  const steps = [
    step('s1', { kind: 'restore', to: {} }),
    step('s2', { kind: 'oneWay', why: 'step_one_way_migration' }),
    step('s3', { kind: 'manual', why: 'step_back_by_hand' }),
    step('s4', { kind: 'items', as: 'group.add' }),
    step('s5', { kind: 'leave', why: 'created' }),
    // The last look of all changes nothing.
    step('s6', { kind: 'manual', why: 'step_back_by_hand' }, 'finish'),
  ];
  expect(cannotUndo(steps)).toEqual([
    { key: 'step_one_way_migration', values: { step: 's2', name: 'name of s2' } },
    { key: 'step_back_by_hand', values: { step: 's3', name: 'name of s3' } },
  ]);
});
