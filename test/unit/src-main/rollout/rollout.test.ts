import { afterEach, describe, expect, it } from 'vitest';
import { isJsonObject } from '../../../../shared/json';
import type { Plan } from '../../../../shared/plan/plan';
import { openRollout, type Rollout } from '../../../../src-main/rollout/rollout';
import { sha256 } from '../../../../src-main/files/sha256';
import { openPractice, type OpenPractice } from '../../../fixtures/open-practice';
import { groupId, ownedState, writes } from '../../../fixtures/practice-state';
import {
  act,
  applyTest,
  approveTest,
  driveRollout,
  openTestRollout,
  planPractice,
  testId,
} from '../../../fixtures/run-rollout';
import { rehearseRollBack } from '../../../../src-main/workspace/rehearse-roll-back';

const open: OpenPractice[] = [];
const rollouts: Rollout[] = [];
afterEach(async () => {
  for (const rollout of rollouts.splice(0)) rollout.close();
  for (const practice of open.splice(0)) await practice.close();
});

interface Ready extends OpenPractice {
  readonly plan: Plan;
  readonly rollout: Rollout;
}

async function ready(scenario: 'S01' | 'S02'): Promise<Ready> {
  const practice = await openPractice(scenario);
  open.push(practice);
  const plan = await planPractice(practice, scenario);
  const rollout = await openTestRollout(practice, plan);
  rollouts.push(rollout);
  await approveTest(rollout, plan);
  return { ...practice, plan, rollout };
}

const noSignal = new AbortController().signal;
const rollBackAll = (rollout: Rollout) =>
  rollout.rollBack({ toStep: null, signal: noSignal, onEvent: () => undefined });

