import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { failure } from '../../shared/diagnostic';
import { isJsonObject, type Json, type JsonObject } from '../../shared/json';
import type { Plan } from '../../shared/plan/plan';
import { err, ok } from '../../shared/result';
import { openGraphSource } from '../../src-main/graph/open-source';
import { startPracticeTenant } from '../../src-main/practice-tenant/server';
import { campaignSeed, isLong, reached } from '../fixtures/campaign';
import { openBench, openBenchOn, planScenario, type Bench } from '../fixtures/campaign-bench';
import { goOn } from '../fixtures/open-practice';
import { ownedState } from '../fixtures/practice-state';
import { applyTest, approveTest, driveRollout } from '../fixtures/run-rollout';
import { faultyWrites, networkFaults, type NetworkFault } from './network-faults';
import { arrivalsAt, checkRecord, differences, stateOf } from './record-check';
import { askersOf, planSwitch } from './switch-bench';
import { switchScenario } from './switch-scenario';

const scenario = switchScenario();
/** Every third of the faults, from another one with each seed; all of them with CAUSEWAY_LONG=1. */
const tried = networkFaults.filter((_, at) => isLong || (at + campaignSeed) % 3 === 0);
const quiet = { signal: goOn.signal, onEvent: () => undefined };
let whole: Plan;
let plan: Plan;
let bench: Bench;
beforeAll(async () => {
  whole = await planScenario(scenario);
  plan = await planSwitch();
}, 60_000);
afterEach(() => bench.close());

const defaultsPath = '/v1.0/policies/identitySecurityDefaultsEnforcementPolicy';
const stepOf = (kind: string, state?: string): string =>
  plan.steps.find(
    (step) => step.kind === kind && (state === undefined || step.planned?.['state'] === state),
  )?.id ?? '';

interface Write {
  readonly at: number;
  readonly path: string;
  readonly body: Json;
}

async function historyOf(open: Bench): Promise<readonly Write[]> {
  const response = await fetch(`${open.tenant.graphUrl}/_practice/history`);
  const { writes } = (await response.json()) as { writes: Json[] };
  return writes.filter(isJsonObject).map((one) => ({
    at: Date.parse(typeof one['at'] === 'string' ? one['at'] : ''),
    path: typeof one['path'] === 'string' ? one['path'] : '',
    body: one['body'] ?? null,
  }));
}

