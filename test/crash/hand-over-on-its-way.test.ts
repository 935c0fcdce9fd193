import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Plan } from '../../shared/plan/plan';
import { openRolloutIn, type Bench } from '../fixtures/campaign-bench';
import { goOn } from '../fixtures/open-practice';
import { applyTest } from '../fixtures/run-rollout';
import { handOverAskers, openHandOver, planHandOver } from './hand-over-bench';
import { arrivalsAt } from './record-check';
import { editOutside, policiesPath } from './switch-bench';

const both = ['Asks again', 'Asks everybody'];
let plan: Plan;
let bench: Bench;
beforeAll(async () => {
  plan = await planHandOver();
}, 60_000);
afterEach(() => bench.close());

/** Both policies are off and nothing else is on: there the process ends, and another one opens. */
async function dieWithoutAnything(): Promise<void> {
  bench = await openHandOver(plan);
  const { journal } = bench.store;
  const { append } = journal;
  let isDead = false;
  const second = plan.steps[1]?.id ?? '';
  Object.assign(journal, {
    append: (...drafts: Parameters<typeof append>) => {
      if (isDead) throw new Error('killed');
      isDead = drafts[1].some((one) => one.type === 'acked' && one.stepId === second);
      return append(...drafts);
    },
  });
  await expect(applyTest(bench.rollout)).rejects.toThrow('killed');
  expect(await handOverAskers(bench.tenant)).toEqual([]);
  bench.rollout.close();
  bench.store.close();
  bench = { ...bench, ...(await openRolloutIn(bench.directory, bench.source, plan)) };
}

describe('what happens around the move to security defaults', { timeout: 120_000 }, () => {
  it('writes over nothing that somebody else changed meanwhile', async () => {
    bench = await openHandOver(plan);
    const { graph } = bench.source;
    const { sendOnce } = graph;
    const second = plan.steps[1]?.target.id ?? '';
    let sent = 0;
    Object.assign(graph, {
      sendOnce: async (...request: Parameters<typeof sendOnce>) => {
        const answer = await sendOnce(...request);
        sent += 1;
        const state = 'enabledForReportingButNotEnforced';
        if (sent === 1) {
          await editOutside(bench, 'PATCH', `${policiesPath}/${second}`, { state }, 10_000);
        }
        return answer;
      },
    });
    expect(await applyTest(bench.rollout)).toMatchObject({
      failure: { code: 'step/hand-over-taken-back', values: { expected: 'handOverMoved' } },
    });
    expect(await handOverAskers(bench.tenant)).toEqual(['Asks everybody']);
  });

  it('does not begin beside another policy that is on', async () => {
    bench = await openHandOver(plan);
    await editOutside(bench, 'POST', policiesPath, {
      ...{ displayName: 'New', state: 'enabled' },
      conditions: {
        users: { includeUsers: ['None'] },
        applications: { includeApplications: ['All'] },
        clientAppTypes: ['all'],
      },
      grantControls: { operator: 'OR', builtInControls: ['mfa'] },
    });
    expect(await applyTest(bench.rollout)).toMatchObject({ ok: false });
    const paused = bench.rollout.entries(0, 10_000).findLast((entry) => entry.type === 'paused');
    const guards = paused?.body['guards'] as readonly { guard: string; verdict: string }[];
    expect(guards.find((one) => one.guard === 'kind')?.verdict).toBe('no');
    expect((await arrivalsAt(bench.tenant)).length).toBe(0);
  });

  it('what died in the middle is taken back before anything else', async () => {
    await dieWithoutAnything();
    expect(bench.rollout.needsRecovery()).toBe(true);
    expect(await bench.rollout.recover({ onEvent: () => undefined })).toMatchObject({
      failure: { code: 'step/hand-over-taken-back', values: { expected: 'switchInterrupted' } },
    });
    expect(await handOverAskers(bench.tenant)).toEqual(both);
    expect(bench.rollout.needsRecovery()).toBe(false);
    expect(await applyTest(bench.rollout)).toMatchObject({ ok: true });
  });

  it.each([['set to report-only'], ['without its exclusions']])(
    'enforces nothing that was changed since it died: %s',
    async (how) => {
      await dieWithoutAnything();
      const first = `${policiesPath}/${plan.steps[0]?.target.id ?? ''}`;
      const users = { includeUsers: ['All'], excludeUsers: [] };
      const change =
        how === 'set to report-only'
          ? { state: 'enabledForReportingButNotEnforced' }
          : {
              conditions: {
                ...{ users, applications: { includeApplications: ['All'] } },
                clientAppTypes: ['all'],
              },
            };
      await editOutside(bench, 'PATCH', first, change);
      expect(await bench.rollout.recover({ onEvent: () => undefined })).toMatchObject({
        failure: { code: 'step/hand-over-open' },
      });
      expect(await handOverAskers(bench.tenant)).toEqual(['Asks again']);
      expect(bench.rollout.status().state).toBe('needsPerson');
    },
  );

  it('a pause waits until it is whole', async () => {
    bench = await openHandOver(plan);
    const pause = new AbortController();
    const onEvent = (event: { kind: string; entry?: { type: string } }): void => {
      if (event.kind === 'entry' && event.entry?.type === 'acked') pause.abort();
    };
    const done = await bench.rollout.apply({ until: null, signal: pause.signal, onEvent });
    expect(pause.signal.aborted).toBe(true);
    expect(done).toMatchObject({ ok: true });
    expect(await handOverAskers(bench.tenant)).toEqual(['securityDefaults']);
  });

  it('an emergency stop in the middle puts the policies back', async () => {
    bench = await openHandOver(plan);
    const stops: Promise<unknown>[] = [];
    const onEvent = (event: { kind: string; entry?: { type: string } }): void => {
      if (stops.length > 0 || event.kind !== 'entry' || event.entry?.type !== 'acked') return;
      const stop = { by: 'test', how: 'cli', restore: false, onEvent: () => undefined } as const;
      stops.push(bench.rollout.stop(stop));
    };
    const done = await bench.rollout.apply({ until: null, signal: goOn.signal, onEvent });
    expect(await Promise.all(stops)).toMatchObject([{ ok: true, value: { policies: [] } }]);
    expect(done).toMatchObject({ failure: { code: 'step/hand-over-taken-back' } });
    expect(await handOverAskers(bench.tenant)).toEqual(both);
  });
});
