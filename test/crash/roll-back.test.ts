import { afterEach, describe, expect, it } from 'vitest';
import { isJsonObject, type Json } from '../../shared/json';
import type { Plan } from '../../shared/plan/plan';
import { loadBuiltInScenario } from '../../src-main/practice-tenant/scenario';
import type { Rollout } from '../../src-main/rollout/rollout';
import { planScenario } from '../fixtures/campaign-bench';
import { goOn, openPractice, type OpenPractice } from '../fixtures/open-practice';
import { act, approveTest, driveRollout, openTestRollout } from '../fixtures/run-rollout';

const open: OpenPractice[] = [];
afterEach(async () => {
  for (const practice of open.splice(0)) await practice.close();
});

async function upTo(
  step: string,
): Promise<OpenPractice & { readonly rollout: Rollout; readonly plan: Plan }> {
  const practice = await openPractice('S02');
  open.push(practice);
  const plan = await planScenario(loadBuiltInScenario('S02'));
  const rollout = await openTestRollout(practice, plan);
  await approveTest(rollout, plan);
  const done = await driveRollout(rollout, practice.source, plan, { step });
  if (!done.ok) throw new Error(JSON.stringify(done.failure));
  return { ...practice, rollout, plan };
}

const back = (rollout: Rollout, toStep: string | null) =>
  rollout.rollBack({ toStep, signal: goOn.signal, onEvent: () => undefined });
const statusOf = (rollout: Rollout, id: string) =>
  rollout.status().steps.find((step) => step.id === id)?.status;

async function enabledPolicies(practice: OpenPractice): Promise<number> {
  const state = await act(practice.source, 'state');
  const list: Json | undefined = isJsonObject(state) ? state['conditionalAccessPolicies'] : [];
  return JSON.stringify(list).split('"state":"enabled"').length - 1;
}

const policyPath = '/v1.0/identity/conditionalAccess/policies/*';

describe('rolling back when answers fail', { timeout: 300_000 }, () => {
  it('never calls a step rolled back whose change may have taken effect unseen', async () => {
    const practice = await upTo('s20');
    const { rollout, source } = practice;
    const lost = { method: 'PATCH', path: policyPath, action: { kind: 'dropAfterApplying' } };
    const blind = { method: 'GET', path: policyPath, nth: 2, times: 100_000 };
    const action = { kind: 'status', status: 503 };
    await act(source, 'faults', { rules: [lost, { ...blind, action }] });
    const stuck = await rollout.apply({
      until: { step: 's21' },
      signal: goOn.signal,
      onEvent: () => undefined,
    });
    expect(stuck.ok).toBe(false);
    expect(await enabledPolicies(practice)).toBe(1);

    await act(source, 'faults', { rules: [] });
    const taken = await back(rollout, 's20');
    expect(taken).toMatchObject({ ok: true });
    expect(statusOf(rollout, 's21')).toBe('ROLLED_BACK');
    expect(await enabledPolicies(practice)).toBe(0);
    rollout.close();
  });

  it('stops before loosening what covers a person who could not be restored', async () => {
    const practice = await upTo('s24');
    const { rollout, source } = practice;
    const action = { kind: 'status', status: 403, code: 'Authorization_RequestDenied' };
    const path = '*authentication/requirements';
    await act(source, 'faults', {
      rules: [{ method: 'PATCH', path, inBatch: true, nth: 2, action }],
    });
    const refused = await back(rollout, null);
    expect(refused).toMatchObject({ ok: false, failure: { code: 'step/refused' } });
    expect(statusOf(rollout, 's24')).toBe('FAILED');
    expect(await enabledPolicies(practice)).toBe(1);

    await act(source, 'faults', { rules: [] });
    expect(await back(rollout, null)).toMatchObject({ ok: true });
    expect(statusOf(rollout, 's24')).toBe('ROLLED_BACK');
    expect(await enabledPolicies(practice)).toBe(0);
    rollout.close();
  });

  it('remembers how far it was asked to go, after it stopped and the program was started anew', async () => {
    const practice = await upTo('s24');
    const { rollout, source } = practice;
    const cut = new AbortController();
    const stopped = await rollout.rollBack({
      ...{ toStep: 's21', signal: cut.signal },
      onEvent: (event) => {
        if (event.kind === 'step' && event.status === 'ROLLED_BACK') cut.abort();
      },
    });
    expect(stopped).toMatchObject({ ok: false, failure: { code: 'step/cancelled' } });
    rollout.close();
    const again = await openTestRollout(practice, practice.plan);
    const { backRange } = again.status();
    expect(backRange).toEqual({ toStep: 's21', from: 's22' });
    expect(await back(again, backRange?.toStep ?? null)).toMatchObject({ ok: true });
    expect(statusOf(again, 's21')).toBe('DONE');
    expect(again.status().backRange).toBeNull();
    expect(await enabledPolicies({ ...practice, source })).toBe(1);
    again.close();
  });

  it('calls a roll back of one ring what it is: the rest still stands', async () => {
    const practice = await upTo('s29');
    const { rollout } = practice;
    const taken = await rollout.rollBack({ toStep: null, ring: 1, ...quiet });
    expect(taken).toMatchObject({ ok: true });
    expect(statusOf(rollout, 's29')).toBe('ROLLED_BACK');
    expect(statusOf(rollout, 's24')).toBe('DONE');
    expect(rollout.status().state).not.toBe('rolledBack');
    expect(await back(rollout, null)).toMatchObject({ ok: true });
    expect(rollout.status().state).toBe('rolledBack');
  });
});

const quiet = { signal: goOn.signal, onEvent: () => undefined };
