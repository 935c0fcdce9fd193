import { afterEach, expect, it } from 'vitest';
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

it.each(['forward', 'back'])('what was half-way is named before it goes on %s', async (way) => {
  await cutOff();
  expect(told()).toEqual([]);
  if (way === 'forward') expect((await applyTest(bench.rollout)).ok).toBe(true);
  else {
    await approveTest(bench.rollout, bench.plan, 'rollBack');
    const options = { toStep: null, ...goOn, onEvent: () => undefined };
    expect((await bench.rollout.rollBack(options)).ok).toBe(true);
  }
  expect(told().map(({ body }) => body)).toEqual([{ dir: 'forward', status: 'VERIFYING' }]);
  // Once: what ended as it should is not recovered from.
  await applyTest(bench.rollout, { step: bench.stepId });
  expect(told()).toHaveLength(1);
});
