import { describe, expect, it } from 'vitest';
import { failure } from '../../../../shared/diagnostic';
import type { Step } from '../../../../shared/plan/step';
import { madeWorse } from '../../../../src-main/rollout/made-worse';
import { onlyLeavesOut } from '../../../../src-main/rollout/step-facts';

const stopped = (account: string, by: string) =>
  failure('guardrail/emergency-access', { account, check: 'notStopped', by });
const differ = (by: string, stoppedFor = 'rules') =>
  failure('guardrail/evaluators-disagree', { account: 'a', by, stoppedFor });
const disagree = differ('p');
const weak = failure('guardrail/emergency-access', { account: 'a', check: 'strongMethod' });

describe('what a way back makes worse', () => {
  it('is nothing where an account was stopped by the same before', () => {
    expect(madeWorse([stopped('a', 'p, q')], [stopped('a', 'q')])).toEqual([]);
    expect(madeWorse([disagree], [disagree])).toEqual([]);
  });

  it('is nothing that is not about signing in', () => {
    expect(madeWorse([], [weak])).toEqual([]);
  });

  it.each([
    ['an account stopped only then', [], stopped('a', 'p')],
    ['another account', [stopped('b', 'p')], stopped('a', 'p')],
    ['one stopped by something more', [stopped('a', 'p')], stopped('a', 'p, q')],
    ['a disagreement that was none before', [stopped('a', 'p')], disagree],
    ['a disagreement about something more', [disagree], differ('p, q')],
    ['one the other way round', [differ('p', 'trial')], disagree],
    ['one of which no cause is told', [differ('', 'trial')], differ('', 'trial')],
    ['a stop of which no cause is told', [stopped('a', '')], stopped('a', '')],
    ['a certain stop of one they disagreed about', [disagree], stopped('a', 'p')],
  ])('is %s', (_, before, after) => {
    expect(madeWorse(before, [weak, after])).toEqual([after]);
  });
});

describe('a step that only leaves out', () => {
  const users = { includeUsers: ['All'], excludeUsers: ['A'], excludeGroups: ['g'] };
  const step = (planned: object, kind: Step['kind'] = 'ca.exclude') =>
    ({
      kind,
      prior: { conditions: { users, clientAppTypes: ['all'] } },
      planned: { conditions: planned },
    }) as unknown as Step;
  const all = { clientAppTypes: ['all'] };

  it('adds to the exclusions', () => {
    expect(onlyLeavesOut(step({ users: { ...users, excludeUsers: ['a', 'b'] }, ...all }))).toBe(
      true,
    );
    expect(onlyLeavesOut(step({ users: { ...users, excludeRoles: ['r'] }, ...all }))).toBe(true);
  });

  it.each([
    ['takes one away', { users: { ...users, excludeGroups: [] }, ...all }],
    ['asks others as well', { users: { ...users, includeUsers: ['None'] }, ...all }],
    ['asks another way', { users, clientAppTypes: ['browser'] }],
    ['is not understood', { users: null, ...all }],
  ])('is none that %s', (_, planned) => {
    expect(onlyLeavesOut(step(planned))).toBe(false);
    expect(onlyLeavesOut(step({ users, ...all }, 'ca.setState'))).toBe(false);
  });
});
