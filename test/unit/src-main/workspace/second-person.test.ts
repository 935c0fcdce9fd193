import { expect, it } from 'vitest';
import { ok } from '../../../../shared/result';
import type { Plan } from '../../../../shared/plan/plan';
import { SecondPerson } from '../../../../src-main/workspace/second-person';

it('waits no longer where asking the second person breaks, and says that it did', async () => {
  const plan = { planHash: 'a'.repeat(64), tenant: { id: 'T' }, choices: {} } as unknown as Plan;
  let told = 0;
  const place = { authority: '', clientId: '', graphUrl: '', cloud: 'global' as const };
  const second = new SecondPerson({
    ports: {
      signIn: () => Promise.reject(new Error('no browser')),
      cancelSignIn: () => undefined,
      fetchFor: () => fetch,
    },
    kind: 'practice',
    place: () => Promise.resolve(ok({ ...place, tenantId: 'T' })),
    rollout: { plan, rollout: null, approveSecond: () => Promise.resolve(ok(undefined)) },
    changed: () => (told += 1),
  });
  second.approve(plan, 'apply');
  expect(second.view(plan).waiting).toBe('apply');
  await expect.poll(() => told).toBe(2);
  expect(second.view(plan)).toMatchObject({ waiting: null, failure: { code: 'internal/bug' } });
});
