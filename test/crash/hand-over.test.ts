import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { failure } from '../../shared/diagnostic';
import { isJsonObject, type Json } from '../../shared/json';
import type { Plan } from '../../shared/plan/plan';
import { err } from '../../shared/result';
import { campaignSeed, isLong, reached } from '../fixtures/campaign';
import type { Bench } from '../fixtures/campaign-bench';
import { goOn } from '../fixtures/open-practice';
import { ownedState } from '../fixtures/practice-state';
import { applyTest, approveTest } from '../fixtures/run-rollout';
import { handOverAskers, openHandOver, planHandOver } from './hand-over-bench';
import { networkFaults, type NetworkFault } from './network-faults';
import { arrivalsAt, checkRecord, differences, stateOf } from './record-check';
import { editOutside, policiesPath } from './switch-bench';

const both = ['Asks again', 'Asks everybody'];
const quiet = { signal: goOn.signal, onEvent: () => undefined };
/** Every third of the faults, from another one with each seed; all of them with CAUSEWAY_LONG=1. */
const tried = networkFaults.filter((_, at) => isLong || (at + campaignSeed) % 3 === 0);
const refused: NetworkFault = { name: '403', action: { kind: 'status', status: 403 } };
const defaultsPath = '/v1.0/policies/identitySecurityDefaultsEnforcementPolicy';
let plan: Plan;
let bench: Bench;
beforeAll(async () => {
  plan = await planHandOver();
}, 60_000);
afterEach(() => bench.close());

/** Security defaults and the two policies: what the plan may have touched. */
function ofBoth(state: Json): Json {
  if (!isJsonObject(state)) return state;
  const policies = (state['conditionalAccessPolicies'] as readonly Json[]).filter(
    (one) => isJsonObject(one) && both.includes(String(one['displayName'] as string)),
  );
  return { ...state, conditionalAccessPolicies: policies };
}
const places = (type: string): readonly number[] =>
  bench.rollout.entries(0, 10_000).flatMap((one, at) => (one.type === type ? [at] : []));

