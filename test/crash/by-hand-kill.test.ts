import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { campaignSeed, isLong, quickFolder, randomOf, reached } from '../fixtures/campaign';
import { HandBench } from './by-hand-bench';
import { journeyByHand, pilotByHand, type HandPlan } from './by-hand-plans';
import { noDeaths, type HandDeaths, type HandRun } from './by-hand-run';
import { handKinds } from './every-kind';

/** Runs beside each other: mostly, a child waits for its tenant, or a tenant for its child. */
const besides = isLong ? 6 : 2;
/** Of the places of every stretch, one in so many; which of them, the seed says. */
const stride = 10;
/** Usually so much of a run dies: a place in one of so many stretches. */
const oneIn = 4;
/** One run instead, as a failure prints it: `CAUSEWAY_KILL_AT='{"forward":{"s16":9}}'`. */
const given = JSON.parse(process.env['CAUSEWAY_KILL_AT'] ?? 'null') as Partial<HandDeaths> | null;
const random = randomOf(campaignSeed);
const plans = { journey: journeyByHand, pilot: pilotByHand };

let room: string;
beforeAll(() => {
  room = quickFolder('by-hand');
});
afterAll(() => rmSync(room, { recursive: true, force: true }));

type Ways = HandRun['calls'];
const ways = ['forward', 'stop', 'back'] as const;

/**
 * A run dies at the n-th call of every stretch that has so many, and of every fifth again while the
 * next process goes on from that: for every tenth n, from the first to the last. Usually one run, with
 * a place in some of the stretches.
 */
function runsOver(calls: Ways): readonly HandDeaths[] {
  const longest = Math.max(...ways.flatMap((way) => Object.values(calls[way])));
  if (!isLong) return [deathsAt(calls, (most) => (random() < 1 / oneIn ? upTo(most) : 0))];
  const from = Math.floor(random() * stride);
  return Array.from({ length: Math.ceil((longest - from) / stride) }, (_, run) => {
    const n = from + run * stride;
    return deathsAt(calls, (most) => (n < most ? n + 1 : 0), run);
  });
}

/** About as many as most steps have on the way back: to count them would be a run more. */
function withBack({ forward }: Ways, { plan }: HandPlan): Ways {
  const back = Object.fromEntries(plan.steps.map(({ id }) => [id, 90]));
  return { forward, stop: { start: 20 }, back: { start: 90, ...back } };
}

const upTo = (most: number): number => 1 + Math.floor(random() * most);

function deathsAt(calls: Ways, choose: (most: number) => number, n = 0): HandDeaths {
  const of = (way: (typeof ways)[number]): Readonly<Record<string, number>> => {
    const deaths: Record<string, number> = {};
    for (const [at, [stretch, most]] of Object.entries(calls[way]).entries()) {
      const place = choose(most);
      if (place > 0) deaths[stretch] = place;
      if (place > 0 && (n + at) % 5 === 0) deaths[`after ${stretch}`] = upTo(20);
    }
    return deaths;
  };
  return { forward: of('forward'), stop: of('stop'), back: of('back') };
}

async function killIn(name: string, hands: HandPlan): Promise<number> {
  const bench = await HandBench.open(room, name, hands);
  const whole = await bench.run(noDeaths, !isLong);
  const calls = isLong ? whole.calls : withBack(whole.calls, hands);
  const queue = given === null ? [...runsOver(calls)] : [{ ...noDeaths, ...given }];
  const places = queue.flatMap((run) => ways.flatMap((way) => Object.keys(run[way]))).length;
  console.log(`${name}: ${places} kills in ${queue.length} runs (seed ${campaignSeed})`);
  let died = 0;
  const worker = async (): Promise<void> => {
    for (let run = queue.shift(); run !== undefined; run = queue.shift()) {
      const done = await bench.run(run);
      died += done.died;
    }
  };
  await Promise.all(Array.from({ length: besides }, worker));
  // After a death there may be fewer calls to make than without: some places are not reached.
  const least = Math.floor(places * (isLong ? 0.7 : 0.4));
  if (given === null) expect(died).toBeGreaterThanOrEqual(least);
  return died;
}

describe('killed at any port call, with a person’s steps between', { timeout: 14_400_000 }, () => {
  it('has every kind of step that a person may do', async () => {
    const all = await Promise.all([journeyByHand(), pilotByHand()]);
    const kinds = all.flatMap(({ plan, byHand }) =>
      plan.steps.filter(({ id }) => byHand.includes(id)).map(({ kind }) => kind),
    );
    expect([...new Set(kinds)].sort()).toEqual([...handKinds].sort());
    const [journey] = all;
    expect(journey?.byHand.length).toBeLessThan(journey?.plan.steps.length ?? 0);
  });

  it('sends nothing for them, calls nothing done that is not there, and takes all of it back', async () => {
    const names = ['journey', 'pilot'] as const;
    const deaths = await Promise.all(names.map(async (name) => killIn(name, await plans[name]())));
    const kills = deaths.reduce((sum, one) => sum + one, 0);
    reached('P2', `${kills} SIGKILLs with a person’s steps between, 0 sent for them`, { kills });
  });
});
