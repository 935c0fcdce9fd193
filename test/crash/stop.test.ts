import { afterEach, describe, expect, it } from 'vitest';
import { isJsonObject, type Json } from '../../shared/json';
import type { Plan } from '../../shared/plan/plan';
import { loadBuiltInScenario } from '../../src-main/practice-tenant/scenario';
import type { Rollout } from '../../src-main/rollout/rollout';
import { planScenario } from '../fixtures/campaign-bench';
import { goOn, openPractice, type OpenPractice } from '../fixtures/open-practice';
import { writes } from '../fixtures/practice-state';
import {
  act,
  applyTest,
  approveTest,
  driveRollout,
  openTestRollout,
} from '../fixtures/run-rollout';

let practice: OpenPractice;
let rollout: Rollout;
let plan: Plan;
afterEach(async () => {
  rollout.close();
  await practice.close();
});

const quiet = { onEvent: () => undefined };
const ask = (restore: boolean) => ({ by: 'test', how: 'cli', restore, ...quiet }) as const;

/** S02 with ring 0 and 1 enforced and cleared. */
async function midway(): Promise<void> {
  practice = await openPractice('S02');
  plan = await planScenario(loadBuiltInScenario('S02'));
  rollout = await openTestRollout(practice, plan);
  await approveTest(rollout, plan);
  const done = await driveRollout(rollout, practice.source, plan, { ring: 1 });
  if (!done.ok) throw new Error(JSON.stringify(done.failure));
}

async function policies(): Promise<readonly { id: string; state: string; name: string }[]> {
  const got = await practice.source.graph.get('/v1.0/identity/conditionalAccess/policies');
  const rows = got.ok && isJsonObject(got.value.json) ? got.value.json['value'] : [];
  const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '');
  return (Array.isArray(rows) ? (rows as readonly Json[]) : []).flatMap((row) =>
    isJsonObject(row)
      ? [{ id: text(row['id']), state: text(row['state']), name: text(row['displayName']) }]
      : [],
  );
}

async function perUserStates(): Promise<Record<string, string>> {
  const state = JSON.stringify(await act(practice.source, 'state'));
  const found = [...state.matchAll(/"id":"([0-9a-f-]{36})"[^{}]*?"perUserMfaState":"(\w+)"/g)];
  return Object.fromEntries(found.map(([, id, value]) => [id ?? '', value ?? '']));
}

