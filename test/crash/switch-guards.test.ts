import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../shared/json';
import type { Plan } from '../../shared/plan/plan';
import { planHashOf } from '../../shared/plan/plan-file';
import type { Step } from '../../shared/plan/step';
import { sha256 } from '../../src-main/files/sha256';
import { goOn } from '../fixtures/open-practice';
import { applyTest, approveTest } from '../fixtures/run-rollout';
import {
  askersOf,
  editOutside,
  openSwitch,
  planSwitch,
  policiesPath,
  type SwitchBench,
} from './switch-bench';

const quiet = { signal: goOn.signal, onEvent: () => undefined };
let plan: Plan;
let bench: SwitchBench;
beforeAll(async () => {
  plan = await planSwitch();
}, 60_000);
afterEach(() => bench.close());

/** The same plan with other steps, as the plan of its own hash that it is. */
function changed(change: (step: Step) => Step): Plan {
  const other = { ...plan, steps: plan.steps.map(change) };
  return { ...other, planHash: planHashOf(other, sha256) };
}

describe('what the switch refuses before anything of it leaves', { timeout: 60_000 }, () => {
  it('security defaults off by itself', async () => {
    bench = await openSwitch(
      changed((step) => {
        const { bundle, ...alone } = step;
        return bundle === undefined ? step : alone;
      }),
    );
    expect(await applyTest(bench.rollout)).toMatchObject({ ok: false });
    const paused = bench.rollout.entries(0, 10_000).findLast((entry) => entry.type === 'paused');
    expect(paused?.stepId).toBe(bench.offId);
    const guards = paused?.body['guards'] as readonly { guard: string; verdict: string }[];
    expect(guards.find((one) => one.guard === 'kind')?.verdict).toBe('no');
    expect(await bench.defaultsWrites()).toBe(0);
  });

  it('nothing where all is in order, as the list of checks says before it', async () => {
    bench = await openSwitch(plan);
    await bench.untilReportOnly();
    for (const step of plan.steps.filter((one) => one.bundle !== undefined)) {
      const rows = await bench.rollout.preflight(step.id);
      expect([step.kind, rows.filter(({ verdict }) => verdict !== 'yes')]).toEqual([step.kind, []]);
    }
    expect(await applyTest(bench.rollout)).toMatchObject({ ok: true });
  });

  it('a policy that does not ask everybody whom security defaults ask', async () => {
    const [some] = plan.people.filter((one) => one.upn.startsWith('gaa'));
    bench = await openSwitch(
      changed((step) =>
        step.kind === 'ca.create'
          ? { ...step, planned: forOne(step.planned, some?.id ?? '') }
          : step,
      ),
    );
    expect(await applyTest(bench.rollout)).toMatchObject({
      failure: { code: 'guardrail/refused', values: { expected: 'coverAfterSwitch', count: '5' } },
    });
    expect(await bench.defaultsWrites()).toBe(0);
  });

  it('a reporting policy from which somebody left people out since', async () => {
    bench = await openSwitch(plan);
    const id = await bench.untilReportOnly();
    const planned = plan.steps.find((step) => step.kind === 'ca.create')?.planned ?? null;
    const [staff] = plan.people.filter((one) => one.upn.startsWith('staff'));
    const conditions = (planned?.['conditions'] ?? {}) as JsonObject;
    const users = (conditions['users'] ?? {}) as JsonObject;
    const excludeUsers = [...((users['excludeUsers'] ?? []) as string[]), staff?.id ?? ''];
    await editOutside(bench, 'PATCH', `${policiesPath}/${id}`, {
      conditions: { ...conditions, users: { ...users, excludeUsers } },
    });
    expect(await applyTest(bench.rollout)).toMatchObject({
      failure: { code: 'guardrail/refused', values: { expected: 'coverAfterSwitch', count: '1' } },
    });
    expect(await bench.defaultsWrites()).toBe(0);
  });

  it('a reporting policy that is not as it was approved any more', async () => {
    bench = await openSwitch(plan);
    const id = await bench.untilReportOnly();
    await editOutside(bench, 'PATCH', `${policiesPath}/${id}`, { displayName: 'somebody else’s' });
    expect(await applyTest(bench.rollout)).toMatchObject({
      failure: { code: 'plan/stale', values: { policies: id } },
    });
    expect(await bench.defaultsWrites()).toBe(0);
  });

  it('half of it taken back', async () => {
    bench = await openSwitch(plan);
    expect(await applyTest(bench.rollout)).toMatchObject({ ok: true });
    await approveTest(bench.rollout, plan, 'rollBack');
    expect(await bench.rollout.rollBack({ toStep: bench.offId, ...quiet })).toMatchObject({
      failure: { code: 'guardrail/refused', values: { expected: 'wholeSwitch' } },
    });
    expect(await askersOf(bench.tenant)).toContain('own');
  });

  it('an end in the middle of it: the whole is carried out', async () => {
    bench = await openSwitch(plan);
    expect(await applyTest(bench.rollout, { step: bench.offId })).toMatchObject({
      ok: true,
      value: { stepId: plan.steps.at(-1)?.id },
    });
    expect(await askersOf(bench.tenant)).toContain('own');
  });
});

function forOne(planned: JsonObject | null, userId: string): JsonObject {
  const conditions = (planned?.['conditions'] ?? {}) as JsonObject;
  return {
    ...planned,
    conditions: { ...conditions, users: { includeUsers: [userId], excludeUsers: [] } },
  };
}
