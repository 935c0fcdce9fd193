import { afterEach, describe, expect, it } from 'vitest';
import { openKind, type KindBench } from '../fixtures/every-kind-bench';
import { applyTest } from '../fixtures/run-rollout';
import { oldName, showOldAt } from '../fixtures/show-old';

let bench: KindBench;
afterEach(() => bench.close());

describe('a write that reads back as planned by id', { timeout: 60_000 }, () => {
  it('is drift when the list goes on showing another value of a field it does not own', async () => {
    bench = await openKind('ca.setState', { lagMs: 0 });
    const always = Array.from({ length: 50 }, (_, n) => n + 1);
    const seen = showOldAt(bench, /conditionalAccess\/policies(\?|$)/, always, oldName);
    expect(await applyTest(bench.rollout)).toMatchObject({
      ok: false,
      failure: { code: 'step/drift', values: { written: 'yes' } },
    });
    expect(seen).toHaveLength(3);
    const told = bench.entries().at(-1);
    expect(told?.type).toBe('drift');
    const { prior, planned, now } = told?.body as Record<string, Record<string, string>>;
    const name = prior?.['displayName'] ?? '';
    const step = bench.plan.steps.at(-1);
    expect(name).not.toBe('');
    expect(planned).toEqual({ displayName: name, ...step?.planned });
    expect(now).toEqual({ displayName: `Once ${name}`, ...step?.planned });
    const acked = bench.entries().find(({ type }) => type === 'acked');
    expect(Date.parse(told?.at ?? '') - Date.parse(acked?.at ?? '')).toBeLessThan(120_000);
  });

  it('is no drift yet when the list shows another value twice, then the old one', async () => {
    bench = await openKind('ca.setState', { lagMs: 0 });
    const list = /conditionalAccess\/policies(\?|$)/;
    const seen = showOldAt(bench, list, [1, 2, 4, 5], oldName);
    showOldAt(bench, list, [3]);
    expect(await applyTest(bench.rollout)).toMatchObject({ ok: true });
    expect(seen).toHaveLength(6);
    expect(bench.entries().map(({ type }) => type)).not.toContain('drift');
  });
});
