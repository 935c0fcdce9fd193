import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { driverNames, type DriverName } from '../../src-main/store/drivers';
import {
  campaignSeed,
  isLong,
  notRunHere,
  quickFolder,
  randomOf,
  reached,
} from '../fixtures/campaign';
import { openKillBench, type Deaths, type KillBench } from './kill-bench';
import { wordsForDriver, type Ran } from './run-kill-child';

/** Runs of one death each, that then come to their end in one piece. */
const single = isLong ? 25 : 1;
/** Runs beside each other: mostly, a child waits for its tenant, or a tenant for its child. */
const besides = isLong ? 12 : 4;
/** One place instead: `CAUSEWAY_KILL_AT=518`, or as a failure prints it, `{"s07":12,"after s07":3}`. */
const chosen = process.env['CAUSEWAY_KILL_AT'] ?? '';
const random = randomOf(campaignSeed);
const present = driverNames.filter((name) => wordsForDriver(name) !== null);

let room: string;
let bench: KillBench;
beforeAll(async () => {
  room = quickFolder('kill');
  bench = await openKillBench(room);
}, 120_000);
afterAll(() => rmSync(room, { recursive: true, force: true }));

/**
 * Every port call is the last of a process once, with the drivers in turn: one run dies at the n-th
 * call of every step that has so many, and of every fifth step again while the next process recovers
 * from that. Usually one run, with a place of each step.
 */
function chainsOver(whole: Ran, driver: DriverName): readonly Deaths[] {
  const steps = Object.entries(whole.callsIn);
  if (!isLong) {
    const places = steps.map(([step, calls]) => [step, 1 + Math.floor(random() * calls)] as const);
    return [Object.fromEntries(places)];
  }
  const longest = Math.max(...steps.map(([, calls]) => calls));
  const chains: Deaths[] = [];
  for (let n = 1 + present.indexOf(driver); n <= longest; n += present.length) {
    const deaths: Record<string, number> = {};
    for (const [at, [step, calls]] of steps.entries()) {
      if (n > calls) continue;
      deaths[step] = n;
      if ((n + at) % 5 === 0) deaths[`after ${step}`] = 1 + Math.floor(random() * 20);
    }
    chains.push(deaths);
  }
  return chains;
}

function singlesOver(whole: Ran): readonly Deaths[] {
  const width = whole.calls / single;
  return Array.from({ length: single }, (_, index) => 1 + Math.floor((index + random()) * width));
}

/** All runs with one driver; how many processes died. */
async function killWith(driver: DriverName): Promise<number> {
  const whole = await bench.whole(driver);
  const given = JSON.parse(chosen === '' ? 'null' : chosen) as Deaths | null;
  const runs = given === null ? [...chainsOver(whole, driver), ...singlesOver(whole)] : [given];
  const places = runs.flatMap((run) => (typeof run === 'number' ? ['one'] : Object.keys(run)));
  console.log(
    `${driver}: ${places.length} kills in ${runs.length} runs of ${whole.calls} port calls, ` +
      JSON.stringify(whole.callsIn),
  );
  const queue = [...runs];
  let died = 0;
  const worker = async (): Promise<void> => {
    for (let run = queue.shift(); run !== undefined; run = queue.shift()) {
      // Added up afterwards: `+=` keeps the sum from before the wait, and others add meanwhile.
      const more = await bench.killed(driver, run);
      died += more;
    }
  };
  await Promise.all(Array.from({ length: besides }, worker));
  // After a death a step may have fewer calls to make than without: some places are not reached.
  expect(died).toBeGreaterThanOrEqual(Math.floor(places.length * 0.8));
  return died;
}

describe('killed at any port call', { timeout: isLong ? 14_400_000 : 1_800_000 }, () => {
  it('sends every kind of write of the journey', () => {
    const last = bench.plan.steps.findIndex((step) => step.id === bench.until);
    const kinds = bench.plan.steps.slice(0, last + 1).map((step) => step.kind);
    expect(kinds).toEqual(
      expect.arrayContaining([
        ...['method.configure', 'group.create', 'ca.create', 'ca.setState', 'group.add'],
        'perUserMfa.set',
      ]),
    );
  });

  it.each(driverNames)('loses nothing and doubles nothing, writing with %s', async (driver) => {
    if (wordsForDriver(driver) === null) {
      notRunHere('P2', `this Node (${process.version}) has no ${driver}`);
      return;
    }
    const died = await killWith(driver);
    reached('P2', `${died} SIGKILLs with ${driver}`, { kills: died, drivers: 1 });
  });
});
