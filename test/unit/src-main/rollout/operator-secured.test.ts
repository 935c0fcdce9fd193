import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Plan } from '../../../../shared/plan/plan';
import type { Rollout } from '../../../../src-main/rollout/rollout';
import { openPractice, type OpenPractice } from '../../../fixtures/open-practice';
import {
  act,
  applyTest,
  approveTest,
  openTestRollout,
  planPractice,
} from '../../../fixtures/run-rollout';

let practice: OpenPractice;
let rollout: Rollout;
let plan: Plan;
beforeEach(async () => {
  practice = await openPractice('S12');
  plan = await planPractice(practice, 'S12');
  rollout = await openTestRollout(practice, plan);
  await approveTest(rollout, plan);
}, 60_000);
afterEach(async () => {
  rollout.close();
  await practice.close();
});

describe('a person’s word on what the tenant shows by itself', () => {
  it('is not taken while the operator or a second administrator is missing', async () => {
    const word = (stepId: string) =>
      rollout.confirm({ stepId, evidence: 'It is done.', by: 'test' });
    const waiting = async (): Promise<string> => {
      const done = await applyTest(rollout);
      return done.ok ? '' : (done.failure.values['step'] ?? '');
    };
    const manual = (id: string) => plan.steps.find((step) => step.manual?.id === id);
    const [own, second] = [manual('secure_operator'), manual('second_global_administrator')];

    expect(await waiting()).toBe(own?.id);
    expect(await word(own?.id ?? '')).toMatchObject({
      ok: false,
      failure: { code: 'guardrail/blocker-open', values: { codes: 'OPERATOR-AT-RISK' } },
    });
    // A policy that is refused shows nothing, and no finding then is no proof.
    const policy = {
      method: 'GET',
      path: '*/policies/authenticationMethodsPolicy',
      times: 100_000,
    };
    const action = { kind: 'status', status: 403 };
    await act(practice.source, 'faults', {
      rules: [true, false].map((inBatch) => ({ ...policy, action, inBatch })),
    });
    expect(await word(own?.id ?? '')).toMatchObject({
      ok: false,
      failure: {
        code: 'plan/snapshot-incomplete',
        values: { source: 'authenticationMethodsPolicy' },
      },
    });
    await act(practice.source, 'faults', { rules: [] });
    await act(practice.source, 'register-people', { users: [...(own?.manual?.userIds ?? [])] });
    expect(await word(own?.id ?? '')).toMatchObject({ ok: true });

    expect(await waiting()).toBe(second?.id);
    expect(await word(second?.id ?? '')).toMatchObject({
      ok: false,
      failure: { code: 'guardrail/blocker-open', values: { codes: 'SINGLE-GLOBAL-ADMIN' } },
    });
    await act(practice.source, 'emergency-access', {});
    expect(await word(second?.id ?? '')).toMatchObject({ ok: true });
  }, 60_000);

  it('is about the person the step names, whoever else is signed in', async () => {
    const own = plan.steps.find((step) => step.manual?.id === 'secure_operator');
    const safe = plan.people.find(
      (one) => !one.isOperator && one.methods?.includes('microsoftAuthenticatorPush') === true,
    );
    await applyTest(rollout);
    rollout.close();
    const source = { ...practice.source, signedInUserId: safe?.id ?? '' };
    rollout = await openTestRollout({ ...practice, source }, plan);
    const word = () =>
      rollout.confirm({ stepId: own?.id ?? '', evidence: 'It is done.', by: 'test' });
    expect(await word()).toMatchObject({
      ok: false,
      failure: { code: 'guardrail/blocker-open', values: { codes: 'OPERATOR-AT-RISK' } },
    });
    await act(practice.source, 'register-people', { users: [...(own?.manual?.userIds ?? [])] });
    expect(await word()).toMatchObject({ ok: true });
  }, 60_000);
});
