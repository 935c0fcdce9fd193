import { beforeAll, describe, expect, it } from 'vitest';
import { isJsonObject, type Json, type JsonObject } from '../../shared/json';
import type { Plan } from '../../shared/plan/plan';
import type { ScenarioInput } from '../../src-main/practice-tenant/scenario';
import { startPracticeTenant } from '../../src-main/practice-tenant/server';
import type { RolloutEvent } from '../../src-main/rollout/rollout-types';
import { campaignSeed, pick, randomOf, reached, sizeOf } from '../fixtures/campaign';
import { openBenchOn, planScenario, type Bench } from '../fixtures/campaign-bench';
import { connect } from '../fixtures/open-practice';
import { applyTest, approveTest } from '../fixtures/run-rollout';
import { stepsOfKind, type WriteKind } from './every-kind';
import { everyKindScenario } from './every-kind-scenario';
import type { OutsideEdit } from './outside-edits';
import { planOfSteps } from './plan-of-steps';
import { arrivalsAt, checkRecord, stateOf } from './record-check';

/** Execution.md 8, P7, where a target has no third value: memberships, and security defaults. */
const cases = sizeOf(12, 400);
const moments = ['before approval', 'after approval', 'after a pause'] as const;
const policies = '/v1.0/identity/conditionalAccess/policies';
const defaults = '/v1.0/policies/identitySecurityDefaultsEnforcementPolicy';
let scenario: ScenarioInput;
const plans = new Map<WriteKind, Plan>();

beforeAll(async () => {
  scenario = everyKindScenario();
  const plan = await planScenario(scenario);
  for (const kind of ['group.add', 'group.remove', 'securityDefaults.set'] as const) {
    plans.set(kind, planOfSteps(plan, stepsOfKind(plan, kind)));
  }
}, 120_000);

/** Without lag: what is read is what is there, so nothing excuses asking for it again. */
async function openBench(plan: Plan): Promise<Bench> {
  const tenant = await startPracticeTenant({ scenario, lagMs: 0 });
  return openBenchOn(tenant, await connect(tenant), plan);
}

async function editBy({ tenant }: Bench, edit: OutsideEdit): Promise<void> {
  const done = await fetch(`${tenant.graphUrl}/_practice/external`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(edit),
  });
  if (!done.ok) throw new Error(`${edit.path}: ${done.status} ${await done.text()}`);
}

const someOf = <T>(random: () => number, list: readonly T[]): readonly T[] =>
  list.filter(() => random() < 0.4);
const idsOf = (plan: Plan): readonly string[] =>
  (plan.steps.at(-1)?.items ?? []).map(({ userId }) => userId.toLowerCase());

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Everybody in a group, lower case, sorted. */
async function membersOf({ tenant }: Bench, groupId: string): Promise<readonly string[]> {
  const state = await stateOf(tenant);
  const groups = isJsonObject(state) ? (state['groups'] as readonly JsonObject[]) : [];
  const found = groups.find((one) => one['id'] === groupId);
  return ((found?.['members'] ?? []) as readonly Json[])
    .map((one) => textOf(one).toLowerCase())
    .sort();
}

/** Everything the product sent, with its bodies: who is named there was asked for by us. */
async function sentBy({ tenant }: Bench): Promise<string> {
  const { writes } = (await (await fetch(`${tenant.graphUrl}/_practice/history`)).json()) as {
    writes: readonly Json[];
  };
  const own = writes.filter((one) => isJsonObject(one) && one['external'] !== true);
  return JSON.stringify(own).toLowerCase();
}

