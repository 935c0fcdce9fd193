import { rmSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '../../shared/json';
import type { Plan } from '../../shared/plan/plan';
import { ok } from '../../shared/result';
import { openGraphSource } from '../../src-main/graph/open-source';
import type { Fetch } from '../../src-main/graph/fetch';
import type { Source } from '../../src-main/graph/source';
import { parseScenario, type ScenarioInput } from '../../src-main/practice-tenant/scenario';
import { startPracticeTenant, type PracticeTenant } from '../../src-main/practice-tenant/server';
import { campaignSeed, quickFolder, randomOf, reached, sizeOf } from '../fixtures/campaign';
import { openRolloutIn, planScenario } from '../fixtures/campaign-bench';
import { approveTest, driveRollout } from '../fixtures/run-rollout';
import { arrivalsAt, checkRecord, differences, stateOf } from './record-check';
import { smallScenario } from './small-scenario';

const cuts = sizeOf(6, 120);

/** The computer's network: requests to the tenant get through it, or none does. */
class Network {
  isThere = true;
  /** Requests that left since the last `cutAfter`. */
  sent = 0;
  #left = Infinity;
  #isAnswerLost = false;

  /** Gone before the request after so many; with `isAnswerLost` it arrives, and nobody hears. */
  cutAfter(requests: number, isAnswerLost: boolean): void {
    this.#left = requests;
    this.#isAnswerLost = isAnswerLost;
  }

  readonly fetch: Fetch = async (input, init) => {
    // The clock of the practice tenant is no network.
    const url = input instanceof Request ? input.url : input.toString();
    if (url.includes('/_practice/')) return fetch(input, init);
    if (!this.isThere) throw lost();
    this.sent += 1;
    if (this.sent <= this.#left) return fetch(input, init);
    this.isThere = false;
    if (this.#isAnswerLost) await (await fetch(input, init)).arrayBuffer();
    throw lost();
  };
}

/** No network, or no way to learn without it whether the last write arrived. */
const stops = ['graph/network', 'step/outcome-unknown'];

const lost = (): TypeError =>
  new TypeError('fetch failed', {
    cause: Object.assign(new Error('network is unreachable'), { code: 'ENETUNREACH' }),
  });

let scenario: ScenarioInput;
let plan: Plan;
/** The rollout without a cut: how many requests it is, and how it leaves the tenant. */
let whole: { readonly requests: number; readonly end: Json; readonly writes: number };

async function connected(tenant: PracticeTenant, network: Network): Promise<Source> {
  const opened = await openGraphSource({
    ...{ graphUrl: tenant.graphUrl, cloud: 'global' },
    ...{ fetch: network.fetch, writeFetch: network.fetch },
    getToken: () => Promise.resolve(ok(tenant.token)),
  });
  if (!opened.ok) throw new Error(opened.failure.code);
  return opened.value;
}

beforeAll(async () => {
  const parsed = parseScenario(JSON.stringify(smallScenario));
  if (!parsed.ok) throw new Error(parsed.errors.join());
  scenario = parsed.value;
  plan = await planScenario(scenario);
  const network = new Network();
  const tenant = await startPracticeTenant({ scenario });
  const source = await connected(tenant, network);
  const directory = quickFolder('network');
  const { store, rollout } = await openRolloutIn(directory, source, plan);
  await approveTest(rollout, plan);
  network.sent = 0;
  const done = await driveRollout(rollout, source, plan);
  if (!done.ok) throw new Error(JSON.stringify(done.failure));
  const writes = (await arrivalsAt(tenant)).length;
  whole = { requests: network.sent, end: await stateOf(tenant), writes };
  rollout.close();
  store.close();
  rmSync(directory, { recursive: true, force: true });
  await tenant.close();
}, 120_000);

describe('a network that goes in the middle of a rollout', { timeout: 3_600_000 }, () => {
  it('stops it at once and, back again, lets it go on to the same end', async () => {
    const random = randomOf(campaignSeed);
    // Every other time, so that no seed leaves it out.
    const restartsAt = random() < 0.5 ? 0 : 1;
    const seen = { answersLost: 0, restarts: 0, open: 0 };
    for (let n = 0; n < cuts; n += 1) {
      const at = Math.floor(((n + random()) / cuts) * whole.requests);
      const [isAnswerLost, isRestarted] = [random() < 0.5, n % 2 === restartsAt];
      const place = `gone at request ${String(at)} of ${String(whole.requests)}`;
      const network = new Network();
      const tenant = await startPracticeTenant({ scenario });
      const source = await connected(tenant, network);
      const directory = quickFolder('network');
      let program = await openRolloutIn(directory, source, plan);
      await approveTest(program.rollout, plan);
      network.sent = 0;
      network.cutAfter(at, isAnswerLost);
      const stopped = await driveRollout(program.rollout, source, plan);
      expect([place, stopped.ok]).toEqual([place, false]);
      expect([place, network.isThere]).toEqual([place, false]);
      const arrived = (await arrivalsAt(tenant)).length;
      // Whoever presses again while there is none is told so, and nothing leaves.
      const again = await driveRollout(program.rollout, source, plan);
      expect([place, stops.includes(again.ok ? 'done' : again.failure.code)]).toEqual([
        place,
        true,
      ]);
      expect([place, (await arrivalsAt(tenant)).length]).toEqual([place, arrived]);
      seen.open += program.rollout.status().steps.filter(isOpen).length;
      if (isRestarted) {
        program.rollout.close();
        program.store.close();
        network.isThere = true;
        network.cutAfter(Infinity, false);
        program = await openRolloutIn(directory, source, plan);
        seen.restarts += 1;
      }
      network.isThere = true;
      network.cutAfter(Infinity, false);
      const done = await driveRollout(program.rollout, source, plan);
      expect([place, done.ok ? null : done.failure]).toEqual([place, null]);
      checkRecord(program.rollout, await arrivalsAt(tenant), place);
      expect([place, differences(whole.end, await stateOf(tenant))]).toEqual([place, []]);
      seen.answersLost += isAnswerLost ? 1 : 0;
      program.rollout.close();
      program.store.close();
      rmSync(directory, { recursive: true, force: true });
      await tenant.close();
    }
    expect(seen.restarts).toBeGreaterThan(0);
    reached(
      'crash/network-gone.test.ts',
      `gone at ${String(cuts)} of ${String(whole.requests)} requests, ` +
        `${String(seen.answersLost)} times with an answer on its way, ` +
        `${String(seen.restarts)} times with a restart, in the middle of ${String(seen.open)} steps: all ended alike`,
    );
  });
});

function isOpen(step: { readonly status: string }): boolean {
  return !['PENDING', 'DONE', 'SKIPPED'].includes(step.status);
}
