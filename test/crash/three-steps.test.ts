import { beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '../../shared/json';
import type { Plan } from '../../shared/plan/plan';
import type { ScenarioInput } from '../../src-main/practice-tenant/scenario';
import { campaignSeed, isLong, pick, randomOf, reached, sizeOf } from '../fixtures/campaign';
import { planScenario } from '../fixtures/campaign-bench';
import { applyLikeAPerson } from '../fixtures/patient-person';
import { approveTest } from '../fixtures/run-rollout';
import { everyKindScenario } from './every-kind-scenario';
import { World } from './model-world';
import { faultyWrites, networkFaults, type NetworkFault } from './network-faults';
import { arrivalsAt, checkRecord, createsIn, differences, stateOf } from './record-check';
import { allTriples, planOfTriple, type Triple } from './three-steps';

let scenario: ScenarioInput;
let whole: Plan;

beforeAll(async () => {
  scenario = everyKindScenario();
  whole = await planScenario(scenario);
}, 120_000);

interface Case {
  /** Crossings of a port until the program dies; 0: it lives. */
  readonly killIn: number;
  /** Which write meets which fault. */
  readonly write: number;
  readonly fault: NetworkFault | null;
}

interface Ended {
  readonly state: Json;
  readonly creates: number;
  readonly writes: number;
  readonly crossings: number;
  readonly deaths: number;
}

/** Applies the plan to its end, started again after a death, and looks at what arrived. */
async function run(plan: Plan, { killIn, write, fault }: Case, place: string): Promise<Ended> {
  const lay = faultyWrites(
    () => world.tenant.graphUrl,
    (n) => (n === write && fault !== null ? fault : undefined),
  );
  const world = await World.open(scenario, plan, lay.fetch);
  await approveTest(world.rollout, plan);
  const before = world.crossings;
  world.killIn = killIn;
  let end = 'no end';
  for (let start = 0; start < 5 && end !== 'done'; start += 1) {
    await world.survive(async () => {
      const done = await applyLikeAPerson(world, plan);
      end = done.ok ? 'done' : JSON.stringify(done.failure);
    });
  }
  world.killIn = 0;
  expect([place, end]).toEqual([place, 'done']);
  const arrivals = await arrivalsAt(world.tenant);
  checkRecord(world.rollout, arrivals, place);
  const ended = {
    ...{ state: await stateOf(world.tenant), creates: createsIn(arrivals) },
    ...{ writes: lay.count(), crossings: world.crossings - before, deaths: world.deaths },
  };
  await world.close();
  return ended;
}

/** Each plan that a run of the usual size takes comes up in some other run as well. */
function triplesOf(random: () => number): readonly Triple[] {
  if (isLong) return allTriples;
  return Array.from({ length: sizeOf(3, 216) }, () => pick(random, allTriples));
}

describe('a plan of any three steps', { timeout: 14_400_000 }, () => {
  it('ends alike wherever it dies, whatever answer is lost', async () => {
    const random = randomOf(campaignSeed);
    const triples = triplesOf(random);
    let [deaths, cases] = [0, 0];
    for (const triple of triples) {
      const plan = planOfTriple(whole, triple);
      const name = triple.join(', ');
      const calm = await run(plan, { killIn: 0, write: 0, fault: null }, name);
      // In a long run a death at every tenth crossing, each with a fault at some write.
      const deathsAt = Array.from({ length: isLong ? Math.ceil(calm.crossings / 10) : 2 }, () =>
        Math.ceil(random() * calm.crossings),
      );
      for (const killIn of deathsAt) {
        const write = Math.ceil(random() * calm.writes);
        const fault = pick(random, networkFaults);
        const place = `${name}: dies at ${String(killIn)}, ${fault.name} at write ${String(write)}`;
        const ended = await run(plan, { killIn, write, fault }, place);
        expect([place, ended.creates]).toEqual([place, calm.creates]);
        expect([place, differences(calm.state, ended.state)]).toEqual([place, []]);
        deaths += ended.deaths;
        cases += 1;
      }
    }
    expect(deaths).toBeGreaterThan(0);
    const plans = new Set(triples.map((triple) => triple.join())).size;
    const figure = `${cases} deaths with a fault each in ${plans} of 216 plans of three steps`;
    reached('crash/three-steps.test.ts', figure);
  });
});
