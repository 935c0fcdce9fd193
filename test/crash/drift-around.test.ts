import { rmSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Plan } from '../../shared/plan/plan';
import { ok } from '../../shared/result';
import { openGraphSource } from '../../src-main/graph/open-source';
import { loadBuiltInScenario, type ScenarioInput } from '../../src-main/practice-tenant/scenario';
import { startPracticeTenant } from '../../src-main/practice-tenant/server';
import { isWrite } from '../../shared/plan/summary';
import { onlyGives } from '../../src-main/rollout/step-facts';
import { openTenantStore } from '../../src-main/store/open-store';
import { quickFolder } from '../fixtures/campaign';
import { openBenchOn, planScenario } from '../fixtures/campaign-bench';
import { connect } from '../fixtures/open-practice';
import { readRequests } from '../fixtures/practice-requests';
import {
  applyTest,
  approveTest,
  driveRollout,
  openTestRollout,
  planPractice,
} from '../fixtures/run-rollout';
import { stepsOfKind, writeKinds, type WriteKind } from './every-kind';
import { everyKindScenario } from './every-kind-scenario';
import { editBy, type OutsideEdit } from './outside-edits';
import { planOfSteps } from './plan-of-steps';
import { arrivalsAt } from './record-check';

/** What is the target of no step. */
const blockEverybody: OutsideEdit = {
  method: 'POST',
  path: '/v1.0/identity/conditionalAccess/policies',
  body: {
    displayName: 'Somebody else',
    state: 'enabled',
    conditions: {
      users: { includeUsers: ['All'], excludeUsers: [] },
      applications: { includeApplications: ['All'] },
      clientAppTypes: ['all'],
    },
    grantControls: { operator: 'OR', builtInControls: ['block'] },
  },
};

/** The last way in is no way in any more. */
const disableAccount = (plan: Plan): OutsideEdit => ({
  method: 'PATCH',
  path: `/v1.0/users/${plan.emergencyAccess[0] ?? ''}`,
  body: { accountEnabled: false },
});

let scenario: ScenarioInput;
const plans: (readonly [WriteKind, Plan])[] = [];
/** Of steps that take nothing and ask for nothing: a reading of the same run serves all of them. */
const giving: (readonly [WriteKind, Plan])[] = [];
beforeAll(async () => {
  scenario = everyKindScenario();
  const plan = await planScenario(scenario);
  for (const kind of writeKinds) {
    const own = planOfSteps(plan, stepsOfKind(plan, kind));
    if (own.steps.some((step) => isWrite(step) && !onlyGives(step))) plans.push([kind, own]);
    const gives = planOfSteps(plan, stepsOfKind(plan, kind).filter(onlyGives));
    if (gives.steps.some(isWrite)) giving.push([kind, gives]);
  }
}, 120_000);

const edits = [
  ['a policy that blocks everybody', () => blockEverybody],
  ['an emergency access account that is disabled', disableAccount],
] as const;

describe('a change of somebody else’s', { timeout: 240_000 }, () => {
  it.each(edits)('between a look at the checks and the start is noticed: %s', async (_, edit) => {
    expect(plans.length).toBeGreaterThan(5);
    for (const [kind, plan] of plans) {
      const tenant = await startPracticeTenant({ scenario, lagMs: 0 });
      const bench = await openBenchOn(tenant, await connect(tenant), plan);
      // What the window does when the list of checks is asked for: it reads the whole tenant.
      await bench.rollout.preflight(plan.steps.at(-1)?.id ?? '');
      await approveTest(bench.rollout, plan);
      await editBy(tenant, edit(plan));
      const done = await applyTest(bench.rollout);
      expect([kind, done.ok]).toEqual([kind, false]);
      // What only gives may go on: nobody is shut out by it.
      const gives = new Set(plan.steps.filter(onlyGives).map(({ id }) => id));
      const taken = bench.rollout
        .entries(0, 10_000)
        .filter((entry) => entry.type === 'sent' && !gives.has(entry.stepId ?? ''));
      expect([kind, taken.map(({ stepId }) => stepId)]).toEqual([kind, []]);
      await bench.close();
    }
  });

  it('cannot lie between a look and a run that only gives: the run reads everybody anew', async () => {
    expect(giving.length).toBeGreaterThan(3);
    for (const [kind, plan] of giving) {
      const tenant = await startPracticeTenant({ scenario, lagMs: 0 });
      const readings = async (): Promise<number> =>
        new Map(await readRequests(tenant.graphUrl)).get('GET /v1.0/users') ?? 0;
      const bench = await openBenchOn(tenant, await connect(tenant), plan);
      await bench.rollout.preflight(plan.steps.at(-1)?.id ?? '');
      await approveTest(bench.rollout, plan);
      const before = await readings();
      await applyTest(bench.rollout);
      expect([kind, before > 0, await readings()]).toEqual([kind, true, before + 1]);
      await bench.close();
    }
  });

  it('between a gate and the step behind it, within one run, is noticed too', async () => {
    const tenant = await startPracticeTenant({
      ...{ scenario: loadBuiltInScenario('S02'), lagMs: 0 },
    });
    let isDue = false;
    const source = await openGraphSource({
      ...{ graphUrl: tenant.graphUrl, cloud: 'global' },
      getToken: () => Promise.resolve(ok(tenant.token)),
      fetch: async (input, init) => {
        if (isDue) {
          isDue = false;
          await editBy(tenant, blockEverybody);
        }
        return fetch(input, init);
      },
    });
    if (!source.ok) throw new Error(source.failure.code);
    const directory = quickFolder('test');
    const store = openTenantStore(directory, { mode: 'write', clock: source.value.clock });
    if (!store.ok) throw new Error(store.failure.code);
    const practice = { source: source.value, store: store.value, directory };
    const plan = await planPractice(practice, 'S02');
    const rollout = await openTestRollout(practice, plan);
    await approveTest(rollout, plan);
    const place = plan.steps.findIndex((step, at) => {
      const next = plan.steps[at + 1];
      return step.kind === 'gate' && next !== undefined && isWrite(next) && !onlyGives(next);
    });
    expect(place).toBeGreaterThan(0);
    const [before, gate, after] = plan.steps.slice(place - 1, place + 2);
    const ready = await driveRollout(rollout, source.value, plan, { step: before?.id ?? '' });
    if (!ready.ok) throw new Error(JSON.stringify(ready.failure));
    const sent = (await arrivalsAt(tenant)).length;
    const until = { step: after?.id ?? '' };
    const done = await driveRollout(rollout, source.value, plan, until, (event) => {
      if (event.kind !== 'entry' || event.entry.type !== 'done') return;
      if (event.entry.stepId === gate?.id) isDue = true;
    });
    expect(done).toMatchObject({ ok: false, failure: { code: 'plan/stale' } });
    expect((await arrivalsAt(tenant)).length).toBe(sent);
    rollout.close();
    store.value.close();
    rmSync(directory, { recursive: true, force: true });
    await tenant.close();
  });
});