describe('a rollout on a practice tenant', { timeout: 300_000 }, () => {
  it('S02: applies everything, then takes it back to exactly what was there', async () => {
    const practice = await ready('S02');
    const { rollout, plan, source } = practice;
    const before = await act(source, 'state');
    const done = await driveRollout(rollout, source, plan);
    expect(done).toMatchObject({ ok: true, value: { state: 'done' } });
    expect(rollout.status().state).toBe('done');
    const applied = await act(source, 'state');
    expect(JSON.stringify(applied)).not.toContain('"perUserMfaState":"enforced"');
    expect(rollout.verifyChain()).toEqual({ state: 'intact' });
    const back = await rollBackAll(rollout);
    expect(back).toMatchObject({ ok: true, value: { state: 'rolledBack' } });
    expect(rollout.status().state).toBe('rolledBack');
    const evidence = rollout.entries(0, 5_000).find((entry) => entry.type === 'evidence');
    const made = evidence?.body['accounts'];
    const created = Array.isArray(made) ? made.map(String) : [];
    expect(ownedState(await act(source, 'state'), created)).toEqual(ownedState(before, created));
    const sent = await writes(practice);
    const deletions = sent.filter((one) => one.startsWith('DELETE'));
    expect(deletions.length).toBeGreaterThan(0);
    for (const one of deletions) expect(one).toMatch(/\/members\/[0-9a-f-]{36}\/\$ref$/);
  });

  it('S01: walks the path without P1 to its end', async () => {
    const { rollout, plan, source } = await ready('S01');
    const done = await driveRollout(rollout, source, plan);
    expect(done).toMatchObject({ ok: true, value: { state: 'done' } });
  });

  it('stops where somebody else changed the target, and writes nothing there', async () => {
    const practice = await ready('S02');
    const { rollout, plan, source } = practice;
    expect(await driveRollout(rollout, source, plan, { step: 's08' })).toMatchObject({ ok: true });
    const target = plan.steps.find((step) => step.id === 's09');
    expect(target?.owned).toContain('includeTargets');
    const path = `/v1.0/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/${target?.target.id ?? ''}`;
    const changed = await source.practice?.external({
      method: 'PATCH',
      path,
      body: {
        '@odata.type': '#microsoft.graph.smsAuthenticationMethodConfiguration',
        state: 'enabled',
        includeTargets: [
          {
            id: (await groupId(practice)) ?? '',
            targetType: 'group',
            isRegistrationRequired: false,
          },
        ],
      },
    });
    expect(changed?.ok).toBe(true);
    await source.clock.sleep(10_000);
    const before = (await writes(practice)).length;
    const stopped = await applyTest(rollout, { step: 's10' });
    expect(stopped).toMatchObject({
      ok: false,
      failure: { code: 'step/drift', values: { step: 's09' } },
    });
    expect((await writes(practice)).length).toBe(before);
    const status = rollout.status();
    expect(status.state).toBe('drift');
    const step = status.steps.find((one) => one.id === 's09');
    expect(step?.drift?.planned).toMatchObject({ state: 'enabled' });
    expect(JSON.stringify(step?.drift?.now)).toContain((await groupId(practice)) ?? '');
    // Drift ended the approval as well.
    expect(await applyTest(rollout)).toMatchObject({
      ok: false,
      failure: { code: 'plan/not-approved' },
    });
  });

  it('needs an approval of exactly this plan', async () => {
    const practice = await openPractice('S02');
    open.push(practice);
    const plan = await planPractice(practice, 'S02');
    const rollout = await openTestRollout(practice, plan);
    rollouts.push(rollout);
    expect(rollout.status().state).toBe('notApproved');
    expect(await applyTest(rollout)).toMatchObject({
      ok: false,
      failure: { code: 'plan/not-approved' },
    });
    const asked = { planHash: 'f'.repeat(64), by: 'test', how: 'cli', for: 'apply' } as const;
    const wrong = await rollout.approve(asked);
    expect(wrong).toMatchObject({ ok: false, failure: { code: 'plan/hash-mismatch' } });
    const edited = { ...plan, steps: plan.steps.slice(1) };
    const opened = await openRollout({
      source: practice.source,
      store: practice.store,
      plan: edited,
      ...{ sha256, randomId: testId, rehearse: rehearseRollBack },
      stateDirectory: practice.directory,
    });
    expect(opened).toMatchObject({ ok: false, failure: { code: 'plan/hash-mismatch' } });
    expect(await writes(practice)).toEqual([]);
  });

  it('asks for evidence of real, sound emergency access accounts', async () => {
    const { rollout, source, plan } = await ready('S02');
    expect(await applyTest(rollout)).toMatchObject({
      ok: false,
      failure: { code: 'step/needs-person', values: { step: 's01' } },
    });
    expect(rollout.status().state).toBe('needsPerson');
    const say = (evidence: string) => rollout.confirm({ stepId: 's01', evidence, by: 'test' });
    expect(await say(' ')).toMatchObject({ ok: false, failure: { code: 'guardrail/refused' } });
    expect(await say('nobody@kestrel.example, none@kestrel.example')).toMatchObject({
      ok: false,
      failure: { code: 'input/unknown-user' },
    });
    const people = plan.people.filter((person) => person.isStaff).slice(0, 2);
    expect(await say(people.map((person) => person.upn).join(' '))).toMatchObject({
      ok: false,
      failure: { code: 'guardrail/emergency-access' },
    });
    const made = await act(source, 'emergency-access', {});
    const upns = isJsonObject(made) && Array.isArray(made['upns']) ? made['upns'] : [];
    expect(await say(String(upns[0]))).toMatchObject({
      ok: false,
      failure: { code: 'guardrail/emergency-access', values: { check: 'twoDeclared' } },
    });
    expect(await say(upns.join('、'))).toMatchObject({ ok: true });
    const evidence = rollout.entries(0, 1000).find((entry) => entry.type === 'evidence');
    expect(evidence?.body['accounts']).toHaveLength(2);
    expect(JSON.stringify(evidence)).not.toContain('onmicrosoft');
  });

  it('goes on after closing, holds on request, and refuses a second writer and a second plan', async () => {
    const practice = await ready('S02');
    const { rollout, plan, source, store, directory } = practice;
    expect(await driveRollout(rollout, source, plan, { step: 's02' })).toMatchObject({ ok: true });
    const hold = new AbortController();
    const held = await rollout.apply({
      until: null,
      signal: hold.signal,
      onEvent: (event) => {
        if (event.kind === 'step' && event.stepId === 's03' && event.status === 'VERIFYING') {
          hold.abort();
        }
      },
    });
    expect(held).toMatchObject({ ok: false, failure: { code: 'step/cancelled' } });
    const ports = { sha256, randomId: testId, rehearse: rehearseRollBack };
    const deps = { source, store, ...ports, stateDirectory: directory };
    expect(await openRollout({ ...deps, plan })).toMatchObject({
      ok: false,
      failure: { code: 'store/locked' },
    });
    rollout.close();
    const again = await openTestRollout(practice, plan);
    rollouts.push(again);
    expect(again.status().steps[1]?.status).toBe('DONE');
    expect(await applyTest(again, { step: 's04' })).toMatchObject({ ok: true });
    const configured = (await writes(practice)).filter((one) => one.endsWith('/SoftwareOath'));
    expect(configured).toHaveLength(1);
    again.close();
    const other = await planPractice(practice, 'S02', {
      schema: 'causeway-choices/1',
      passkeyOptOut: { value: 'leave', reason: 'r', by: 'b', at: '2026-11-22' },
    });
    expect(other.planHash).not.toBe(plan.planHash);
    expect(await openRollout({ ...deps, plan: other })).toMatchObject({
      ok: false,
      failure: { code: 'plan/other-plan-here' },
    });
  });

  it('refuses ends that are not in the plan', async () => {
    const { rollout } = await ready('S02');
    for (const until of [{ step: 's99' }, { ring: 9 }]) {
      expect(await applyTest(rollout, until)).toMatchObject({
        ok: false,
        failure: { code: 'input/unknown-step' },
      });
    }
  });

  it('waits in server time at a real server, and does not start the soak again', async () => {
    const practice = await ready('S02');
    const { rollout, source, plan, store, directory } = practice;
    expect(await driveRollout(rollout, source, plan, { step: 's05' })).toMatchObject({ ok: true });
    rollout.close();
    // The same tenant as a server that offers no clock to advance.
    const real = { ...source, kind: 'https' as const };
    const asReal = await openRollout({
      source: real,
      store,
      plan,
      ...{ sha256, randomId: testId, rehearse: rehearseRollBack },
      stateDirectory: directory,
    });
    if (!asReal.ok) throw new Error(asReal.failure.code);
    rollouts.push(asReal.value);
    const first = await applyTest(asReal.value, { step: 's06' });
    expect(first).toMatchObject({ ok: false, failure: { code: 'step/soak-not-over' } });
    const until = asReal.value.status().steps.find((step) => step.id === 's06')?.soakUntil;
    await source.clock.sleep(30 * 60_000);
    const second = await applyTest(asReal.value, { step: 's06' });
    expect(second).toMatchObject({ ok: false, failure: { values: { until } } });
    await source.clock.sleep(31 * 60_000);
    expect(await applyTest(asReal.value, { step: 's06' })).toMatchObject({ ok: true });
  });
});
