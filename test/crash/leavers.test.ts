import { beforeAll, describe, expect, it } from 'vitest';
import { isJsonObject, type Json, type JsonObject } from '../../shared/json';
import type { Plan } from '../../shared/plan/plan';
import type { ScenarioInput } from '../../src-main/practice-tenant/scenario';
import { startPracticeTenant } from '../../src-main/practice-tenant/server';
import { openBenchOn, planScenario, type Bench } from '../fixtures/campaign-bench';
import { connect, goOn } from '../fixtures/open-practice';
import { act, applyTest, approveTest } from '../fixtures/run-rollout';
import { stepsOfKind } from './every-kind';
import { everyKindScenario } from './every-kind-scenario';
import { planOfSteps } from './plan-of-steps';
import { stateOf } from './record-check';

const policies = '/v1.0/identity/conditionalAccess/policies';
const quiet = { signal: goOn.signal, onEvent: () => undefined };
let scenario: ScenarioInput;
let whole: Plan;

beforeAll(async () => {
  scenario = everyKindScenario();
  whole = await planScenario(scenario);
}, 120_000);

async function openBench(plan: Plan): Promise<Bench> {
  const tenant = await startPracticeTenant({ scenario, lagMs: 0 });
  return openBenchOn(tenant, await connect(tenant), plan);
}

async function edit(
  { tenant }: Bench,
  method: 'POST' | 'PATCH' | 'DELETE',
  path: string,
  body: JsonObject | null = null,
): Promise<void> {
  const done = await fetch(`${tenant.graphUrl}/_practice/external`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ method, path, ...(body === null ? {} : { body }) }),
  });
  if (!done.ok) throw new Error(`${path}: ${done.status} ${await done.text()}`);
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The group the plan made: its id and members, lower case. */
async function madeGroup(bench: Bench): Promise<{ id: string; members: readonly string[] }> {
  const create = bench.rollout.entries(0, 1_000).find((one) => one.body['objectId'] !== undefined);
  const id = textOf(create?.body['objectId']);
  const state = await stateOf(bench.tenant);
  const groups = isJsonObject(state) ? (state['groups'] as readonly JsonObject[]) : [];
  const members = groups.find((one) => one['id'] === id)?.['members'] ?? [];
  const ids = (members as readonly unknown[]).map((one) => textOf(one).toLowerCase());
  return { id, members: ids.sort() };
}

const skippedBy = (bench: Bench): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    bench.rollout
      .entries(0, 1_000)
      .filter((one) => one.type === 'skipped')
      .map((one) => [textOf(one.item), one.body['why']]),
  );

