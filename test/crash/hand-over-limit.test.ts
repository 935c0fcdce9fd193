import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { failure } from '../../shared/diagnostic';
import { isJsonObject } from '../../shared/json';
import type { JournalEntry } from '../../shared/journal/journal-entry';
import type { Plan } from '../../shared/plan/plan';
import { err, ok } from '../../shared/result';
import type { GraphClient } from '../../src-main/graph/graph-client';
import { openRolloutIn, type Bench } from '../fixtures/campaign-bench';
import { goOn } from '../fixtures/open-practice';
import { applyTest, approveTest } from '../fixtures/run-rollout';
import { handOverAskers, openHandOver, planHandOver } from './hand-over-bench';
import { arrivalsAt } from './record-check';
import { editOutside, policiesPath } from './switch-bench';

const both = ['Asks again', 'Asks everybody'];
const defaultsPath = '/v1.0/policies/identitySecurityDefaultsEnforcementPolicy';
const quiet = { signal: goOn.signal, onEvent: () => undefined };
let plan: Plan;
let bench: Bench;
beforeAll(async () => {
  plan = await planHandOver();
}, 60_000);
afterEach(() => bench.close());

const lead = (): string => plan.steps.at(-1)?.id ?? '';

type Send = GraphClient['sendOnce'];

/** Each write meets `answer` first; null: it goes out as it is. */
function answerWith(answer: (...request: Parameters<Send>) => Awaited<ReturnType<Send>> | null) {
  const { graph } = bench.source;
  const { sendOnce } = graph;
  const own: Send = async (...request) => answer(...request) ?? (await sendOnce(...request));
  Object.assign(graph, { sendOnce: own });
  return () => Object.assign(graph, { sendOnce });
}

const isOn = (body: unknown): boolean =>
  isJsonObject(body) && (body as Record<string, unknown>)['isEnabled'] === true;
const refusal = {
  ...{ status: 400, headers: {}, text: '' },
  json: { error: { code: 'BadRequest', message: 'not now' } },
};

