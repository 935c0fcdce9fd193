import { afterEach, describe, expect, it } from 'vitest';
import { isJsonObject } from '../../shared/json';
import type { Plan } from '../../shared/plan/plan';
import type { Step } from '../../shared/plan/step';
import { loadBuiltInScenario } from '../../src-main/practice-tenant/scenario';
import type { Rollout } from '../../src-main/rollout/rollout';
import { planScenario } from '../fixtures/campaign-bench';
import { goOn, openPractice, type OpenPractice } from '../fixtures/open-practice';
import {
  act,
  applyTest,
  approveTest,
  driveRollout,
  openTestRollout,
} from '../fixtures/run-rollout';

let practice: OpenPractice;
let plan: Plan;
let rollout: Rollout;
let clearing: Step;
let person: string;
afterEach(async () => {
  rollout.close();
  await practice.close();
});

/** S02 until the first people have been cleared. */
async function cleared(): Promise<void> {
  practice = await openPractice('S02');
  plan = await planScenario(loadBuiltInScenario('S02'));
  rollout = await openTestRollout(practice, plan);
  await approveTest(rollout, plan);
  const found = plan.steps.find((one) => one.kind === 'perUserMfa.set' && one.ring !== undefined);
  if (found === undefined) throw new Error('nobody is cleared');
  clearing = found;
  const done = await driveRollout(rollout, practice.source, plan, { step: clearing.id });
  if (!done.ok) throw new Error(JSON.stringify(done.failure));
  person = clearing.items?.find(({ prior }) => prior === 'enforced')?.userId ?? '';
}

const back = (asked: { person?: string; toStep?: null } = { person }) =>
  rollout.rollBack({ toStep: null, ...asked, signal: goOn.signal, onEvent: () => undefined });
const stateOf = (id: string) => rollout.status().steps.find((step) => step.id === id);

/** What the tenant says of people: per-user state, and in how many groups each is. */
async function standing(): Promise<ReadonlyMap<string, readonly [string, number]>> {
  const state = await act(practice.source, 'state');
  const found = new Map<string, readonly [string, number]>();
  if (!isJsonObject(state)) return found;
  const text = JSON.stringify(state['groups']);
  for (const { userId } of clearing.items ?? []) {
    const perUser = /"perUserMfaState":"(\w+)"/.exec(
      JSON.stringify(rowOf(state, userId) ?? null),
    )?.[1];
    found.set(userId, [perUser ?? '', text.split(userId).length - 1]);
  }
  return found;
}

function rowOf(state: Record<string, unknown>, userId: string): unknown {
  const users = state['users'];
  return Array.isArray(users)
    ? users.find((one) => isJsonObject(one as never) && (one as { id?: string }).id === userId)
    : null;
}

describe('rolling one person back', { timeout: 300_000 }, () => {
  it('puts back what was theirs alone, and leaves every other and the plan as they are', async () => {
    await cleared();
    const before = await standing();
    expect(before.get(person)?.[0]).toBe('disabled');
    expect(await back()).toMatchObject({ ok: true, value: { state: 'rolledBack' } });
    const after = await standing();
    expect(after.get(person)?.[0]).toBe('enforced');
    expect(after.get(person)?.[1]).toBeLessThan(before.get(person)?.[1] ?? 0);
    const others = [...before].filter(([id]) => id !== person);
    expect([...after].filter(([id]) => id !== person)).toEqual(others);
    expect(stateOf(clearing.id)).toMatchObject({ status: 'DONE', items: { skipped: 1 } });
    expect(rollout.status()).toMatchObject({ backRange: null });
    expect(rollout.status().state).not.toBe('rolledBack');

    // Going on does not bring them back in, and a second time there is nothing left to do.
    await approveTest(rollout, plan);
    const sent = () => rollout.entries(0, 100_000).filter(({ type }) => type === 'sent').length;
    const soFar = sent();
    expect(await applyTest(rollout, { step: clearing.id })).toMatchObject({
      value: { stepsDone: 0 },
    });
    expect(await back()).toMatchObject({ ok: true, value: { stepsDone: 0 } });
    expect(sent()).toBe(soFar);
    expect((await standing()).get(person)).toEqual(after.get(person));
    expect(await back({ toStep: null })).toMatchObject({ ok: true });
    expect(rollout.status().state).toBe('rolledBack');
  });

  it('gives per-user MFA back before the person leaves what asks for it instead', async () => {
    await cleared();
    await back();
    const sent = rollout
      .entries(0, 100_000)
      .filter(({ type, stepId }) => type === 'intent' && stepId?.startsWith('person1-') === true)
      .map(({ body }) => body['kind']);
    expect(sent[0]).toBe('perUserMfa.set');
    expect(sent.slice(1).length).toBeGreaterThan(0);
    expect(new Set(sent.slice(1))).toEqual(new Set(['group.remove']));
  });

  it('stops where Graph refuses, says so at the step, and goes on when told to leave it', async () => {
    await cleared();
    const action = { kind: 'status', status: 403, code: 'Authorization_RequestDenied' };
    const path = '*authentication/requirements';
    await act(practice.source, 'faults', {
      rules: [{ method: 'PATCH', path, inBatch: true, action }],
    });
    const refused = { code: 'step/refused', values: { step: clearing.id } };
    expect(await back()).toMatchObject({ ok: false, failure: refused });
    expect(stateOf(clearing.id)).toMatchObject({
      ...{
        status: 'FAILED',
        isGoingBack: true,
        answers: ['skip'],
        failure: { code: refused.code },
      },
      items: { done: clearing.items?.length },
    });
    expect(rollout.status()).toMatchObject({ state: 'failed', backRange: { person } });
    await act(practice.source, 'faults', { rules: [] });
    const word = { stepId: clearing.id, as: { kind: 'skip' }, by: 'test' } as const;
    await approveTest(rollout, plan, 'rollBack');
    expect(await rollout.settle(word)).toEqual({ ok: true, value: undefined });
    const before = await standing();
    expect(await back()).toMatchObject({ ok: true });
    const [perUser, groups] = (await standing()).get(person) ?? ['', 99];
    expect(perUser).toBe('disabled');
    expect(groups).toBeLessThan(before.get(person)?.[1] ?? 0);
    expect(stateOf(clearing.id)?.status).toBe('DONE');
  });
});