describe('the switch from security defaults to Conditional Access', { timeout: 120_000 }, () => {
  it('goes to the end of the plan and back to where the tenant was', async () => {
    bench = await openBench(scenario, whole);
    const before = ownedState(await stateOf(bench.tenant), []);
    await approveTest(bench.rollout, whole);
    const done = await driveRollout(bench.rollout, bench.source, whole);
    expect(done).toMatchObject({ ok: true });
    // Microsoft's four came, and the step of their own turned them off.
    expect(await askersOf(bench.tenant)).toEqual(['own']);
    const appeared = bench.rollout
      .entries(0, 100_000)
      .find((entry) => entry.body['what'] === 'appeared');
    expect(appeared?.body['policies']).toHaveLength(4);
    await approveTest(bench.rollout, whole, 'rollBack');
    expect(await bench.rollout.rollBack({ toStep: null, ...quiet })).toMatchObject({ ok: true });
    expect(await askersOf(bench.tenant)).toEqual(['securityDefaults']);
    expect(differences(before, ownedState(await stateOf(bench.tenant), []))).toEqual([]);
    checkRecord(bench.rollout, await arrivalsAt(bench.tenant), 'switch');
  });

  it('leaves on what a person took over from Microsoft, and goes on beside it', async () => {
    bench = await openBench(scenario, whole);
    await approveTest(bench.rollout, whole);
    const last = whole.steps.findLast((step) => step.bundle !== undefined)?.id ?? '';
    expect(await driveRollout(bench.rollout, bench.source, whole, { step: last })).toMatchObject({
      ok: true,
    });
    await excludeEmergencyAccess('Multifactor authentication for all users');
    expect(await driveRollout(bench.rollout, bench.source, whole)).toMatchObject({ ok: true });
    expect(await askersOf(bench.tenant)).toEqual(['microsoft', 'own']);
  });

  it('leaves nothing between security defaults off and the own policy on', async () => {
    bench = await openBench(scenario, plan);
    await approveTest(bench.rollout, plan);
    expect(await applyTest(bench.rollout)).toMatchObject({ ok: true });
    const entries = bench.rollout.entries(0, 100_000);
    const place = (type: string, stepId: string): number =>
      entries.findIndex((entry) => entry.type === type && entry.stepId === stepId);
    const [off, on] = [stepOf('securityDefaults.set'), stepOf('ca.setState', 'enabled')];
    // What both will send is durable before the first of them leaves.
    expect(place('intent', on)).toBeGreaterThan(0);
    expect(place('intent', on)).toBeLessThan(place('sent', off));
    const writes = await historyOf(bench);
    const [defaults, policy] = writes.slice(-2);
    expect([defaults?.path, policy?.body]).toEqual([defaultsPath, { state: 'enabled' }]);
    const gap = (policy?.at ?? Infinity) - (defaults?.at ?? 0);
    expect(gap).toBeLessThan(2_000);
    reached('crash/switch.test.ts', `nothing asks for ${gap} ms`);
  });

  it('goes back by itself where the policy does not go on, and a person may begin anew', async () => {
    bench = await openFaulty((n) => (n === 4 ? refused : undefined), plan);
    expect(await applyTest(bench.rollout)).toMatchObject({
      ok: false,
      failure: { code: 'step/switch-taken-back', values: { expected: 'switchNotOn' } },
    });
    expect(await askersOf(bench.tenant)).toEqual(['securityDefaults']);
    expect(bench.rollout.status().state).toBe('held');
    expect(await applyTest(bench.rollout)).toMatchObject({ ok: true });
    expect(await askersOf(bench.tenant)).toContain('own');
  });

  it('asks where Microsoft’s own policies hold security defaults off; they ask for MFA', async () => {
    // For a minute nothing arrives: by then Microsoft's four are on.
    bench = await openFaulty((n) => (n >= 4 && n < 40 ? serverError : undefined), plan);
    expect(await applyTest(bench.rollout)).toMatchObject({
      ok: false,
      failure: { code: 'step/switch-open', values: { expected: 'switchProtected' } },
    });
    expect(bench.rollout.status().state).toBe('needsPerson');
    expect(await askersOf(bench.tenant)).toEqual(['microsoft']);
    // Going back turns Microsoft's off first; going on is as well possible.
    expect(await goBack()).toMatchObject({ ok: true });
    expect(await askersOf(bench.tenant)).toEqual(['securityDefaults']);
  });

  it('goes on from there by the own policy where a person resumes', async () => {
    bench = await openFaulty((n) => (n >= 4 && n < 40 ? serverError : undefined), plan);
    expect(await applyTest(bench.rollout)).toMatchObject({
      failure: { code: 'step/switch-open' },
    });
    await bench.source.clock.sleep(120_000);
    // At once: what Microsoft made meanwhile is no reason to stop half-way.
    expect(await applyTest(bench.rollout)).toMatchObject({ ok: true });
    expect(await askersOf(bench.tenant)).toContain('own');
    checkRecord(bench.rollout, await arrivalsAt(bench.tenant), 'resumed');
  });

  it('stays a person’s to decide where a guard refuses to go on, and sends nothing', async () => {
    bench = await openFaulty((n) => (n >= 4 && n < 40 ? serverError : undefined), plan);
    expect(await applyTest(bench.rollout)).toMatchObject({
      failure: { code: 'step/switch-open' },
    });
    await bench.source.clock.sleep(120_000);
    const { graph } = bench.source;
    const { checkToken } = graph;
    const expired = err(failure('auth/cancelled'));
    Object.assign(graph, { checkToken: () => Promise.resolve(expired) });
    const before = (await historyOf(bench)).length;
    for (let turn = 0; turn < 3; turn += 1) {
      expect(await applyTest(bench.rollout)).toMatchObject(expired);
      expect(bench.rollout.status().state).toBe('needsPerson');
      expect(bench.rollout.needsRecovery()).toBe(false);
    }
    expect(await historyOf(bench)).toHaveLength(before);
    Object.assign(graph, { checkToken });
    expect(await applyTest(bench.rollout)).toMatchObject({ ok: true });
  });

  it.each(tried.map((fault) => [fault.name, fault] as const))(
    'is whole or taken back, never half: %s on any write',
    async (_name, fault) => {
      for (const place of [3, 4]) {
        bench = await openFaulty((n) => (n === place ? fault : undefined), plan);
        const done = await applyTest(bench.rollout);
        const askers = await askersOf(bench.tenant);
        expect([fault.name, place, askers.length > 0, done.ok]).toEqual([
          fault.name,
          place,
          true,
          askers.includes('own'),
        ]);
        if (!done.ok) expect(await resumed()).toMatchObject({ ok: true });
        expect(await askersOf(bench.tenant)).toContain('own');
        checkRecord(bench.rollout, await arrivalsAt(bench.tenant), `${fault.name} at ${place}`);
        await bench.close();
      }
      bench = await openBench(scenario, plan);
    },
  );
});

