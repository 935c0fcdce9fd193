import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { DriftChoice, DriftWay } from '../../shared/journal/drift-choice';
import { isJsonObject, type Json } from '../../shared/json';
import type { Plan } from '../../shared/plan/plan';
import { openBench, openRolloutIn, planScenario, type Bench } from '../fixtures/campaign-bench';
import { goOn } from '../fixtures/open-practice';
import { act, applyTest, approveTest } from '../fixtures/run-rollout';
import { stepsOfKind } from './every-kind';
import { everyKindScenario } from './every-kind-scenario';
import { planOfSteps } from './plan-of-steps';
import { arrivalsAt, differences, stateOf } from './record-check';

/** Two objects and some people, so that one can be left while another goes back. */
const scenario = everyKindScenario();
let plan: Plan;
let bench: Bench;
let before: Json;
beforeAll(async () => {
  const whole = await planScenario(scenario);
  plan = planOfSteps(whole, [
    ...stepsOfKind(whole, 'campaign.set'),
    ...stepsOfKind(whole, 'perUserMfa.set'),
    ...stepsOfKind(whole, 'ca.setState'),
  ]);
}, 60_000);
afterEach(() => bench.close());

const quiet = { signal: goOn.signal, onEvent: () => undefined };
const back = (choices?: readonly DriftChoice[]) =>
  bench.rollout.rollBack({ toStep: null, choices, ...quiet });
const moved = () => bench.rollout.status().moved;
const say = (way: DriftWay): DriftChoice[] =>
  moved().map(({ step, item, seen }) => ({ step, item, way, seen }));
const policyStep = () => plan.steps.find(({ kind }) => kind === 'ca.setState');
const written = (): string => JSON.stringify(policyStep()?.planned?.['state'] ?? null).slice(1, -1);
const clearing = () => plan.steps.find(({ kind }) => kind === 'perUserMfa.set');
const statusOf = (id = '') => bench.rollout.status().steps.find((step) => step.id === id)?.status;

async function applied(): Promise<void> {
  bench = await openBench(scenario, plan);
  before = await stateOf(bench.tenant);
  await approveTest(bench.rollout, plan);
  const done = await applyTest(bench.rollout);
  if (!done.ok) throw new Error(JSON.stringify(done.failure));
  await approveTest(bench.rollout, plan, 'rollBack');
}

async function edit(method: 'PATCH', path: string, body: Json): Promise<void> {
  const done = await bench.source.practice?.external({ method, path, body });
  if (done?.ok !== true) throw new Error(path);
  // The tenant shows it after a while.
  await bench.source.clock.sleep(10_000);
}
const setPolicy = (state: string) =>
  edit('PATCH', `/v1.0/identity/conditionalAccess/policies/${policyStep()?.target.id}`, { state });
/** Somebody who has registered goes on to `enforced` by themselves; here they were set back. */
async function setPerson(userId: string): Promise<void> {
  const { directory } = bench.tenant;
  const user = directory.user(userId);
  if (user === undefined) throw new Error(userId);
  directory.setPerUserMfa(user, 'enabled');
  await bench.source.clock.sleep(10_000);
}
const sent = async (): Promise<number> => (await arrivalsAt(bench.tenant)).length;

