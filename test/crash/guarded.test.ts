import { afterEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../shared/json';
import type { Source } from '../../src-main/graph/source';
import { openKind, type KindBench } from '../fixtures/every-kind-bench';
import { applyTest } from '../fixtures/run-rollout';
import { editBy } from './outside-edits';
import { arrivalsAt } from './record-check';

let bench: KindBench;
afterEach(() => bench.close());

const verdictOf = (guard: string): unknown => {
  const paused = bench.entries().findLast((entry) => entry.type === 'paused');
  const verdicts = paused?.body['guards'] as readonly Record<string, unknown>[] | undefined;
  return verdicts?.find((one) => one['guard'] === guard)?.['verdict'];
};

/** A source as a real tenant's: nothing but its kind and its write lane differ. */
const asReal =
  (isWriteSentOnce: boolean) =>
  (source: Source): Source => ({
    ...source,
    kind: 'https',
    graph: Object.create(source.graph, {
      isWriteSentOnce: { value: () => Promise.resolve(isWriteSentOnce) },
    }) as Source['graph'],
  });

describe('a guard that says no', { timeout: 60_000 }, () => {
  it('stops the step before anything is announced or sent: no room for the journal (G12)', async () => {
    bench = await openKind('systemPreferred.set');
    Object.assign(bench.store, { freeBytes: () => 16 * 1024 * 1024 - 1 });
    expect(await applyTest(bench.rollout)).toMatchObject({
      ok: false,
      failure: { code: 'store/unwritable', values: { code: 'space' } },
    });
    expect(verdictOf('G12')).toBe('no');
    expect(bench.entries().map((entry) => entry.type)).toEqual(['paused']);
    expect(await arrivalsAt(bench.tenant)).toEqual([]);
    Object.assign(bench.store, { freeBytes: () => 16 * 1024 * 1024 });
    expect(await applyTest(bench.rollout)).toMatchObject({ ok: true });
  });

  it('stops every write to a real tenant where a write may leave twice (G14)', async () => {
    bench = await openKind('systemPreferred.set', { wrap: asReal(false) });
    expect(await applyTest(bench.rollout)).toMatchObject({
      ok: false,
      failure: { code: 'guardrail/refused', values: { expected: 'writeLane' } },
    });
    expect(verdictOf('G14')).toBe('no');
    expect(await arrivalsAt(bench.tenant)).toEqual([]);
    await bench.close();
    bench = await openKind('systemPreferred.set', { wrap: asReal(true) });
    expect(await applyTest(bench.rollout)).toMatchObject({ ok: true });
  });

  it('leaves the conditions of a policy alone of which v1.0 hides some (2.2)', async () => {
    bench = await openKind('ca.exclude', { lagMs: 0 });
    const step = bench.plan.steps.at(-1);
    const path = `/identity/conditionalAccess/policies/${step?.target.id ?? ''}`;
    const conditions = step?.prior?.['conditions'] as JsonObject;
    const hide = (agentIdRiskLevels: string | null): Promise<unknown> =>
      editBy(bench.tenant, {
        ...{ method: 'PATCH', path: `/beta${path}` },
        body: { conditions: { ...conditions, agentIdRiskLevels } },
      });
    await hide('high');
    expect(await applyTest(bench.rollout)).toMatchObject({
      ok: false,
      failure: {
        code: 'guardrail/refused',
        values: { expected: 'noHiddenConditions', conditions: 'agentIdRiskLevels' },
      },
    });
    expect(await arrivalsAt(bench.tenant)).toEqual([]);
    await hide(null);
    expect(await applyTest(bench.rollout)).toMatchObject({ ok: true });
  });
});
