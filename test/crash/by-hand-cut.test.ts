import { afterEach, describe, expect, it } from 'vitest';
import { openKind, type KindBench } from '../fixtures/every-kind-bench';
import { doInPortal } from '../fixtures/in-the-portal';
import { goOn } from '../fixtures/open-practice';
import { applyTest, approveTest, openTestRollout } from '../fixtures/run-rollout';
import type { WriteKind } from './every-kind';
import { arrivalsAt } from './record-check';

let close: () => Promise<void>;
afterEach(() => close());

async function open(kind: WriteKind): Promise<KindBench> {
  const bench = await openKind(kind);
  close = bench.close;
  return bench;
}

const asked = (stepId: string) => ({ stepId, evidence: 'Done in the portal.', by: 'Riku' });
const sent = async (bench: Pick<KindBench, 'tenant'>) => (await arrivalsAt(bench.tenant)).length;

/** Confirms a step, and ends as soon as something of it was found. */
async function cutOff({ rollout }: Pick<KindBench, 'rollout'>, stepId: string): Promise<void> {
  const cut = new AbortController();
  const stopped = await rollout.confirm({
    ...asked(stepId),
    signal: cut.signal,
    onEvent: (event) => {
      if (event.kind === 'entry' && event.entry.type === 'observed') cut.abort();
    },
  });
  expect(stopped).toMatchObject({ failure: { code: 'step/cancelled' } });
}

describe('a step done in the portal and cut off', { timeout: 240_000 }, () => {
  it.each(['ca.setState', 'perUserMfa.set'] as const)(
    '%s: goes on where it was cut off, with one word of evidence',
    async (kind) => {
      const bench = await open(kind);
      const step = bench.plan.steps.at(-1);
      if (step === undefined) throw new Error('no plan');
      await doInPortal(bench.source, step, []);
      await cutOff(bench, step.id);
      expect(bench.rollout.status().steps.at(-1)?.status).not.toBe('DONE');
      bench.rollout.close();
      const again = await openTestRollout(bench, bench.plan);
      close = async () => {
        again.close();
        await bench.close();
      };
      expect(await applyTest(again)).toMatchObject({ ok: true });
      const types = again.entries(0, 1_000).map(({ type }) => type);
      expect(types.filter((type) => type === 'evidence')).toHaveLength(1);
      expect(types).toContain('recovered');
      expect(await sent(bench)).toBe(0);
      await approveTest(again, bench.plan, 'rollBack');
      const all = { toStep: null, signal: goOn.signal, onEvent: () => undefined };
      expect(await again.rollBack(all)).toMatchObject({ ok: true });
      expect(await sent(bench)).toBeGreaterThan(0);
    },
  );

  it('tells whom it has found when it was cut off before they were read back', async () => {
    const bench = await open('group.remove');
    const step = bench.plan.steps.at(-1);
    if (step === undefined) throw new Error('no plan');
    await doInPortal(bench.source, step, [], step.items?.slice(0, 12));
    await cutOff(bench, step.id);
    const values = { done: '12', total: '22' };
    const partly = { failure: { code: 'step/partly-there', values } };
    expect(await bench.rollout.confirm(asked(step.id))).toMatchObject(partly);
    const types = bench.entries().map(({ type }) => type);
    expect(types.filter((type) => type === 'evidence')).toHaveLength(1);
    expect(types.at(-1)).toBe('paused');
    expect(await sent(bench)).toBe(0);
  });

  it.each(['ca.setState', 'perUserMfa.set'] as const)(
    '%s: a write of the app’s own that is under way is nobody else’s',

    async (kind) => {
      const bench = await open(kind);
      const { journal } = bench.store;
      const { append } = journal;
      let isDead = false;
      Object.assign(journal, {
        append: (...drafts: Parameters<typeof append>) => {
          if (isDead) throw new Error('killed');
          isDead = drafts[1].some(({ type }) => type === 'sent');
          return append(...drafts);
        },
      });
      await expect(applyTest(bench.rollout)).rejects.toThrow('killed');
      Object.assign(journal, { append });
      bench.rollout.close();
      const again = await openTestRollout(bench, bench.plan);
      close = async () => {
        again.close();
        await bench.close();
      };
      const refused = await again.confirm(asked(bench.stepId));
      expect(refused).toMatchObject({
        failure: { code: 'guardrail/refused', values: { expected: 'ownWriteSettled' } },
      });
      const types = again.entries(0, 1_000).map(({ type }) => type);
      expect(types).not.toContain('evidence');
      expect(await applyTest(again)).toMatchObject({ ok: true });
    },
  );
});