describe('what moved since the plan wrote it', { timeout: 120_000 }, () => {
  it('is read and told before the first reverse leaves, and nothing leaves without a word', async () => {
    await applied();
    await setPolicy('disabled');
    const soFar = await sent();
    const shown = await bench.rollout.movedSince({ toStep: null });
    expect(shown).toMatchObject({
      ok: true,
      value: [{ step: policyStep()?.id, now: { state: 'disabled' }, unread: null }],
    });
    // Only to look leaves no trace.
    expect(moved()).toEqual([]);
    expect(await back()).toMatchObject({ ok: false, failure: { code: 'step/moved-since' } });
    expect(await back([])).toMatchObject({ ok: false, failure: { code: 'step/moved-since' } });
    expect(await sent()).toBe(soFar);
    expect(moved()).toMatchObject([{ step: policyStep()?.id, ways: ['putBack', 'leave', 'stop'] }]);
    const backRange = { toStep: null, from: plan.steps[0]?.id };
    expect(bench.rollout.status()).toMatchObject({ state: 'done', backRange });
  });

  it('is written over where a person says so, and the journal keeps what stood there', async () => {
    await applied();
    await setPolicy('disabled');
    await back();
    expect(await back(say('putBack'))).toMatchObject({ ok: true });
    expect(differences(before, await stateOf(bench.tenant))).toEqual([]);
    const intent = bench.rollout
      .entries(0, 10_000)
      .findLast(({ type, stepId }) => type === 'intent' && stepId === policyStep()?.id);
    expect(intent?.body['prior']).toEqual({ state: 'disabled' });
  });

  it('stays where a person leaves it, and the rest goes back', async () => {
    await applied();
    await setPolicy('disabled');
    await back();
    const theirs = 'conditionalAccessPolicies';
    expect(await back(say('leave'))).toMatchObject({ ok: true });
    const now = await stateOf(bench.tenant);
    expect(JSON.stringify(isJsonObject(now) ? now[theirs] : '')).toContain('"state":"disabled"');
    expect(statusOf(policyStep()?.id)).toBe('SKIPPED');
    expect(statusOf(clearing()?.id)).toBe('ROLLED_BACK');
    expect(differences(before, now).every((one) => one.startsWith(`/${theirs}`))).toBe(true);
  });

  it('stops there, with what is newer taken back and nothing of it', async () => {
    await applied();
    const [person] = clearing()?.items ?? [];
    await setPerson(person?.userId ?? '');
    expect(await back()).toMatchObject({ ok: false, failure: { code: 'step/moved-since' } });
    expect(moved()).toMatchObject([{ step: clearing()?.id, item: person?.userId }]);
    expect(await back(say('stop'))).toMatchObject({ ok: false, failure: { code: 'step/drift' } });
    expect(statusOf(policyStep()?.id)).toBe('ROLLED_BACK');
    expect(statusOf(clearing()?.id)).toBe('DRIFT');
  });

  it('is asked anew where it changed again after it was shown', async () => {
    await applied();
    await setPolicy('disabled');
    await back();
    const words = say('putBack');
    await setPolicy(written());
    const soFar = await sent();
    // As the plan wrote it, and still not what the word is about.
    expect(await back(words)).toMatchObject({ failure: { code: 'step/moved-since' } });
    expect(await sent()).toBe(soFar);
    expect(moved()).toMatchObject([{ now: { state: written() } }]);
    expect(await back(say('putBack'))).toMatchObject({ ok: true });
    expect(differences(before, await stateOf(bench.tenant))).toEqual([]);
  });

  it('is drift where it changes between the last look and the write', async () => {
    await applied();
    await setPolicy('disabled');
    await back();
    const { directory } = bench.tenant;
    const words = say('putBack');
    let noted = 0;
    const done = await bench.rollout.rollBack({
      ...{ toStep: null, choices: words, signal: goOn.signal },
      onEvent: (event) => {
        if (event.kind !== 'entry' || event.entry.body['what'] !== 'rollingBack') return;
        // First how far it goes, then, once all was read, the words as they count.
        if ((noted += 1) < 2) return;
        const own = directory.policies.truth(policyStep()?.target.id ?? '');
        if (own === undefined) throw new Error('no policy');
        directory.policies.put({ ...own, resource: { ...own.resource, state: written() } });
        // What was read two seconds ago at most is not read again (P7).
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2_100);
      },
    });
    expect(done).toMatchObject({ ok: false, failure: { code: 'step/drift' } });
  });

  it('keeps the words over a crash and goes on with them', async () => {
    await applied();
    const people = (clearing()?.items ?? []).slice(0, 2);
    for (const { userId } of people) await setPerson(userId);
    await back();
    expect(moved()).toHaveLength(2);
    const words = say('putBack').map((one) =>
      one.item === people[0]?.userId ? { ...one, way: 'leave' as const } : one,
    );
    const cut = new AbortController();
    const stopped = await bench.rollout.rollBack({
      ...{ toStep: null, choices: words, signal: cut.signal },
      onEvent: (event) => {
        if (event.kind === 'step' && event.status === 'ROLLED_BACK') cut.abort();
        if (event.kind === 'entry' && event.entry.type === 'verified') cut.abort();
      },
    });
    expect(stopped).toMatchObject({ ok: false, failure: { code: 'step/cancelled' } });
    bench.rollout.close();
    bench.store.close();
    const again = await openRolloutIn(bench.directory, bench.source, plan);
    bench = { ...bench, ...again };
    expect(again.rollout.status().backRange?.choices).toHaveLength(2);
    await approveTest(bench.rollout, plan, 'rollBack');
    expect(await back()).toMatchObject({ ok: true });
    const state = await act(bench.source, 'state');
    const text = JSON.stringify(isJsonObject(state) ? state['users'] : '');
    const stands = (userId = ''): string =>
      new RegExp(`"id":"${userId}".*?"perUserMfaState":"(\\w+)"`).exec(text)?.[1] ?? '';
    expect(stands(people[0]?.userId)).toBe('enabled');
    expect(stands(people[1]?.userId)).toBe(people[1]?.prior);
    expect(bench.rollout.status().steps.find(({ id }) => id === clearing()?.id)).toMatchObject({
      status: 'ROLLED_BACK',
      items: { skipped: 1 },
    });
  });

  it('is unknown where it could not be read: told item by item, and never written over', async () => {
    await applied();
    const soFar = await sent();
    const action = { kind: 'status', status: 403, code: 'Forbidden' };
    const [person] = clearing()?.items ?? [];
    const one = `*users/${person?.userId}/authentication/requirements`;
    const rules = [
      { method: 'GET', path: one, inBatch: true, times: 100_000, action },
      { method: 'GET', path: '/v1.0/identity/conditionalAccess/policies', times: 100_000, action },
    ];
    await act(bench.source, 'faults', { rules });
    expect(await back()).toMatchObject({
      failure: { code: 'step/moved-since', values: { count: '0', unread: '2' } },
    });
    expect(moved()).toMatchObject([
      { step: policyStep()?.id, item: null, ways: ['leave', 'stop'], unread: { values: {} } },
      { step: clearing()?.id, item: person?.userId, ways: ['leave', 'stop'] },
    ]);
    expect(await back(say('putBack'))).toMatchObject({ failure: { code: 'step/moved-since' } });
    expect(await sent()).toBe(soFar);
  });
});
