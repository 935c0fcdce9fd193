import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { DriftChoice } from '../../shared/journal/drift-choice';
import type { Json } from '../../shared/json';
import type { Plan } from '../../shared/plan/plan';
import { rangeOf } from '../../src-main/cli/commands/rollback';
import { openBench, openRolloutIn, planScenario, type Bench } from '../fixtures/campaign-bench';
import { goOn } from '../fixtures/open-practice';
import { applyTest, approveTest } from '../fixtures/run-rollout';
import { stepsOfKind } from './every-kind';
import { everyKindScenario } from './every-kind-scenario';
import { planOfSteps } from './plan-of-steps';
import { arrivalsAt } from './record-check';
import { openSession } from './window-session';

/** Three changes, the last two of which are asked to be taken back. */
const scenario = everyKindScenario();
let plan: Plan;
let bench: Bench;
let first = '';
let range: { readonly toStep: string; readonly from: string };
beforeAll(async () => {
  const whole = await planScenario(scenario);
  plan = planOfSteps(whole, [
    ...stepsOfKind(whole, 'campaign.set'),
    ...stepsOfKind(whole, 'perUserMfa.set'),
    ...stepsOfKind(whole, 'ca.setState'),
  ]);
  const from = plan.steps.findIndex(({ kind }) => kind === 'perUserMfa.set');
  first = plan.steps[0]?.id ?? '';
  range = { toStep: plan.steps[from - 1]?.id ?? '', from: plan.steps[from]?.id ?? '' };
}, 60_000);
afterEach(() => bench.close());

const quiet = { signal: goOn.signal, onEvent: () => undefined };
const policy = () => plan.steps.find(({ kind }) => kind === 'ca.setState');
const statusOf = (id: string) =>
  bench.rollout.status().steps.find((step) => step.id === id)?.status;

async function applied(): Promise<void> {
  bench = await openBench(scenario, plan);
  await approveTest(bench.rollout, plan);
  expect(await applyTest(bench.rollout)).toMatchObject({ ok: true });
  await approveTest(bench.rollout, plan, 'rollBack');
}

/** Somebody else's change to what the last step wrote. */
async function moveIt(): Promise<void> {
  const path = `/v1.0/identity/conditionalAccess/policies/${policy()?.target.id}`;
  const body: Json = { state: 'disabled' };
  await bench.source.practice?.external({ method: 'PATCH', path, body });
  await bench.source.clock.sleep(10_000);
}

/** As the next start finds it. */
async function startAgain(): Promise<void> {
  bench.rollout.close();
  bench.store.close();
  bench = { ...bench, ...(await openRolloutIn(bench.directory, bench.source, plan)) };
}

/** `rollback` without saying how far. */
async function goOnBack(choices?: readonly DriftChoice[]) {
  await approveTest(bench.rollout, plan, 'rollBack');
  const asked = rangeOf({ options: new Map() }, bench.rollout);
  return bench.rollout.rollBack({ ...asked, choices, ...quiet });
}

function expectPartBack(): void {
  expect(statusOf(first)).toBe('DONE');
  expect(statusOf(range.from)).toBe('ROLLED_BACK');
  expect(statusOf(policy()?.id ?? '')).toBe('ROLLED_BACK');
  expect(bench.rollout.status().backRange).toBeNull();
}

describe('how far a roll back was asked to go', { timeout: 120_000 }, () => {
  it('is kept where it ended at what had moved, before anything was sent', async () => {
    await applied();
    await moveIt();
    const sent = (await arrivalsAt(bench.tenant)).length;
    expect(await bench.rollout.rollBack({ toStep: range.toStep, ...quiet })).toMatchObject({
      failure: { code: 'step/moved-since' },
    });
    await startAgain();
    expect(bench.rollout.status()).toMatchObject({ state: 'done', backRange: range });
    expect((await arrivalsAt(bench.tenant)).length).toBe(sent);
    const words = bench.rollout
      .status()
      .moved.map(({ step, item, seen }) => ({ step, item, seen, way: 'putBack' as const }));
    expect(words).toHaveLength(1);
    expect(await goOnBack(words)).toMatchObject({ ok: true });
    expectPartBack();
  });

  it('is kept where nothing could be read, and shown in the window that is opened next', async () => {
    await applied();
    const { graph } = bench.source;
    const { get } = graph;
    const cut = new AbortController();
    Object.assign(graph, {
      get: (...asked: Parameters<typeof get>) => {
        cut.abort();
        return get(...asked);
      },
    });
    const held = { toStep: range.toStep, signal: cut.signal, onEvent: () => undefined };
    expect(await bench.rollout.rollBack(held)).toMatchObject({ ok: false });
    Object.assign(graph, { get });
    bench.rollout.close();
    bench.store.close();
    const { session, close } = openSession({ ...bench, plan });
    expect((await session.open()).ok).toBe(true);
    expect(session.view().backRange).toEqual({ ring: null, from: range.from });
    await close();
    await startAgain();
    expect(await goOnBack()).toMatchObject({ ok: true });
    expectPartBack();
  });

  it('is kept at whichever entry of the journal the process dies', async () => {
    for (let dieAt = 1; ; dieAt += 4) {
      await applied();
      const { journal } = bench.store;
      const { append } = journal;
      let left = dieAt;
      Object.assign(journal, {
        append: (...drafts: Parameters<typeof append>) => {
          const kept = append(...drafts);
          left -= 1;
          if (left === 0) throw new Error('killed');
          return kept;
        },
      });
      const ended = await bench.rollout
        .rollBack({ toStep: range.toStep, ...quiet })
        .then(() => 'whole', String);
      await startAgain();
      if (ended === 'whole') {
        expectPartBack();
        expect(dieAt).toBeGreaterThan(8);
        return;
      }
      expect(ended).toContain('killed');
      if (bench.rollout.status().backRange === null) {
        // Only where its last entry was written.
        expectPartBack();
      } else {
        expect([dieAt, bench.rollout.status().backRange]).toEqual([dieAt, range]);
        expect(await goOnBack()).toMatchObject({ ok: true });
        expectPartBack();
      }
      await bench.close();
    }
  });
});
