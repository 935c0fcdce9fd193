import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../shared/json';
import type { Plan } from '../../shared/plan/plan';
import { ok } from '../../shared/result';
import { openRolloutIn } from '../fixtures/campaign-bench';
import { applyTest, approveTest } from '../fixtures/run-rollout';
import {
  askersOf,
  byTwo,
  dieInSwitch,
  editOutside,
  openSwitch,
  planSwitch,
  policiesPath,
  type SwitchBench,
} from './switch-bench';

let plan: Plan;
let bench: SwitchBench;
beforeAll(async () => {
  plan = await planSwitch();
}, 60_000);
afterEach(() => bench.close());

describe('what happens while it is on its way', { timeout: 60_000 }, () => {
  it('is judged over the real list: a policy that stops emergency access takes it back', async () => {
    bench = await openSwitch(plan);
    await bench.untilReportOnly();
    let sent = 0;
    const { graph } = bench.source;
    const { sendOnce } = graph;
    Object.assign(graph, {
      sendOnce: async (...request: Parameters<typeof sendOnce>) => {
        const answer = await sendOnce(...request);
        sent += 1;
        // Security defaults are off: now somebody blocks everybody.
        if (sent === 1) await editOutside(bench, 'POST', policiesPath, blockAll, 0);
        return answer;
      },
    });
    expect(await applyTest(bench.rollout)).toMatchObject({
      ok: false,
      failure: { code: 'step/switch-open' },
    });
    const note = bench.rollout
      .entries(0, 10_000)
      .find((entry) => entry.body['what'] === 'takingBack');
    expect(note?.body['why']).toBe('switchLocksOut');
    // Ours is not turned on again where it would lock out; Microsoft's asks everybody.
    expect(await askersOf(bench.tenant)).toEqual(['microsoft']);
  });

  it('turns the own policy on again where security defaults do not go on and nothing else asks', async () => {
    bench = await openSwitch(plan);
    await bench.untilReportOnly();
    const { graph } = bench.source;
    const { sendOnce } = graph;
    let isRefusing = true;
    const refusal = { error: { code: 'Authorization_RequestDenied', message: '' } };
    Object.assign(graph, {
      sendOnce: async (...request: Parameters<typeof sendOnce>) => {
        const body = request[2] as JsonObject | null;
        const isBack = body?.['isEnabled'] === true;
        if (isBack) {
          await bench.source.clock.sleep(10_000);
          await microsoftsOff();
        }
        // The first try of the own policy, and every try of security defaults.
        if (!isBack && !(isRefusing && body?.['state'] === 'enabled')) return sendOnce(...request);
        if (!isBack) isRefusing = false;
        const text = JSON.stringify(refusal);
        return { ok: true, value: { status: 403, headers: {}, json: refusal, text } } as never;
      },
    });
    expect(await applyTest(bench.rollout)).toMatchObject({
      failure: { code: 'step/switch-open', values: { expected: 'switchProtected' } },
    });
    expect(await askersOf(bench.tenant)).toEqual(['own']);
  });

  it('a roll back of it that stops there keeps how far it was asked to go', async () => {
    bench = await openSwitch(plan);
    expect(await applyTest(bench.rollout)).toMatchObject({ ok: true });
    await approveTest(bench.rollout, plan, 'rollBack');
    await microsoftsOff();
    const { graph } = bench.source;
    const { sendOnce } = graph;
    const refusal = { error: { code: 'Authorization_RequestDenied', message: '' } };
    Object.assign(graph, {
      sendOnce: (...request: Parameters<typeof sendOnce>) => {
        const body = request[2] as JsonObject | null;
        if (body?.['isEnabled'] !== true) return sendOnce(...request);
        const text = JSON.stringify(refusal);
        return { ok: true, value: { status: 403, headers: {}, json: refusal, text } } as never;
      },
    });
    const place = plan.steps.findIndex(({ id }) => id === bench.offId);
    const toStep = plan.steps[place - 1]?.id ?? '';
    const quiet = { signal: new AbortController().signal, onEvent: () => undefined };
    expect(await bench.rollout.rollBack({ toStep, ...quiet })).toMatchObject({
      failure: {
        code: 'step/switch-open',
        values: { expected: 'switchProtected', actual: 'switchAsked' },
      },
    });
    // Turned on again so that somebody is asked: that is no step forward.
    expect(await askersOf(bench.tenant)).toEqual(['own']);
    expect(bench.rollout.status().backRange).toEqual({ toStep, from: bench.offId });
    Object.assign(graph, { sendOnce });
    expect(await bench.rollout.rollBack({ toStep, ...quiet })).toMatchObject({ ok: true });
    expect(await askersOf(bench.tenant)).toEqual(['securityDefaults']);
    expect(bench.rollout.status().steps[0]?.status).toBe('DONE');
  });

  it('what died in the middle is settled before anything else', async () => {
    // Two people have approved going on, and nobody taking anything back.
    const two = byTwo(plan);
    bench = await openSwitch(two);
    await bench.untilReportOnly();
    await dieInSwitch(bench);
    bench = { ...bench, ...(await openRolloutIn(bench.directory, bench.source, two)) };
    // As the window does when it opens: before anybody presses anything.
    expect(bench.rollout.needsRecovery()).toBe(true);
    // A sign-in to write that is in another tenant sends nothing there, and it stays to be settled.
    const { graph } = bench.source;
    const { get } = graph;
    const elsewhere = { value: [{ id: '33333333-aaaa-4aaa-8aaa-333333333333' }] };
    Object.assign(graph, {
      get: (...[url, options]: Parameters<typeof get>) =>
        options?.asWriter === undefined
          ? get(url, options)
          : Promise.resolve(ok({ status: 200, headers: {}, json: elsewhere, text: '' })),
    });
    expect(await bench.rollout.recover({ onEvent: () => undefined })).toMatchObject({
      failure: { code: 'plan/wrong-tenant' },
    });
    expect(await askersOf(bench.tenant)).toEqual([]);
    Object.assign(graph, { get });
    expect(bench.rollout.needsRecovery()).toBe(true);
    expect(await bench.rollout.recover({ onEvent: () => undefined })).toMatchObject({
      failure: { code: 'step/switch-taken-back', values: { expected: 'switchInterrupted' } },
    });
    expect(await askersOf(bench.tenant)).toEqual(['securityDefaults']);
    expect(bench.rollout.needsRecovery()).toBe(false);
    expect(await applyTest(bench.rollout)).toMatchObject({ ok: true });
  });

  it('a pause waits until it is whole', async () => {
    bench = await openSwitch(plan);
    await bench.untilReportOnly();
    const pause = new AbortController();
    const onEvent = (event: { kind: string; entry?: { type: string } }): void => {
      if (event.kind === 'entry' && event.entry?.type === 'acked') pause.abort();
    };
    const done = await bench.rollout.apply({ until: null, signal: pause.signal, onEvent });
    expect(pause.signal.aborted).toBe(true);
    expect(await askersOf(bench.tenant)).toContain('own');
    expect(done).toMatchObject({ ok: true });
  });

  it('an emergency stop loosens and says whom nothing asks; going on asks them again', async () => {
    bench = await openSwitch(plan);
    expect(await applyTest(bench.rollout)).toMatchObject({ ok: true });
    const stop = { by: 'test', how: 'cli', restore: false, onEvent: () => undefined } as const;
    const stopped = await bench.rollout.stop(stop);
    expect(stopped).toMatchObject({ ok: true, value: { policies: [{ state: 'reportOnly' }] } });
    // Never security defaults: a stop only loosens. Microsoft's own still ask.
    expect(await askersOf(bench.tenant)).toEqual(['microsoft']);
    expect(await bench.defaultsWrites()).toBe(1);
    await approveTest(bench.rollout, plan);
    await microsoftsOff();
    expect(await applyTest(bench.rollout)).toMatchObject({ ok: true });
    expect(await askersOf(bench.tenant)).toEqual(['own']);
    expect(await bench.defaultsWrites()).toBe(1);
  });
});

async function microsoftsOff(): Promise<void> {
  const response = await fetch(`${bench.tenant.graphUrl}/_practice/state`);
  const state = (await response.json()) as {
    conditionalAccessPolicies: { id: string; displayName: string }[];
  };
  for (const policy of state.conditionalAccessPolicies) {
    if (policy.displayName.startsWith('Causeway:')) continue;
    await editOutside(bench, 'PATCH', `${policiesPath}/${policy.id}`, { state: 'disabled' });
  }
  await bench.source.clock.sleep(60_000);
}

const blockAll = {
  displayName: 'Block everybody',
  state: 'enabled',
  conditions: {
    users: { includeUsers: ['All'] },
    applications: { includeApplications: ['All'] },
    clientAppTypes: ['all'],
  },
  grantControls: { operator: 'OR', builtInControls: ['block'] },
};
