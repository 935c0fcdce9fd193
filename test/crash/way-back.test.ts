import { beforeAll, describe, expect, it } from 'vitest';
import type { DriftChoice } from '../../shared/journal/drift-choice';
import { isJsonObject, type Json } from '../../shared/json';
import type { Plan } from '../../shared/plan/plan';
import { ok } from '../../shared/result';
import { openGraphSource } from '../../src-main/graph/open-source';
import type { ScenarioInput } from '../../src-main/practice-tenant/scenario';
import { startPracticeTenant, type PracticeTenant } from '../../src-main/practice-tenant/server';
import { campaignSeed, isLong, pick, randomOf, reached } from '../fixtures/campaign';
import { openBenchOn, planScenario, type Bench } from '../fixtures/campaign-bench';
import { goOn } from '../fixtures/open-practice';
import { applyTest, approveTest } from '../fixtures/run-rollout';
import { stepsOfKind, writeKinds, type WriteKind } from './every-kind';
import { everyKindScenario } from './every-kind-scenario';
import {
  batchFaults,
  faultyWrites,
  networkFaults,
  refusals,
  type NetworkFault,
} from './network-faults';
import { editOf, type OutsideEdit } from './outside-edits';
import { planOfSteps } from './plan-of-steps';
import { arrivalsAt, checkRecord, differences, stateOf } from './record-check';

/** Creates are left where they are: nothing is sent to take them back. */
const kinds = writeKinds.filter((kind) => kind !== 'group.create' && kind !== 'ca.create');
/** Somebody else can leave these at neither the one value nor the other. */
const changeable = kinds.filter((kind) =>
  /^(method|systemPreferred|campaign|ca\.setState|ca\.exclude)/.test(kind),
);
const isBatch = (kind: WriteKind): boolean => kind === 'perUserMfa.set' || kind === 'group.add';
const quiet = { signal: goOn.signal, onEvent: () => undefined };
const turns = 8;
let scenario: ScenarioInput;
const plans = new Map<WriteKind, Plan>();

beforeAll(async () => {
  scenario = everyKindScenario();
  const plan = await planScenario(scenario);
  for (const kind of kinds) plans.set(kind, planOfSteps(plan, stepsOfKind(plan, kind)));
}, 120_000);

interface AppliedBench extends Bench {
  readonly plan: Plan;
  /** The tenant before anything was sent. */
  readonly before: Json;
  /** The next write meets this; the ones after it go through. */
  strikeNext(fault: NetworkFault): void;
}

/** A plan of one kind, carried out, with a yes to taking it back. */
async function openApplied(kind: WriteKind, lagMs: number): Promise<AppliedBench> {
  const plan = plans.get(kind) as Plan;
  const tenant = await startPracticeTenant({ scenario, lagMs });
  let [struck, fault]: [number, NetworkFault | undefined] = [0, undefined];
  const writes = faultyWrites(
    () => tenant.graphUrl,
    (n) => (n === struck ? fault : undefined),
  );
  const source = await openGraphSource({
    ...{ graphUrl: tenant.graphUrl, cloud: 'global', writeFetch: writes.fetch },
    getToken: () => Promise.resolve(ok(tenant.token)),
  });
  if (!source.ok) throw new Error(source.failure.code);
  const bench = await openBenchOn(tenant, source.value, plan);
  const before = await stateOf(tenant);
  await approveTest(bench.rollout, plan);
  const done = await applyTest(bench.rollout);
  if (!done.ok) throw new Error(`${kind}: ${JSON.stringify(done.failure)}`);
  await approveTest(bench.rollout, plan, 'rollBack');
  const strikeNext = (next: NetworkFault): void => {
    [struck, fault] = [writes.count() + 1, next];
  };
  return { ...bench, plan, before, strikeNext };
}

async function back(bench: AppliedBench, choices?: readonly DriftChoice[]) {
  for (let turn = 1; ; turn += 1) {
    const done = await bench.rollout.rollBack({ toStep: null, choices, ...quiet });
    if (done.ok || turn === turns) return done;
    // A person who is told why it stopped signs in, gives the permission, and goes on.
    if (!/^step\/(refused|await-auth|outcome-unknown)$/.test(done.failure.code)) return done;
    await bench.source.clock.sleep(10 * 60_000);
  }
}