describe('the move from Conditional Access to security defaults', { timeout: 120_000 }, () => {
  it('goes to its end and back to where the tenant was', async () => {
    bench = await openHandOver(plan);
    const before = ownedState(await stateOf(bench.tenant), []);
    expect(await handOverAskers(bench.tenant)).toEqual(both);
    for (const { id } of plan.steps) {
      const rows = await bench.rollout.preflight(id);
      expect([id, rows.filter(({ verdict }) => verdict !== 'yes')]).toEqual([id, []]);
    }
    expect(await applyTest(bench.rollout)).toMatchObject({ ok: true });
    expect(await handOverAskers(bench.tenant)).toEqual(['securityDefaults']);
    // What all of them send is durable before the first leaves.
    expect(places('intent')).toHaveLength(3);
    expect(Math.max(...places('intent'))).toBeLessThan(Math.min(...places('sent')));
    await approveTest(bench.rollout, plan, 'rollBack');
    expect(await bench.rollout.rollBack({ toStep: null, ...quiet })).toMatchObject({ ok: true });
    // Microsoft makes policies of its own once security defaults go off: the journal names them, and
    // nobody approved them.
    expect(await handOverAskers(bench.tenant)).toEqual(both);
    const note = bench.rollout.entries(0, 10_000).find(({ body }) => body['what'] === 'appeared');
    expect(note?.body['policies']).not.toEqual([]);
    const after = ownedState(await stateOf(bench.tenant), []);
    expect(differences(ofBoth(before), ofBoth(after))).toEqual([]);
    checkRecord(bench.rollout, await arrivalsAt(bench.tenant), 'hand-over');
  });

  it('is taken back only as a whole', async () => {
    bench = await openHandOver(plan);
    expect(await applyTest(bench.rollout)).toMatchObject({ ok: true });
    await approveTest(bench.rollout, plan, 'rollBack');
    const half = { toStep: plan.steps[0]?.id ?? '', ...quiet };
    expect(await bench.rollout.rollBack(half)).toMatchObject({
      failure: { code: 'guardrail/refused', values: { expected: 'wholeSwitch' } },
    });
    expect(await handOverAskers(bench.tenant)).toEqual(['securityDefaults']);
  });

  it('puts the policies back by itself where security defaults are refused', async () => {
    bench = await openHandOver(plan, (n) => (n === 3 ? refused : undefined));
    const before = ownedState(await stateOf(bench.tenant), []);
    expect(await applyTest(bench.rollout)).toMatchObject({
      failure: { code: 'step/hand-over-taken-back', values: { expected: 'handOverNotOn' } },
    });
    expect(await handOverAskers(bench.tenant)).toEqual(both);
    expect(differences(before, ownedState(await stateOf(bench.tenant), []))).toEqual([]);
    // Security defaults were never on: nothing is sent to turn them off.
    const lead = plan.steps.at(-1)?.id;
    const sent = bench.rollout.entries(0, 10_000).filter((one) => one.type === 'sent');
    expect(sent.filter(({ stepId }) => stepId === lead)).toHaveLength(1);
    expect(bench.rollout.status().state).toBe('held');
    checkRecord(bench.rollout, await arrivalsAt(bench.tenant), 'put back');
    expect(await applyTest(bench.rollout)).toMatchObject({ ok: true });
    expect(await handOverAskers(bench.tenant)).toEqual(['securityDefaults']);
  });

  it('puts back the first policy where the second is refused', async () => {
    bench = await openHandOver(plan, (n) => (n === 2 ? refused : undefined));
    expect(await applyTest(bench.rollout)).toMatchObject({
      failure: { code: 'step/hand-over-taken-back', values: { expected: 'handOverNotOff' } },
    });
    expect(await handOverAskers(bench.tenant)).toEqual(both);
  });

  it.each([
    ['never arrived', false],
    ['arrived', true],
  ])(
    'is whole, or the policies are back, where no answer comes of security defaults: %s',
    async (_name, arrives) => {
      bench = await openHandOver(plan);
      const { graph } = bench.source;
      const { sendOnce } = graph;
      Object.assign(graph, {
        sendOnce: async (...request: Parameters<typeof sendOnce>) => {
          const isOn = isJsonObject(request[2]) && request[2]['isEnabled'] === true;
          if (arrives || !isOn) await sendOnce(...request);
          return isOn ? err(failure('graph/network')) : sendOnce(...request);
        },
      });
      const done = await applyTest(bench.rollout);
      Object.assign(graph, { sendOnce });
      if (arrives) expect(done).toMatchObject({ ok: true });
      else expect(done).toMatchObject({ failure: { code: 'step/hand-over-taken-back' } });
      expect(await handOverAskers(bench.tenant)).toEqual(arrives ? ['securityDefaults'] : both);
    },
  );

  it.each(tried.map((fault) => [fault.name, fault] as const))(
    'is whole or taken back, never half: %s on any write',
    async (_name, fault) => {
      for (const place of [1, 2, 3]) {
        bench = await openHandOver(plan, (n) => (n === place ? fault : undefined));
        const done = await applyTest(bench.rollout);
        expect([fault.name, place, await handOverAskers(bench.tenant)]).toEqual([
          fault.name,
          place,
          done.ok ? ['securityDefaults'] : both,
        ]);
        if (!done.ok) expect(await applyTest(bench.rollout)).toMatchObject({ ok: true });
        expect(await handOverAskers(bench.tenant)).toEqual(['securityDefaults']);
        checkRecord(bench.rollout, await arrivalsAt(bench.tenant), `${fault.name} at ${place}`);
        await bench.close();
      }
      bench = await openHandOver(plan);
    },
  );

  it('asks at once, with the portal steps, where the policies are refused too', async () => {
    bench = await openHandOver(plan, (n) => (n >= 3 && n < 7 ? refused : undefined));
    const done = await applyTest(bench.rollout);
    expect(done).toMatchObject({
      failure: {
        code: 'step/hand-over-open',
        values: { expected: 'handOverUnprotected', policies: 'Asks everybody, Asks again' },
      },
    });
    expect(bench.rollout.status().state).toBe('needsPerson');
    // A person's to decide: the next start sends nothing by itself.
    expect(bench.rollout.needsRecovery()).toBe(false);
    reached('crash/hand-over.test.ts', 'refused both ways: the portal steps are told at once');
    // Somebody does what they were told, and goes on.
    const before = (await arrivalsAt(bench.tenant)).length;
    for (const { target } of plan.steps.slice(0, -1)) {
      await editOutside(bench, 'PATCH', `${policiesPath}/${target.id}`, { state: 'enabled' });
    }
    expect(await applyTest(bench.rollout)).toMatchObject({
      failure: { code: 'step/hand-over-taken-back' },
    });
    expect(await arrivalsAt(bench.tenant)).toHaveLength(before);
    expect(await applyTest(bench.rollout)).toMatchObject({ ok: true });
    expect(await handOverAskers(bench.tenant)).toEqual(['securityDefaults']);
  });

  it('comes to its end where a person turned security defaults on instead', async () => {
    bench = await openHandOver(plan, (n) => (n >= 3 ? refused : undefined));
    expect(await applyTest(bench.rollout)).toMatchObject({
      failure: { code: 'step/hand-over-open' },
    });
    await editOutside(bench, 'PATCH', defaultsPath, { isEnabled: true });
    expect(await applyTest(bench.rollout)).toMatchObject({ ok: true });
    expect(await handOverAskers(bench.tenant)).toEqual(['securityDefaults']);
  });

  it('turns security defaults on after all where the policies do not go back', async () => {
    bench = await openHandOver(plan, (n) => (n >= 3 && n < 6 ? refused : undefined));
    expect(await applyTest(bench.rollout)).toMatchObject({
      failure: { code: 'step/hand-over-open', values: { expected: 'handOverProtected' } },
    });
    expect(await handOverAskers(bench.tenant)).toEqual(['securityDefaults']);
    expect(await applyTest(bench.rollout)).toMatchObject({ ok: true });
    expect(await handOverAskers(bench.tenant)).toEqual(['securityDefaults']);
  });
});
