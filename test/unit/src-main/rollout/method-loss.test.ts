import { afterEach, describe, expect, it } from 'vitest';
import type { Plan } from '../../../../shared/plan/plan';
import { noChoices, type Choices } from '../../../../shared/tenant/choice';
import type { Rollout } from '../../../../src-main/rollout/rollout';
import { goOn, openPractice, type OpenPractice } from '../../../fixtures/open-practice';
import { writes } from '../../../fixtures/practice-state';
import {
  act,
  approveTest,
  driveRollout,
  openTestRollout,
  planPractice,
} from '../../../fixtures/run-rollout';

let practice: OpenPractice;
let rollout: Rollout;
let plan: Plan;
afterEach(async () => {
  rollout.close();
  await practice.close();
});

const back = () =>
  rollout.rollBack({ toStep: null, signal: goOn.signal, onEvent: () => undefined });
const statusOf = (id: string) => rollout.status().steps.find((one) => one.id === id)?.status;

/** What the legacy list of S02 does not allow, turned on by choice. */
const choices: Choices = {
  ...noChoices,
  methods: {
    Voice: {
      value: 'on',
      scope: 'all_users',
      reason: 'the plant has no mobile coverage',
      by: 'test',
      at: '2026-11-22T00:00:00Z',
    },
  },
};

/** S02 with voice turned on; then somebody keeps nothing but a second number to call. */
async function withCallee(): Promise<{ stepId: string; userId: string }> {
  practice = await openPractice('S02');
  plan = await planPractice(practice, 'S02', choices);
  rollout = await openTestRollout(practice, plan);
  await approveTest(rollout, plan);
  const step = plan.steps.find(
    (one) =>
      one.kind === 'method.configure' &&
      one.target.id === 'Voice' &&
      one.planned?.['state'] === 'enabled',
  );
  if (step === undefined) throw new Error('The choice turns voice on');
  const done = await driveRollout(rollout, practice.source, plan, { step: step.id });
  if (!done.ok) throw new Error(JSON.stringify(done.failure));
  const person = plan.people.find((one) => one.isStaff && !one.isOperator && one.isPhoneOnly);
  if (person === undefined) throw new Error('S02 has people with only a phone');
  await act(practice.source, 'register', { user: person.upn, methods: ['alternateMobilePhone'] });
  await practice.source.clock.sleep(60_000);
  return { stepId: step.id, userId: person.id };
}

async function voice(): Promise<string> {
  const got = await practice.source.graph.get(
    '/v1.0/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/Voice',
  );
  return got.ok ? JSON.stringify(got.value.json) : '';
}

describe('taking a method back', { timeout: 120_000 }, () => {
  it('stops at the people who registered nothing else meanwhile, before anything is sent', async () => {
    const { stepId, userId } = await withCallee();
    const sent = (await writes(practice)).length;
    const stopped = await back();
    expect(stopped).toMatchObject({
      ok: false,
      failure: {
        code: 'guardrail/last-method',
        values: { step: stepId, count: '1', people: userId },
      },
    });
    expect(statusOf(stepId)).toBe('PAUSED');
    expect(rollout.status().state).toBe('needsPerson');
    expect(await voice()).toContain('"state":"enabled"');
    const later = plan.steps.slice(plan.steps.findIndex((one) => one.id === stepId) + 1);
    // Steps after it were taken back; the step itself was not sent.
    expect((await writes(practice)).slice(sent).join()).not.toContain('configurations/Voice');
    for (const one of later.filter((step) => step.kind === 'method.configure')) {
      expect(['ROLLED_BACK', 'PENDING', 'DONE']).toContain(statusOf(one.id));
    }
  });

  it('goes on once they hold another method', async () => {
    const { stepId, userId } = await withCallee();
    expect((await back()).ok).toBe(false);
    const upn = plan.people.find((one) => one.id === userId)?.upn ?? '';
    // Text messages stay allowed by the legacy list, as this scenario's answers say.
    await act(practice.source, 'register', {
      user: upn,
      methods: ['alternateMobilePhone', 'mobilePhone'],
    });
    await practice.source.clock.sleep(60_000);
    expect(await back()).toMatchObject({ ok: true, value: { state: 'rolledBack' } });
    expect(statusOf(stepId)).toBe('ROLLED_BACK');
  });

  it('leaves the step as it is when a person says so, and takes the rest back', async () => {
    const { stepId } = await withCallee();
    expect((await back()).ok).toBe(false);
    const left = await rollout.settle({ stepId, as: { kind: 'skip' }, by: 'test' });
    expect(left).toEqual({ ok: true, value: undefined });
    expect(await back()).toMatchObject({ ok: true, value: { state: 'rolledBack' } });
    expect(statusOf(stepId)).toBe('SKIPPED');
    expect(await voice()).toContain('"state":"enabled"');
    const first = plan.steps.find((one) => one.kind === 'method.configure');
    expect(statusOf(first?.id ?? '')).toBe('ROLLED_BACK');
  });
});
