import { describe, expect, it } from 'vitest';
import { failure } from '../../../../shared/diagnostic';
import { stepStateOf } from '../../../../shared/journal/step-state';
import { err, ok } from '../../../../shared/result';
import type { Engine, Run } from '../../../../src-main/rollout/engine';
import { leftWithoutMfa, restoreSteps } from '../../../../src-main/rollout/left-without-mfa';

const person = (id: string, more: object = {}) => ({
  ...{ id, enabled: true, isPerson: true, isEmergencyAccess: false },
  ...{ cover: 'none', perUserMfa: 'disabled', ...more },
});
const item = (userId: string) => ({ userId, prior: 'enforced', planned: 'disabled' });
const clearing = (id: string, ...userIds: readonly string[]) => ({
  ...{ id, kind: 'perUserMfa.set', items: userIds.map(item), target: { id: '', name: '' } },
  ...{ owned: [], scopes: [], reverse: { kind: 'items', as: 'perUserMfa.set' } },
});

/** Two clearing steps have changed `changed`, and the tenant is read as `people`. */
function engineOf(people: readonly ReturnType<typeof person>[], changed: readonly string[]) {
  const steps = [clearing('s1', 'a', 'b'), clearing('s2', 'c')];
  const users = new Map(people.map((one) => [one.id, one]));
  let looks = 0;
  const engine = {
    fresh: {
      invalidate: () => (looks += 1),
      get: () => Promise.resolve(looks > 0 ? ok({ people: users }) : err(failure('graph/network'))),
    },
    plan: { steps },
    log: {
      state: (id: string) => {
        const own = steps.find((one) => one.id === id)?.items ?? [];
        const mine = own.map(({ userId }) => userId).filter((one) => changed.includes(one));
        return { ...stepStateOf([]), changedItems: new Set(mine) };
      },
    },
  };
  return engine as unknown as Engine;
}
const run = { signal: new AbortController().signal } as unknown as Run;
const leftOf = async (people: readonly ReturnType<typeof person>[], changed: string[] = []) => {
  const left = await leftWithoutMfa(engineOf(people, changed), run);
  return left.ok ? left.value : left.failure.code;
};

describe('whom nothing asks for MFA after a stop', () => {
  it.each([
    ['nothing covers', {}, ['a']],
    ['it is not known what covers', { cover: 'unknown' }, ['a']],
    ['a policy covers', { cover: 'policy' }, []],
    ['per-user MFA asks', { perUserMfa: 'enforced' }, []],
    // The next sign-in may come before they have registered.
    ['per-user MFA will ask', { perUserMfa: 'enabled' }, ['a']],
    ['cannot sign in', { enabled: false }, []],
    ['is named for emergencies', { isEmergencyAccess: true }, []],
    ['is nobody', { isPerson: false }, []],
  ])('is told of one whom %s', async (_, more, left) => {
    expect(await leftOf([person('a', more)])).toEqual({ left, restorable: [] });
  });

  it('can be mended for whom this rollout cleared, where the state is still off', async () => {
    const people = [person('b'), person('a'), person('c', { perUserMfa: 'enabled' }), person('d')];
    expect(await leftOf(people, ['a', 'c'])).toEqual({
      left: ['a', 'b', 'c', 'd'],
      restorable: ['a'],
    });
  });

  it('counts a shared account that was cleared', async () => {
    expect(await leftOf([person('a', { isPerson: false })], ['a'])).toMatchObject({ left: ['a'] });
  });
});

it('gives back to exactly those who are named and were cleared, each as they were', () => {
  const engine = engineOf([], ['a', 'b', 'c']);
  const steps = restoreSteps(engine, ['a'], (place) => `r${String(place)}`);
  expect(steps.map(({ of, step }) => [of, step.id])).toEqual([['s1', 'r1']]);
  expect(steps[0]?.step.items?.map(({ userId, planned }) => [userId, planned])).toEqual([
    ['a', 'enforced'],
  ]);
});