/** What a plan of this kind may have changed; what Microsoft makes by itself is nobody's. */
function ownPart(kind: WriteKind, state: Json): Json {
  if (!isJsonObject(state)) return state;
  if (kind === 'securityDefaults.set') {
    return state['identitySecurityDefaultsEnforcementPolicy'] ?? null;
  }
  const groups = (state['groups'] as readonly Json[]).filter(
    (one) => !/"displayName":"[^"]*cw-[0-9a-f]{8}-\d+"/.test(JSON.stringify(one)),
  );
  return { ...state, groups };
}

async function edit(tenant: PracticeTenant, body: OutsideEdit): Promise<void> {
  const done = await fetch(`${tenant.graphUrl}/_practice/external`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!done.ok) throw new Error(`${body.path}: ${done.status} ${await done.text()}`);
}

/** After it was carried out, a method has one of its two settings put back by somebody else. */
function othersEdit(kind: WriteKind, plan: Plan, random: () => number): OutsideEdit | null {
  const made = editOf(kind, plan, random);
  if (made === null || kind !== 'method.configure' || !isJsonObject(made.body)) return made;
  const state = plan.steps.at(-1)?.prior?.['state'] ?? null;
  return { ...made, body: { ...made.body, state } };
}

function faultCases(): readonly (readonly [WriteKind, NetworkFault, number])[] {
  const random = randomOf(campaignSeed);
  const all = kinds.flatMap((kind) =>
    [...networkFaults, ...refusals, ...(isBatch(kind) ? batchFaults : [])].map(
      (fault) => [kind, fault, pick(random, [0, 400, 5_000])] as const,
    ),
  );
  // Every kind meets every fault in turn, from run to run; each run meets a ninth of them.
  return isLong ? all : all.filter((_, at) => (at + campaignSeed) % 9 === 0);
}

describe('the way back', { timeout: 7_200_000 }, () => {
  it('ends where the tenant was, whatever becomes of the answer to a write', async () => {
    const cases = faultCases();
    for (const [kind, fault, lagMs] of cases) {
      const place = `${kind}: ${fault.name}, lag ${lagMs}`;
      const bench = await openApplied(kind, lagMs);
      bench.strikeNext(fault);
      const done = await back(bench);
      expect([place, done]).toMatchObject([place, { ok: true }]);
      checkRecord(bench.rollout, await arrivalsAt(bench.tenant), place);
      const [was, is] = [bench.before, await stateOf(bench.tenant)].map((one) =>
        ownPart(kind, one),
      );
      expect([place, differences(was ?? null, is ?? null)]).toEqual([place, []]);
      await bench.close();
    }
    expect(new Set(cases.map(([kind]) => kind)).size).toBe(kinds.length);
    reached('P11', `${cases.length} faults on the way back of ${kinds.length} kinds, all restored`);
  });

  it('writes over nobody’s change, and says whose it is: a person leaves it or takes it', async () => {
    const random = randomOf(campaignSeed);
    const tried = isLong ? Array.from({ length: 40 }, () => changeable).flat() : changeable;
    for (const kind of tried) {
      const bench = await openApplied(kind, 0);
      const other = othersEdit(kind, bench.plan, random);
      if (other === null) throw new Error(kind);
      await edit(bench.tenant, other);
      const theirs = await stateOf(bench.tenant);
      const sent = (await arrivalsAt(bench.tenant)).length;
      const done = await back(bench);
      expect([kind, done.ok]).toEqual([kind, false]);
      const code = done.ok ? '' : done.failure.code;
      expect([kind, code]).toEqual([kind, 'step/moved-since']);
      expect([kind, (await arrivalsAt(bench.tenant)).length]).toEqual([kind, sent]);
      // Asked again without a person's word, it is still refused.
      expect((await back(bench)).ok).toBe(false);
      const choices = bench.rollout
        .status()
        .moved.map(({ step, item, seen }) => ({ step, item, way: 'leave' as const, seen }));
      expect([kind, choices.length]).toEqual([kind, 1]);
      expect([kind, await back(bench, choices)]).toMatchObject([kind, { ok: true }]);
      expect([kind, differences(theirs, await stateOf(bench.tenant))]).toEqual([kind, []]);
      checkRecord(bench.rollout, await arrivalsAt(bench.tenant), kind);
      await bench.close();
    }
    reached(
      'P7',
      `${tried.length} edits on the way back of ${changeable.length} kinds, 0 written over`,
    );
  });
});
