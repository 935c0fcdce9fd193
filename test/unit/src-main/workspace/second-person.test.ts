import { expect, it } from 'vitest';
import { failure, type Failure } from '../../../../shared/diagnostic';
import type { Plan } from '../../../../shared/plan/plan';
import { err, ok, type Result } from '../../../../shared/result';
import { SecondPerson, type SecondPersonDeps } from '../../../../src-main/workspace/second-person';
import { noAccess } from '../../../fixtures/no-access';

const plan = { planHash: 'a'.repeat(64), tenant: { id: 'T' }, choices: {} } as unknown as Plan;
const place = { authority: '', clientId: '', graphUrl: '', cloud: 'global' as const };

function secondPerson(signIn: SecondPersonDeps['ports']['signIn'], told: () => void): SecondPerson {
  return new SecondPerson({
    ports: {
      signIn,
      cancelSignIn: () => undefined,
      fetchFor: () => fetch,
      twoPeople: {
        isSet: () => true,
        release: (): Result<void, Failure> => ok(undefined),
      } as unknown as SecondPersonDeps['ports']['twoPeople'],
    },
    workspace: {
      meta: { source: 'practice', tenant: null },
      connect: { source: null },
      snapshot: null,
      store: { settings: { get: () => null, set: () => ok(undefined) } },
      access: noAccess,
      rollout: { plan, rollout: null, approveSecond: () => Promise.resolve(ok(undefined)) },
    },
    place: () => Promise.resolve(ok({ ...place, tenantId: 'T' })),
    changed: told,
  });
}

it('waits no longer where asking the second person breaks, and says that it did', async () => {
  let told = 0;
  const second = secondPerson(
    () => Promise.reject(new Error('no browser')),
    () => (told += 1),
  );
  second.approve(plan, 'apply');
  expect(second.view(plan).waiting).toBe('apply');
  await expect.poll(() => told).toBe(2);
  expect(second.view(plan)).toMatchObject({ waiting: null, failure: { code: 'internal/bug' } });
});

it('stays set for the tenant while nobody else has signed in to take it off', async () => {
  const second = secondPerson(
    () => Promise.resolve(err(failure('auth/cancelled'))),
    () => undefined,
  );
  second.release(plan);
  expect(second.view(plan)).toMatchObject({ waiting: 'release', isAlways: true });
  await expect.poll(() => second.view(plan).waiting).toBe(null);
  expect(second.view(plan)).toMatchObject({ isAlways: true, failure: { code: 'auth/cancelled' } });
});

it('opens no sign-in where the plan was closed while one was being prepared', async () => {
  let opened = 0;
  const second = secondPerson(
    () => {
      opened += 1;
      return Promise.resolve(err(failure('auth/timed-out')));
    },
    () => undefined,
  );
  second.approve(plan, 'apply');
  second.cancel();
  await expect.poll(() => second.view(plan).waiting).toBe(null);
  expect([opened, second.view(plan).failure?.code]).toEqual([0, 'auth/cancelled']);
  second.approve(plan, 'apply');
  await expect.poll(() => second.view(plan).waiting).toBe(null);
  expect(opened).toBe(1);
});
