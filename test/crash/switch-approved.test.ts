import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { directionOf } from '../../shared/journal/entry-body';
import type { Plan } from '../../shared/plan/plan';
import { planHashOf } from '../../shared/plan/plan-file';
import type { Step } from '../../shared/plan/step';
import { sha256 } from '../../src-main/files/sha256';
import { openRolloutIn } from '../fixtures/campaign-bench';
import { act, applyTest, approveTest } from '../fixtures/run-rollout';
import {
  askersOf,
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

const approvals = () => bench.rollout.entries(0, 100_000).filter(({ type }) => type === 'approved');
const parts = (): readonly Step[] => plan.steps.filter((step) => step.bundle !== undefined);

/** The same plan with its parts changed, under its own new hash. */
function changed(change: (part: Step) => Step): Plan {
  const steps = plan.steps.map((step) => (step.bundle === undefined ? step : change(step)));
  const other = { ...plan, steps };
  return { ...other, planHash: planHashOf(other, sha256) };
}

describe('one approval for the whole switch', { timeout: 60_000 }, () => {
  it('carries every write of it, also those that take it back by themselves', async () => {
    bench = await openSwitch(plan);
    await bench.untilReportOnly();
    const action = { kind: 'status', status: 403, code: 'Forbidden' };
    const rules = [{ method: 'PATCH', path: `${policiesPath}/*`, action }];
    await act(bench.source, 'faults', { rules });
    expect(await applyTest(bench.rollout)).toMatchObject({
      failure: { code: 'step/switch-taken-back' },
    });
    const entries = bench.rollout.entries(0, 100_000);
    const ids = parts().map(({ id }) => id);
    const sent = entries.filter(
      ({ type, stepId }) => type === 'sent' && ids.includes(stepId ?? ''),
    );
    expect(sent.map((one) => [one.stepId, directionOf(one)])).toEqual([
      [ids[0], 'forward'],
      [ids[1], 'forward'],
      [ids[0], 'back'],
    ]);
    expect(approvals().map(({ body }) => [body['planHash'], body['for']])).toEqual([
      [plan.planHash, 'apply'],
    ]);
    expect(approvals()[0]?.seq ?? Infinity).toBeLessThan(sent[0]?.seq ?? 0);
    // Nobody has to approve it anew: nothing of what was approved has changed.
    expect(await applyTest(bench.rollout)).toMatchObject({ ok: true });
    expect(approvals()).toHaveLength(1);
    expect(await askersOf(bench.tenant)).toContain('own');
  });

  it('is for this plan’s hash, which covers what holds the parts together and each of their writes', async () => {
    bench = await openSwitch(plan);
    const others = [
      changed(({ bundle: _, ...alone }) => alone),
      changed((part) => ({ ...part, target: { ...part.target, id: 'another' } })),
      changed((part) => ({ ...part, planned: { isEnabled: false, state: 'disabled' } })),
      changed((part) => ({ ...part, prior: null })),
      changed((part) => ({ ...part, reverse: { kind: 'none' } as never })),
    ];
    const hashes = new Set([plan, ...others].map(({ planHash }) => planHash));
    expect(hashes.size).toBe(others.length + 1);
    for (const { planHash } of others) {
      const asked = { planHash, by: 'test', how: 'cli', for: 'apply' } as const;
      expect(await bench.rollout.approve(asked)).toMatchObject({
        failure: { code: 'plan/hash-mismatch' },
      });
    }
    bench.rollout.close();
    bench.store.close();
    // Under the approved hash, another plan is not even opened.
    const forged = { ...changed((part) => ({ ...part, prior: null })), planHash: plan.planHash };
    await expect(openRolloutIn(bench.directory, bench.source, forged)).rejects.toThrow(
      'plan/hash-mismatch',
    );
    bench = { ...bench, ...(await openRolloutIn(bench.directory, bench.source, plan)) };
  });

  it('sends nothing of any part, however often, while somebody else’s change stands in one', async () => {
    bench = await openSwitch(plan);
    const policyId = await bench.untilReportOnly();
    const soFar = await bench.defaultsWrites();
    await editOutside(bench, 'PATCH', `${policiesPath}/${policyId}`, { state: 'disabled' });
    for (let turn = 0; turn < 2; turn += 1) {
      expect(await applyTest(bench.rollout)).toMatchObject({ ok: false });
    }
    expect(await bench.defaultsWrites()).toBe(soFar);
    expect(await askersOf(bench.tenant)).toEqual(['securityDefaults']);
  });

  it('ends for all of it with an emergency stop; one new yes to the same hash is for all of it', async () => {
    bench = await openSwitch(plan);
    await bench.untilReportOnly();
    const soFar = await bench.defaultsWrites();
    const stop = { by: 'test', how: 'cli', restore: false, onEvent: () => undefined } as const;
    expect(await bench.rollout.stop(stop)).toMatchObject({ ok: true });
    expect(await applyTest(bench.rollout)).toMatchObject({
      failure: { code: 'plan/not-approved', values: { why: 'stop' } },
    });
    expect(await bench.defaultsWrites()).toBe(soFar);
    expect(await askersOf(bench.tenant)).toEqual(['securityDefaults']);
    await approveTest(bench.rollout, plan);
    expect(await applyTest(bench.rollout)).toMatchObject({ ok: true });
    expect(approvals()).toHaveLength(2);
  });
});