describe('the emergency stop', { timeout: 240_000 }, () => {
  it('only loosens what this rollout enforced, and says whom that leaves with nothing', async () => {
    await midway();
    const before = await policies();
    const ours = before.filter((one) => one.state === 'enabled' && one.name.includes('cw-'));
    expect(ours.length).toBeGreaterThan(0);
    const sent = (await writes(practice)).length;
    const offOf = () => rollout.stopTargets().map(({ id, isOff }) => [id, isOff]);
    expect(offOf().sort()).toEqual(ours.map(({ id }) => [id, false]).sort());
    const stopped = await rollout.stop(ask(false));
    if (!stopped.ok) throw new Error(JSON.stringify(stopped.failure));
    expect(offOf().sort()).toEqual(ours.map(({ id }) => [id, true]).sort());
    expect(stopped.value.policies.map((one) => [one.id, one.state]).sort()).toEqual(
      ours.map((one) => [one.id, 'reportOnly']).sort(),
    );
    const after = await policies();
    for (const one of before) {
      const now = after.find((other) => other.id === one.id);
      const isOurs = ours.some((other) => other.id === one.id);
      expect(now?.state).toBe(isOurs ? 'enabledForReportingButNotEnforced' : one.state);
    }
    const own = (await writes(practice)).slice(sent);
    expect(own).toEqual(
      ours.map((one) => `PATCH /v1.0/identity/conditionalAccess/policies/${one.id}`).reverse(),
    );
    // Everybody cleared so far had nothing else that asks.
    const cleared = plan.steps
      .filter((step) => step.kind === 'perUserMfa.set' && (step.ring ?? 9) <= 1)
      .flatMap((step) => (step.items ?? []).map((item) => item.userId));
    expect([...stopped.value.restorable].sort()).toEqual(cleared.sort());
    for (const userId of cleared) expect(stopped.value.left).toContain(userId);
    expect(rollout.status().state).toBe('stopped');
    expect(rollout.verifyChain()).toEqual({ state: 'intact' });
    expect(await applyTest(rollout)).toMatchObject({
      ok: false,
      failure: { code: 'plan/not-approved', values: { why: 'stop' } },
    });
  });

  it('gives per-user MFA back to exactly those people, and a roll back still finds its way', async () => {
    await midway();
    const start = plan.steps.flatMap((step) =>
      step.kind === 'perUserMfa.set' ? (step.items ?? []) : [],
    );
    const prior = new Map(start.map((item) => [item.userId, item.prior]));
    const stopped = await rollout.stop(ask(true));
    if (!stopped.ok) throw new Error(JSON.stringify(stopped.failure));
    expect(stopped.value.restored).toBe(9);
    expect(stopped.value.restorable).toEqual([]);
    const states = await perUserStates();
    for (const step of plan.steps) {
      if (step.kind !== 'perUserMfa.set' || (step.ring ?? 9) > 1) continue;
      for (const item of step.items ?? []) {
        // Entra moves enabled on to enforced for somebody who has registered.
        expect(['enforced', prior.get(item.userId)]).toContain(states[item.userId]);
      }
    }
    // Pressed again: nothing is left to do, and nothing is sent.
    const sent = (await writes(practice)).length;
    const again = await rollout.stop(ask(true));
    expect(again).toMatchObject({ ok: true, value: { restored: 0 } });
    expect((await writes(practice)).length).toBe(sent);
    await approveTest(rollout, plan, 'rollBack');
    const back = await rollout.rollBack({ toStep: null, signal: goOn.signal, ...quiet });
    expect(back).toMatchObject({ ok: true, value: { state: 'rolledBack' } });
  });

  it('says all it did where somebody is refused, and gives the others theirs back', async () => {
    await midway();
    const path = '/beta/users/*/authentication/requirements';
    const action = { kind: 'status', status: 403, code: 'Authorization_RequestDenied' };
    const refusals = [{ method: 'PATCH', path, inBatch: true, times: 2, action }];
    await act(practice.source, 'faults', { rules: refusals });
    const stopped = await rollout.stop(ask(true));
    if (!stopped.ok) throw new Error(JSON.stringify(stopped.failure));
    const { policies: loosened, left, restorable, restored, restoreFailure } = stopped.value;
    expect(loosened.length).toBeGreaterThan(0);
    expect(loosened.every(({ state }) => state === 'reportOnly')).toBe(true);
    expect(restored).toBe(7);
    expect(restorable).toHaveLength(2);
    expect(left).toEqual(expect.arrayContaining([...restorable]));
    expect(plan.steps.map(({ id }) => id)).toContain(restoreFailure?.values['step']);
    // Nobody refuses any more: the next press gives back what is left.
    await act(practice.source, 'faults', { rules: [] });
    const again = await rollout.stop(ask(true));
    expect(again).toMatchObject({ ok: true, value: { restorable: [], restoreFailure: null } });
  });

  it.each([false, true])('goes on once approved again, restored: %s', async (restore) => {
    await midway();
    const before = await policies();
    const cleared = await perUserStates();
    const stopped = await rollout.stop(ask(restore));
    expect(stopped.ok).toBe(true);
    const doneBefore = rollout.status().steps.filter((step) => step.status === 'DONE').length;
    await approveTest(rollout, plan);
    // What the stop undid is open again, and the waits that stood on it; nothing else is.
    const reopened = rollout.status().steps.filter((step) => step.status === 'PENDING');
    expect(rollout.status().steps.filter((step) => step.status === 'DONE').length).toBeLessThan(
      doneBefore,
    );
    const kinds = new Set(
      reopened
        .map((step) => plan.steps.find((one) => one.id === step.id))
        .filter((step) => (step?.ring ?? 9) <= 1)
        .map((step) => step?.kind),
    );
    expect(
      [...kinds].every((kind) => /^(ca.setState|soak|gate|perUserMfa.set)$/.test(kind ?? '')),
    ).toBe(true);
    const created = (await writes(practice)).filter((one) => one.startsWith('POST /v1.0/groups'));
    const again = await driveRollout(rollout, practice.source, plan, { ring: 1 });
    expect(again).toMatchObject({ ok: true });
    expect(await policies()).toEqual(before);
    expect(await perUserStates()).toEqual(cleared);
    expect((await writes(practice)).filter((one) => one.startsWith('POST /v1.0/groups'))).toEqual(
      created,
    );
    expect(rollout.verifyChain()).toEqual({ state: 'intact' });
    await approveTest(rollout, plan, 'rollBack');
    const back = await rollout.rollBack({ toStep: null, signal: goOn.signal, ...quiet });
    expect(back).toMatchObject({ ok: true, value: { state: 'rolledBack' } });
  });

  it('goes on over drift, a lost answer and a refusal, and calls nothing loosened it did not see', async () => {
    await midway();
    const [first] = (await policies()).filter((one) => one.state === 'enabled');
    await practice.source.practice?.external({
      method: 'PATCH',
      path: `/v1.0/identity/conditionalAccess/policies/${first?.id ?? ''}`,
      body: { displayName: 'Renamed by somebody' },
    });
    const path = '/v1.0/identity/conditionalAccess/policies/*';
    const lost = { method: 'PATCH', path, action: { kind: 'dropAfterApplying' } };
    await act(practice.source, 'faults', { rules: [lost] });
    const stopped = await rollout.stop(ask(false));
    if (!stopped.ok) throw new Error(JSON.stringify(stopped.failure));
    expect(stopped.value.policies.every((one) => one.state === 'reportOnly')).toBe(true);
    // And where Graph refuses, it says so and names what a person must do.
    await approveTest(rollout, plan, 'rollBack');
    await practice.source.practice?.external({
      method: 'PATCH',
      path: `/v1.0/identity/conditionalAccess/policies/${first?.id ?? ''}`,
      body: { state: 'enabled' },
    });
    await practice.source.clock.sleep(10_000);
    const refused = { kind: 'status', status: 403, code: 'AccessDenied' };
    await act(practice.source, 'faults', {
      rules: [{ method: 'PATCH', path, times: 9, action: refused }],
    });
    const open = await rollout.stop(ask(false));
    if (!open.ok) throw new Error(JSON.stringify(open.failure));
    expect(open.value.policies.find((one) => one.id === first?.id)).toMatchObject({
      state: 'open',
      failure: { code: 'step/refused' },
    });
  });

  it('is heard while a ring runs, and the ring stops there', async () => {
    practice = await openPractice('S02');
    plan = await planScenario(loadBuiltInScenario('S02'));
    rollout = await openTestRollout(practice, plan);
    await approveTest(rollout, plan);
    await driveRollout(rollout, practice.source, plan, { ring: 0 });
    const rolloutId = rollout.status().rolloutId ?? '';
    let isAsked = false;
    const done = await driveRollout(rollout, practice.source, plan, null, (event) => {
      if (isAsked || event.kind !== 'items') return;
      isAsked = true;
      practice.store.journal.askStop(rolloutId, 'emergency', new Date().toISOString());
    });
    expect(isAsked).toBe(true);
    expect(done.ok).toBe(false);
    expect(rollout.status().state).toBe('stopped');
    const ours = (await policies()).filter((one) => one.name.includes('cw-'));
    expect(ours.some((one) => one.state === 'enabled')).toBe(false);
  });
});