describe('limits of the move to security defaults', { timeout: 120_000 }, () => {
  it('leaves nobody unasked for longer than it says where they are refused on and on', async () => {
    bench = await openHandOver(plan);
    answerWith((_method, _path, body) => (isOn(body) ? ok(refusal) : null));
    let offAt = 0;
    let backAt = 0;
    const onEvent = (event: { kind: string; entry?: { type: string; body: object } }): void => {
      if (event.kind !== 'entry' || event.entry === undefined) return;
      const { type, body } = event.entry;
      if (type === 'sent' && offAt === 0) offAt = bench.source.clock.now();
      if (type === 'note' && 'what' in body && body.what === 'takingBack') {
        backAt = bench.source.clock.now();
      }
    };
    const done = await bench.rollout.apply({ until: null, signal: goOn.signal, onEvent });
    expect(done).toMatchObject({
      failure: { code: 'step/hand-over-taken-back', values: { expected: 'handOverNotOn' } },
    });
    expect(await handOverAskers(bench.tenant)).toEqual(both);
    expect(backAt - offAt).toBeGreaterThan(30_000);
    expect(backAt - offAt).toBeLessThanOrEqual(60_000 + 2 * 4_000);
  });

  it('turns off no security defaults that somebody else turned on', async () => {
    bench = await openHandOver(plan);
    const { graph } = bench.source;
    const { sendOnce } = graph;
    let sent = 0;
    Object.assign(graph, {
      sendOnce: async (...request: Parameters<Send>) => {
        const answer = await sendOnce(...request);
        sent += 1;
        if (sent === 2) await editOutside(bench, 'PATCH', defaultsPath, { isEnabled: true }, 5_000);
        return answer;
      },
    });
    expect(await applyTest(bench.rollout)).toMatchObject({ ok: true });
    expect(await handOverAskers(bench.tenant)).toEqual(['securityDefaults']);
    const arrivals = await arrivalsAt(bench.tenant);
    expect(arrivals.filter(({ path }) => path.includes('identitySecurityDefaults'))).toEqual([]);
  });

  it('asks before it leaves off what somebody else had turned off', async () => {
    bench = await openHandOver(plan);
    const first = `${policiesPath}/${plan.steps[0]?.target.id ?? ''}`;
    const { graph } = bench.source;
    const { get } = graph;
    let isEdited = false;
    // After the guards, in the last moment before the first write.
    const onEvent = async (event: { kind: string; entry?: { type: string } }): Promise<void> => {
      if (isEdited || event.kind !== 'entry' || event.entry?.type !== 'intent') return;
      isEdited = true;
      Object.assign(graph, {
        get: async (...request: Parameters<GraphClient['get']>) => {
          Object.assign(graph, { get });
          await editOutside(bench, 'PATCH', first, { state: 'disabled' }, 5_000);
          return get(...request);
        },
      });
    };
    const onEntry = (event: Parameters<typeof onEvent>[0]): void => void onEvent(event);
    const asked = { until: null, signal: goOn.signal, onEvent: onEntry };
    expect(await bench.rollout.apply(asked)).toMatchObject({ ok: true });
    await approveTest(bench.rollout, plan, 'rollBack');
    expect(await bench.rollout.rollBack({ toStep: null, ...quiet })).toMatchObject({
      failure: { code: 'guardrail/refused', values: { expected: 'handOverOurs' } },
    });
    expect(await handOverAskers(bench.tenant)).toEqual(['securityDefaults']);
    // The person does it in the portal, and the roll back comes to its end.
    await editOutside(bench, 'PATCH', defaultsPath, { isEnabled: false });
    for (const { target } of plan.steps.slice(0, -1)) {
      await editOutside(bench, 'PATCH', `${policiesPath}/${target.id}`, { state: 'enabled' });
    }
    expect(await bench.rollout.rollBack({ toStep: null, ...quiet })).toMatchObject({ ok: true });
    expect(await handOverAskers(bench.tenant)).toEqual(expect.arrayContaining(both));
  });

  it('keeps security defaults on where the tenant cannot be read after a restart', async () => {
    bench = await openHandOver(plan);
    const { journal } = bench.store;
    const { append } = journal;
    let isDead = false;
    Object.assign(journal, {
      append: (...drafts: Parameters<typeof append>) => {
        if (isDead) throw new Error('killed');
        isDead = drafts[1].some((one) => one.type === 'acked' && one.stepId === lead());
        return append(...drafts);
      },
    });
    await expect(applyTest(bench.rollout)).rejects.toThrow('killed');
    bench.rollout.close();
    bench.store.close();
    bench = { ...bench, ...(await openRolloutIn(bench.directory, bench.source, plan)) };
    const { graph } = bench.source;
    const { get } = graph;
    const unread: GraphClient['get'] = (url, ...more) =>
      url.includes('/users?')
        ? Promise.resolve(err(failure('graph/network', { code: 'reset' })))
        : get(url, ...more);
    Object.assign(graph, { get: unread });
    const recovered = await bench.rollout.recover({ onEvent: () => undefined });
    expect(recovered).toMatchObject({ ok: false });
    expect(recovered).not.toMatchObject({ failure: { code: 'step/hand-over-taken-back' } });
    expect(await handOverAskers(bench.tenant)).toEqual(['securityDefaults']);
    Object.assign(graph, { get });
    expect(bench.rollout.needsRecovery()).toBe(true);
    expect(await applyTest(bench.rollout)).toMatchObject({ ok: true });
    expect(await handOverAskers(bench.tenant)).toEqual(['securityDefaults']);
  });

  it('tells once of a policy that somebody else made meanwhile, and leaves it', async () => {
    bench = await openHandOver(plan);
    expect(await applyTest(bench.rollout)).toMatchObject({ ok: true });
    await approveTest(bench.rollout, plan, 'rollBack');
    const { graph } = bench.source;
    const { sendOnce } = graph;
    Object.assign(graph, {
      sendOnce: async (...request: Parameters<Send>) => {
        const answer = await sendOnce(...request);
        if (!isJsonObject(request[2]) || request[2]['isEnabled'] !== false) return answer;
        Object.assign(graph, { sendOnce });
        await editOutside(bench, 'POST', policiesPath, {
          ...{ displayName: 'New', state: 'enabled' },
          conditions: {
            users: { includeUsers: ['None'] },
            applications: { includeApplications: ['All'] },
            clientAppTypes: ['all'],
          },
          grantControls: { operator: 'OR', builtInControls: ['mfa'] },
        });
        return answer;
      },
    });
    expect(await bench.rollout.rollBack({ toStep: null, ...quiet })).toMatchObject({
      failure: { code: 'step/hand-over-others', values: { policies: 'New' } },
    });
    expect(bench.rollout.needsRecovery()).toBe(false);
    expect(await bench.rollout.rollBack({ toStep: null, ...quiet })).toMatchObject({ ok: true });
    expect(await handOverAskers(bench.tenant)).toEqual([...both, 'New']);
  });

  it('comes to its end where a policy was deleted after a person was asked', async () => {
    const forbidden = { name: '403', action: { kind: 'status', status: 403 } } as const;
    bench = await openHandOver(plan, (n) => (n >= 3 && n < 7 ? forbidden : undefined));
    expect(await applyTest(bench.rollout)).toMatchObject({
      failure: { code: 'step/hand-over-open', values: { actual: 'handOverNotOn' } },
    });
    const first = `${policiesPath}/${plan.steps[0]?.target.id ?? ''}`;
    await editOutside(bench, 'DELETE', first, null);
    expect(await applyTest(bench.rollout)).toMatchObject({
      failure: { code: 'step/hand-over-taken-back' },
    });
    expect(await handOverAskers(bench.tenant)).toEqual(['Asks again']);
  });

  it('leaves to the person what they were asked where a roll back is refused', async () => {
    const forbidden = { name: '403', action: { kind: 'status', status: 403 } } as const;
    bench = await openHandOver(plan, (n) => (n >= 3 && n < 7 ? forbidden : undefined));
    expect(await applyTest(bench.rollout)).toMatchObject({
      failure: { code: 'step/hand-over-open' },
    });
    await approveTest(bench.rollout, plan, 'rollBack');
    const { graph } = bench.source;
    const { get } = graph;
    const unread: GraphClient['get'] = (url, ...more) =>
      url.includes('/organization')
        ? Promise.resolve(err(failure('graph/network', { code: 'reset' })))
        : get(url, ...more);
    Object.assign(graph, { get: unread });
    expect(await bench.rollout.rollBack({ toStep: null, ...quiet })).toMatchObject({ ok: false });
    expect(bench.rollout.entries(0, 10_000).some(({ type }) => type === 'paused')).toBe(true);
    expect(bench.rollout.needsRecovery()).toBe(false);
  });

  it('what protects meanwhile begins nothing anew, and keeps the reason', async () => {
    const forbidden = { name: '403', action: { kind: 'status', status: 403 } } as const;
    bench = await openHandOver(plan, (n) => (n >= 3 && n < 6 ? forbidden : undefined));
    expect(await applyTest(bench.rollout)).toMatchObject({
      failure: { code: 'step/hand-over-open', values: { expected: 'handOverProtected' } },
    });
    const intents = (): readonly JournalEntry[] =>
      bench.rollout.entries(0, 10_000).filter((one) => one.type === 'intent');
    expect(intents().at(-1)).toMatchObject({ stepId: lead(), body: { protects: true } });
    // They are ours from here on, whatever an attempt after that meets.
    await editOutside(bench, 'PATCH', defaultsPath, { isEnabled: false });
    expect(await applyTest(bench.rollout)).toMatchObject({
      failure: { code: 'step/hand-over-taken-back', values: { expected: 'handOverNotOn' } },
    });
    expect(await handOverAskers(bench.tenant)).toEqual(expect.arrayContaining(both));
  });
});
