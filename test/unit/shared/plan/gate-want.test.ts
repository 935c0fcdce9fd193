import { describe, expect, it } from 'vitest';
import { waitsBefore, wantOf } from '../../../../shared/plan/gate-want';
import type { Step } from '../../../../shared/plan/step';

const step = (kind: Step['kind'], n: number, bundle?: 'switch'): Step =>
  ({ id: `s${String(n)}`, kind, ...(bundle === undefined ? {} : { bundle }) }) as unknown as Step;
const plan: readonly Step[] = [
  step('method.configure', 0),
  step('soak', 1),
  step('gate', 2),
  step('manual', 3),
  step('group.add', 4),
  step('ca.setState', 5),
  step('gate', 6),
  step('securityDefaults.set', 7, 'switch'),
  step('ca.setState', 8, 'switch'),
];
const idsBefore = (place: number) => waitsBefore(plan, place).map(({ id }) => id);

describe('what a step waits for', () => {
  it('is every soak, gate and portal step directly before it, in their order', () => {
    expect(idsBefore(4)).toEqual(['s1', 's2', 's3']);
  });

  it('is nothing where the step before it changes something, and at the beginning', () => {
    expect([idsBefore(5), idsBefore(0), idsBefore(9)]).toEqual([[], [], []]);
  });

  it('is what the whole move waits for, for each step of it', () => {
    expect([idsBefore(7), idsBefore(8)]).toEqual([['s6'], ['s6']]);
  });

  it('is not told of one that waits itself', () => {
    expect([idsBefore(2), idsBefore(3)]).toEqual([[], []]);
  });
});

it('a gate wants methods of its people, or results up to a number', () => {
  expect(wantOf({ figure: 'registered', atLeast: 90, userIds: ['a', 'b'] })).toEqual({
    ...{ figure: 'registered', people: 2, atMost: 0 },
  });
  expect(wantOf({ figure: 'reportOnlyFailures', atMost: 3 }).atMost).toBe(3);
});