const serverError: NetworkFault = { name: '504', action: { kind: 'status', status: 504 } };
const refused: NetworkFault = { name: '403', action: { kind: 'status', status: 403 } };

/** What a person does in the portal who wants to keep one of Microsoft's policies. */
async function excludeEmergencyAccess(name: string): Promise<void> {
  const { graphUrl } = bench.tenant;
  const response = await fetch(`${graphUrl}/_practice/state`);
  const state = (await response.json()) as {
    conditionalAccessPolicies: { id: string; displayName: string; conditions: JsonObject }[];
  };
  const policy = state.conditionalAccessPolicies.find((one) => one.displayName === name);
  const conditions = policy?.conditions ?? {};
  const users = { ...(conditions['users'] as JsonObject), excludeUsers: whole.emergencyAccess };
  const path = `/v1.0/identity/conditionalAccess/policies/${policy?.id ?? ''}`;
  await fetch(`${graphUrl}/_practice/external`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ method: 'PATCH', path, body: { conditions: { ...conditions, users } } }),
  });
  await bench.source.clock.sleep(60_000);
}

/** Goes on like a person who is told why it stopped. */
async function resumed() {
  for (let turn = 0; ; turn += 1) {
    const done = await applyTest(bench.rollout);
    if (done.ok || turn > 5) return done;
  }
}

async function goBack() {
  await approveTest(bench.rollout, plan, 'rollBack');
  for (let turn = 0; ; turn += 1) {
    const back = await bench.rollout.rollBack({ toStep: null, ...quiet });
    if (back.ok || turn > 5) return back;
  }
}

/** The n-th write meets its fault; 1 and 2 make the policy, 3 and 4 are the switch. */
async function openFaulty(
  faultOf: (n: number) => NetworkFault | undefined,
  used: Plan,
): Promise<Bench> {
  const tenant = await startPracticeTenant({ scenario });
  const writes = faultyWrites(() => tenant.graphUrl, faultOf);
  const source = await openGraphSource({
    graphUrl: tenant.graphUrl,
    cloud: 'global',
    getToken: () => Promise.resolve(ok(tenant.token)),
    writeFetch: writes.fetch,
  });
  if (!source.ok) throw new Error(source.failure.code);
  const open = await openBenchOn(tenant, source.value, used);
  await approveTest(open.rollout, used);
  return open;
}