describe('people who left after the approval', { timeout: 120_000 }, () => {
  it('are left out by name, and the others join', async () => {
    const plan = planOfSteps(whole, stepsOfKind(whole, 'group.add'));
    const bench = await openBench(plan);
    await approveTest(bench.rollout, plan);
    const ids = (plan.steps.at(-1)?.items ?? []).map(({ userId }) => userId.toLowerCase());
    const [gone = '', off = '', kept = ''] = ids;
    await edit(bench, 'DELETE', `/v1.0/users/${gone}`);
    for (const id of [off, kept]) {
      await edit(bench, 'PATCH', `/v1.0/users/${id}`, { accountEnabled: false });
    }
    const state = { perUserMfaState: 'disabled' };
    await edit(bench, 'PATCH', `/beta/users/${off}/authentication/requirements`, state);
    expect(await applyTest(bench.rollout)).toMatchObject({ ok: true });
    expect(skippedBy(bench)).toEqual({ [gone]: 'deleted', [off]: 'disabled' });
    const { members } = await madeGroup(bench);
    // Disabled, but under per-user MFA, which the plan clears under this group's policy.
    expect(members).toEqual(ids.filter((id) => id !== gone && id !== off).sort());
    await bench.close();
  });

  it.each([
    ['are deleted between two steps of one run', 1, 3, 'deleted'],
    ['are deleted between two lots of one step', 2, 21, 'deleted'],
    ['are disabled between two lots of one step', 2, 21, 'disabled'],
  ])('are named in no write where they %s', async (_, writes, place, why) => {
    const plan = planOfSteps(whole, stepsOfKind(whole, 'group.add'));
    const bench = await openBench(plan);
    const gone = plan.steps.at(-1)?.items?.[place]?.userId ?? '';
    const state = { perUserMfaState: 'disabled' };
    await edit(bench, 'PATCH', `/beta/users/${gone}/authentication/requirements`, state);
    await approveTest(bench.rollout, plan);
    const { graph } = bench.source;
    const { sendOnce } = graph;
    const bodies: unknown[] = [];
    const leave = (): Promise<void> =>
      why === 'deleted'
        ? edit(bench, 'DELETE', `/v1.0/users/${gone}`)
        : edit(bench, 'PATCH', `/v1.0/users/${gone}`, { accountEnabled: false });
    Object.assign(graph, {
      sendOnce: async (...asked: Parameters<typeof sendOnce>) => {
        const answer = await sendOnce(...asked);
        if (bodies.push(asked[2]) === writes) await leave();
        return answer;
      },
    });
    expect(await applyTest(bench.rollout)).toMatchObject({ ok: true });
    expect(JSON.stringify(bodies)).not.toContain(gone);
    // The group, and its people in two lots.
    expect(bodies).toHaveLength(3);
    expect(skippedBy(bench)).toEqual({ [gone]: why });
    expect((await madeGroup(bench)).members).toHaveLength(21);
    await bench.close();
  });

  it('hold the lot up where nobody can tell whether they did', async () => {
    const plan = planOfSteps(whole, stepsOfKind(whole, 'group.add'));
    const bench = await openBench(plan);
    await approveTest(bench.rollout, plan);
    const path = `/v1.0/users/${plan.steps.at(-1)?.items?.[3]?.userId ?? ''}`;
    const action = { kind: 'status', status: 403, code: 'Authorization_RequestDenied' };
    const rules = [{ method: 'GET', path, inBatch: true, times: 10_000, action }];
    await act(bench.source, 'faults', { rules });
    expect(await applyTest(bench.rollout)).toMatchObject({
      ok: false,
      failure: { values: { status: '403' } },
    });
    expect(skippedBy(bench)).toEqual({});
    expect((await madeGroup(bench)).members).toEqual([]);
    await act(bench.source, 'faults', { rules: [] });
    expect(await applyTest(bench.rollout)).toMatchObject({ ok: true });
    expect((await madeGroup(bench)).members).toHaveLength(22);
    await bench.close();
  });

  it('hold the lot up where an answer does not tell whether they did', async () => {
    const plan = planOfSteps(whole, stepsOfKind(whole, 'group.add'));
    const bench = await openBench(plan);
    await approveTest(bench.rollout, plan);
    const { graph } = bench.source;
    const { postReads } = graph;
    let isUntold = true;
    Object.assign(graph, {
      postReads: async (...asked: Parameters<typeof postReads>) => {
        const got = await postReads(...asked);
        const isOfAccounts = JSON.stringify(asked).includes('accountEnabled');
        if (!isUntold || !got.ok || !isOfAccounts) return got;
        const text = JSON.stringify(got.value.json).replaceAll('"accountEnabled"', '"other"');
        return { ok: true, value: { ...got.value, json: JSON.parse(text) as Json, text } };
      },
    });
    expect(await applyTest(bench.rollout)).toMatchObject({
      ok: false,
      failure: { code: 'graph/malformed' },
    });
    expect(skippedBy(bench)).toEqual({});
    expect((await madeGroup(bench)).members).toEqual([]);
    isUntold = false;
    expect(await applyTest(bench.rollout)).toMatchObject({ ok: true });
    expect((await madeGroup(bench)).members).toHaveLength(22);
    await bench.close();
  });

  it('end the step where nobody is left to join', async () => {
    const plan = planOfSteps(whole, stepsOfKind(whole, 'group.add'));
    const bench = await openBench(plan);
    await approveTest(bench.rollout, plan);
    for (const { userId } of plan.steps.at(-1)?.items ?? []) {
      await edit(bench, 'DELETE', `/v1.0/users/${userId}`);
    }
    expect(await applyTest(bench.rollout)).toMatchObject({ ok: true });
    expect((await madeGroup(bench)).members).toEqual([]);
    await bench.close();
  });
});

describe('a group that a policy of somebody else leaves out', { timeout: 120_000 }, () => {
  const exclusion = (plan: Plan, groupId: string, state: string): JsonObject => ({
    ...{ displayName: 'Made by somebody', state },
    conditions: {
      users: {
        includeUsers: ['All'],
        excludeUsers: plan.emergencyAccess as string[],
        excludeGroups: [groupId],
      },
      applications: { includeApplications: ['All'] },
      clientAppTypes: ['all'],
    },
    grantControls: { operator: 'OR', builtInControls: ['mfa'] },
  });

  it('keeps its people when the step is taken back, until a person has looked', async () => {
    const plan = planOfSteps(whole, stepsOfKind(whole, 'group.add'));
    const bench = await openBench(plan);
    await approveTest(bench.rollout, plan);
    expect(await applyTest(bench.rollout)).toMatchObject({ ok: true });
    const { id, members } = await madeGroup(bench);
    expect(members.length).toBeGreaterThan(1);
    await edit(bench, 'POST', policies, exclusion(plan, id, 'enabled'));
    const toStep = plan.steps[0]?.id ?? null;
    await approveTest(bench.rollout, plan, 'rollBack');
    const back = await bench.rollout.rollBack({ toStep, ...quiet });
    expect(back).toMatchObject({
      ok: false,
      failure: { values: { expected: 'noOutsideExclusion' } },
    });
    expect((await madeGroup(bench)).members).toEqual(members);
    await bench.close();
  });

  it('loses them where that policy only reports', async () => {
    const plan = planOfSteps(whole, stepsOfKind(whole, 'group.add'));
    const bench = await openBench(plan);
    await approveTest(bench.rollout, plan);
    expect(await applyTest(bench.rollout)).toMatchObject({ ok: true });
    const { id } = await madeGroup(bench);
    const state = 'enabledForReportingButNotEnforced';
    await edit(bench, 'POST', policies, exclusion(plan, id, state));
    const toStep = plan.steps[0]?.id ?? null;
    await approveTest(bench.rollout, plan, 'rollBack');
    expect(await bench.rollout.rollBack({ toStep, ...quiet })).toMatchObject({ ok: true });
    expect((await madeGroup(bench)).members).toEqual([]);
    await bench.close();
  });
});
