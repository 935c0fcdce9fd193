import { beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '../../shared/json';
import type { Plan } from '../../shared/plan/plan';
import { ok } from '../../shared/result';
import { openGraphSource } from '../../src-main/graph/open-source';
import type { ScenarioInput } from '../../src-main/practice-tenant/scenario';
import { startPracticeTenant } from '../../src-main/practice-tenant/server';
import { campaignSeed, isLong, pick, randomOf, reached, sizeOf } from '../fixtures/campaign';
import { openBenchOn, planScenario, type Bench } from '../fixtures/campaign-bench';
import { applyLikeAPerson } from '../fixtures/patient-person';
import { approveTest } from '../fixtures/run-rollout';
import {
  batchFaults,
  faultyWrites,
  networkFaults,
  refusals,
  type NetworkFault,
} from './network-faults';
import { stepsOfKind, writeKinds, type WriteKind } from './every-kind';
import { everyKindScenario } from './every-kind-scenario';
import { planOfSteps } from './plan-of-steps';
import { arrivalsAt, checkRecord, createsIn, differences, stateOf } from './record-check';

let scenario: ScenarioInput;
const plans = new Map<WriteKind, Plan>();
const wanted = new Map<WriteKind, { readonly state: Json; readonly writes: number }>();

interface Case {
  readonly kind: WriteKind;
  readonly faults: readonly NetworkFault[];
  readonly lagMs: number;
}

beforeAll(async () => {
  scenario = everyKindScenario();
  const plan = await planScenario(scenario);
  for (const kind of writeKinds) {
    plans.set(kind, planOfSteps(plan, stepsOfKind(plan, kind)));
    const bench = await open({ kind, faults: [], lagMs: 400 });
    await finish(bench, kind);
    wanted.set(kind, {
      state: await stateOf(bench.tenant),
      writes: bench.writes.count(),
    });
    await bench.close();
  }
}, 120_000);

type FaultBench = Bench & { readonly writes: ReturnType<typeof faultyWrites> };

async function open({ kind, faults, lagMs }: Case): Promise<FaultBench> {
  const tenant = await startPracticeTenant({ scenario, lagMs });
  // The step itself sends last; what it needs before it goes through undisturbed.
  const firstOwn = wanted.get(kind)?.writes ?? 1;
  const start = Math.max(1, Math.min(firstOwn, kind === 'perUserMfa.set' ? 1 : firstOwn));
  const writes = faultyWrites(
    () => tenant.graphUrl,
    (n) => faults[n - start],
  );
  const source = await openGraphSource({
    graphUrl: tenant.graphUrl,
    cloud: 'global',
    getToken: () => Promise.resolve(ok(tenant.token)),
    writeFetch: writes.fetch,
  });
  if (!source.ok) throw new Error(source.failure.code);
  return { ...(await openBenchOn(tenant, source.value, planOf(kind))), writes };
}

const planOf = (kind: WriteKind): Plan => {
  const plan = plans.get(kind);
  if (plan === undefined) throw new Error(kind);
  return plan;
};

async function finish(bench: Bench, kind: WriteKind): Promise<string> {
  const plan = planOf(kind);
  await approveTest(bench.rollout, plan);
  const done = await applyLikeAPerson(bench, plan);
  return done.ok ? 'done' : JSON.stringify(done.failure);
}

const isBatch = (kind: WriteKind): boolean => kind === 'perUserMfa.set' || kind === 'group.remove';

function casesOf(): readonly Case[] {
  const all = writeKinds.flatMap((kind) =>
    [...networkFaults, ...refusals, ...(isBatch(kind) ? batchFaults : [])].map((fault) => ({
      ...{ kind, faults: [fault], lagMs: 400 },
    })),
  );
  const random = randomOf(campaignSeed);
  const more = Math.max(0, sizeOf(0, 1_000) - all.length);
  const lags = [0, 400, 5_000, 60_000, 450_000];
  const mixed = Array.from({ length: more }, () => {
    const kind = pick(random, writeKinds);
    const known = [...networkFaults, ...(isBatch(kind) ? batchFaults : [])];
    const faults = [pick(random, known), ...(random() < 0.5 ? [pick(random, known)] : [])];
    return { kind, faults, lagMs: pick(random, lags) };
  });
  if (isLong) return [...all, ...mixed];
  // Every kind meets every fault in turn, from run to run; each run meets a sixth of them. A lot
  // of people refused as a whole is met in every run.
  return all.filter(
    ({ kind, faults }, index) =>
      (index + campaignSeed) % 6 === 0 ||
      ((kind === 'group.add' || isBatch(kind)) && faults.some((one) => refusals.includes(one))),
  );
}

describe('any answer to any kind of write', { timeout: 3_600_000 }, () => {
  it('loses nothing, doubles nothing, and ends where it should', async () => {
    const cases = casesOf();
    for (const one of cases) {
      const place = `${one.kind}: ${one.faults.map(({ name }) => name).join(', ')}, lag ${one.lagMs}`;
      const bench = await open(one);
      expect([place, await finish(bench, one.kind)]).toEqual([place, 'done']);
      const arrivals = await arrivalsAt(bench.tenant);
      const entries = checkRecord(bench.rollout, arrivals, place);
      const own =
        one.kind === 'group.create' || one.kind === 'ca.create' || one.kind === 'group.add';
      expect([place, createsIn(arrivals)]).toEqual([place, own ? 1 : 0]);
      const ends = wanted.get(one.kind)?.state ?? null;
      expect([place, differences(ends, await stateOf(bench.tenant))]).toEqual([place, []]);
      expect(entries.some((entry) => entry.type === 'done')).toBe(true);
      await bench.close();
    }
    const kinds = new Set(cases.map(({ kind }) => kind));
    expect([...kinds].sort()).toEqual([...writeKinds].sort());
    reached('P4', `${cases.length} faults over ${kinds.size} kinds of write, 0 lost, 0 doubled`, {
      faults: cases.length,
    });
  });
});