describe('people whom somebody else moved', { timeout: 3_600_000 }, () => {
  it('are not moved again, and the others end where the plan has them', async () => {
    const random = randomOf(campaignSeed);
    let moved = 0;
    for (let n = 0; n < cases; n += 1) {
      const kind = n % 2 === 0 ? 'group.remove' : 'group.add';
      const plan = plans.get(kind) as Plan;
      const moment = pick(random, moments);
      const bench = await openBench(plan);
      const place = `${kind} ${moment}`;
      const them = someOf(random, idsOf(plan));
      const target = plan.steps.at(-1)?.target.id ?? '';
      let groupId = target;
      const bySomebody = async (): Promise<void> => {
        for (const id of them) {
          await editBy(bench, {
            method: kind === 'group.remove' ? 'DELETE' : 'POST',
            path:
              kind === 'group.remove'
                ? `/v1.0/groups/${groupId}/members/${id}/$ref`
                : `/v1.0/groups/${groupId}/members/$ref`,
            body: { '@odata.id': `${bench.tenant.graphUrl}/v1.0/directoryObjects/${id}` },
          });
        }
        moved += them.length;
      };
      if (kind === 'group.remove' && moment === 'before approval') await bySomebody();
      await approveTest(bench.rollout, plan);
      if (kind === 'group.add') {
        // The group is the plan's own: nobody can be there before it is.
        expect(await applyTest(bench.rollout, { step: plan.steps[0]?.id ?? '' })).toMatchObject({
          ok: true,
        });
        const create = bench.rollout
          .entries(0, 1_000)
          .find((one) => one.body['objectId'] !== undefined);
        groupId = textOf(create?.body['objectId']);
      }
      if (kind === 'group.add' || moment !== 'before approval') await bySomebody();
      if (moment === 'after a pause') await bench.source.clock.sleep(3_600_000);
      expect([place, await applyTest(bench.rollout)]).toMatchObject([place, { ok: true }]);
      const own = await sentBy(bench);
      const asked = idsOf(plan).filter((id) => own.includes(id));
      expect([place, asked.length]).toEqual([place, idsOf(plan).length - them.length]);
      for (const id of them) expect([place, id, own.includes(id)]).toEqual([place, id, false]);
      const ends = kind === 'group.remove' ? [] : [...idsOf(plan)].sort();
      expect([place, await membersOf(bench, groupId)]).toEqual([place, ends]);
      checkRecord(bench.rollout, await arrivalsAt(bench.tenant), place);
      await bench.close();
    }
    expect(moved).toBeGreaterThan(cases);
    reached('P7', `${moved} people moved by others in ${cases} rollouts: seen, none moved again`);
  });
});

describe('security defaults that somebody else got in the way of', { timeout: 600_000 }, () => {
  it.each(moments)('are not turned on beside a policy that was turned on %s', async (moment) => {
    const plan = plans.get('securityDefaults.set') as Plan;
    const bench = await openBench(plan);
    const own = plan.steps[0];
    const foreign = {
      displayName: 'Made by somebody',
      state: 'enabled',
      conditions: {
        users: { includeUsers: ['All'], excludeUsers: plan.emergencyAccess },
        applications: { includeApplications: ['All'] },
        clientAppTypes: ['all'],
      },
      grantControls: { operator: 'OR', builtInControls: ['mfa'] },
    };
    const edit = { method: 'POST', path: policies, body: foreign } as const;
    if (moment === 'before approval') await editBy(bench, edit);
    await approveTest(bench.rollout, plan);
    if (moment === 'after approval') await editBy(bench, edit);
    if (moment === 'after a pause') {
      // No end that is asked for lies inside the move: somebody holds it there.
      const held = new AbortController();
      const hold = (event: RolloutEvent): void => {
        const isDone = event.kind === 'step' && event.stepId === own?.id;
        if (isDone && event.status === 'DONE') held.abort();
      };
      await bench.rollout.apply({ until: null, signal: held.signal, onEvent: hold });
      expect(held.signal.aborted).toBe(true);
      await editBy(bench, edit);
      await bench.source.clock.sleep(3_600_000);
    }
    const done = await applyTest(bench.rollout);
    expect([moment, done.ok]).toEqual([moment, false]);
    expect(done.ok ? '' : done.failure.code).toMatch(/^(step\/drift|plan\/stale|guardrail\/.*)$/);
    expect(await sentBy(bench)).not.toContain(defaults.toLowerCase());
    expect((await applyTest(bench.rollout)).ok).toBe(false);
    checkRecord(bench.rollout, await arrivalsAt(bench.tenant), moment);
    await bench.close();
    reached('P7', `security defaults, a policy turned on ${moment}: noticed, nothing sent`);
  });
});
