import { afterEach, expect, it } from 'vitest';
import { openRolloutIn } from '../../../fixtures/campaign-bench';
import { openKind, type KindBench } from '../../../fixtures/every-kind-bench';
import { goOn } from '../../../fixtures/open-practice';
import { applyTest, approveTest } from '../../../fixtures/run-rollout';

let bench: KindBench;
afterEach(() => bench.close());

/** Ends between the answer and its reading back. */
async function cutOff(): Promise<void> {
  bench = await openKind('method.configure', { lagMs: 0 });
  const cut = new AbortController();
  const done = await bench.rollout.apply({
    ...{ until: null, signal: cut.signal },
    onEvent: (event) => {
      if (event.kind === 'entry' && event.entry.type === 'acked') cut.abort();
    },
  });
  expect(done).toMatchObject({ ok: false, failure: { code: 'step/cancelled' } });
}

const told = () => bench.entries().filter(({ type }) => type === 'recovered');

const quiet = { onEvent: () => undefined };
const ways: Readonly<Record<string, () => Promise<{ readonly ok: boolean }>>> = {
  forward: () => applyTest(bench.rollout),
  back: async () => {
    await approveTest(bench.rollout, bench.plan, 'rollBack');
    return bench.rollout.rollBack({ toStep: null, ...goOn, ...quiet });
  },
  stop: () => bench.rollout.stop({ by: 'test', how: 'cli', restore: false, ...quiet }),
};
const answers: Readonly<Record<string, () => Promise<{ readonly ok: boolean }>>> = {
  settle: () => bench.rollout.settle({ stepId: bench.stepId, as: { kind: 'skip' }, by: 'test' }),
  confirm: () =>
    bench.rollout.confirm({ stepId: bench.stepId, evidence: 'looked at it', by: 'test' }),
};

it.each(Object.keys(ways))('what was half-way is named before it goes on: %s', async (way) => {
  await cutOff();
  expect(told()).toEqual([]);
  expect(await ways[way]?.()).toMatchObject({ ok: true });
  expect(told().map(({ body }) => body)).toEqual([{ dir: 'forward', status: 'VERIFYING' }]);
  // Once: what ended as it should is not recovered from, nor what was named already.
  await approveTest(bench.rollout, bench.plan);
  await applyTest(bench.rollout, { step: bench.stepId });
  expect(told()).toHaveLength(1);
});

it.each(Object.keys(answers))('also before a person’s answer is looked at: %s', async (way) => {
  await cutOff();
  // A step under way asks nobody anything.
  expect(await answers[way]?.()).toMatchObject({ failure: { code: 'guardrail/refused' } });
  expect(told().map(({ body }) => body)).toEqual([{ dir: 'forward', status: 'VERIFYING' }]);
});

it.each(['stop', 'settle', 'confirm'])(
  'by the next start too, before anything else it writes: %s',
  async (way) => {
    await cutOff();
    bench.rollout.close();
    bench.store.close();
    const again = await openRolloutIn(bench.directory, bench.source, bench.plan);
    const entries = () => again.rollout.entries(0, 100_000);
    bench = { ...bench, ...again };
    const before = entries().length;
    await { ...ways, ...answers }[way]?.();
    const added = entries().slice(before);
    const at = added.findIndex(({ type }) => type === 'recovered');
    expect(added[at]?.body).toEqual({ dir: 'forward', status: 'VERIFYING' });
    // Only that a person stopped stands before it.
    expect(added.slice(0, at).map(({ type }) => type)).toEqual(way === 'stop' ? ['emergency'] : []);
  },
);
