import { rmSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Failure } from '../../shared/diagnostic';
import type { Json } from '../../shared/json';
import type { Plan } from '../../shared/plan/plan';
import { ok } from '../../shared/result';
import { openGraphSource } from '../../src-main/graph/open-source';
import type { Fetch } from '../../src-main/graph/fetch';
import type { Source } from '../../src-main/graph/source';
import { parseScenario, type ScenarioInput } from '../../src-main/practice-tenant/scenario';
import { startPracticeTenant, type PracticeTenant } from '../../src-main/practice-tenant/server';
import type { Rollout } from '../../src-main/rollout/rollout';
import { campaignSeed, pick, quickFolder, randomOf, reached, sizeOf } from '../fixtures/campaign';
import { openRolloutIn, planScenario } from '../fixtures/campaign-bench';
import { approveTest, driveRollout } from '../fixtures/run-rollout';
import { arrivalsAt, checkRecord, differences, stateOf } from './record-check';
import { smallScenario } from './small-scenario';

/** Besides the one at a create. */
const cuts = sizeOf(3, 119);

/** The computer's network: requests to the tenant get through it, or none does. */
class Network {
  isThere = true;
  /** Requests that left since the last `cutAfter`. */
  sent = 0;
  /** Those before which a create has to leave, by what `cutAfter` takes. */
  readonly creates: number[] = [];
  /** The request it went at was a create, and did not arrive. */
  isCreateLost = false;
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
    const isCreate = init?.method === 'POST' && addressOfCreate.test(url);
    if (isCreate) this.creates.push(this.sent);
    this.sent += 1;
    if (this.sent <= this.#left) return fetch(input, init);
    this.isThere = false;
    this.isCreateLost = isCreate && !this.#isAnswerLost;
    if (this.#isAnswerLost) await (await fetch(input, init)).arrayBuffer();
    throw lost();
  };
}

/** No network, or no way to learn without it whether the last write arrived. */
const stops = ['graph/network', 'step/outcome-unknown'];

/** What makes an object of its own: sent once, and again only at a person's word (execution.md 3.4). */
const addressOfCreate = /\/v1\.0\/(?:groups|identity\/conditionalAccess\/policies)$/;

const lost = (): TypeError =>
  new TypeError('fetch failed', {
    cause: Object.assign(new Error('network is unreachable'), { code: 'ENETUNREACH' }),
  });

let scenario: ScenarioInput;
let plan: Plan;
/** The rollout without a cut: how many requests it is, and how it leaves the tenant. */
let whole: {
  readonly requests: number;
  readonly creates: readonly number[];
  readonly end: Json;
};

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
  const { sent: requests, creates } = network;
  whole = { requests, creates, end: await stateOf(tenant) };
  rollout.close();
  store.close();
  rmSync(directory, { recursive: true, force: true });
  await tenant.close();
}, 120_000);

interface Cut {
  /** Requests that still get through. */
  readonly at: number;
  readonly isAnswerLost: boolean;
  readonly isRestarted: boolean;
}

/** Cuts all over the rollout, and one at a create that does not arrive. */
function cutsOf(random: () => number): readonly Cut[] {
  // Every other time, so that no seed leaves it out.
  const restartsAt = random() < 0.5 ? 0 : 1;
  const made = Array.from({ length: cuts }, (_, n) => ({
    at: Math.floor(((n + random()) / cuts) * whole.requests),
    isAnswerLost: random() < 0.5,
    isRestarted: n % 2 === restartsAt,
  }));
  const at = pick(random, whole.creates);
  return [...made, { at, isAnswerLost: false, isRestarted: false }];
}

/** Cut, pressed again in vain, back again. The value: steps that stood open in between. */
async function tryCut(cut: Cut): Promise<{ readonly open: number; readonly isAsked: boolean }> {
  const { at, isAnswerLost, isRestarted } = cut;
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
  expect([place, stops.includes(again.ok ? 'done' : again.failure.code)]).toEqual([place, true]);
  expect([place, (await arrivalsAt(tenant)).length]).toEqual([place, arrived]);
  const open = program.rollout.status().steps.filter(isOpen).length;
  if (isRestarted) {
    program.rollout.close();
    program.store.close();
  }
  const { isCreateLost } = network;
  network.isThere = true;
  network.cutAfter(Infinity, false);
  if (isRestarted) program = await openRolloutIn(directory, source, plan);
  if (isCreateLost) {
    const stepId = await askedForCreate(program.rollout, source, place);
    expect([place, (await arrivalsAt(tenant)).length]).toEqual([place, arrived]);
    const answered = await program.rollout.settle({ stepId, as: { kind: 'resend' }, by: 'test' });
    expect([place, answered.ok ? null : answered.failure]).toEqual([place, null]);
  }
  const done = await driveRollout(program.rollout, source, plan);
  expect([place, done.ok ? null : done.failure]).toEqual([place, null]);
  checkRecord(program.rollout, await arrivalsAt(tenant), place);
  expect([place, differences(whole.end, await stateOf(tenant))]).toEqual([place, []]);
  program.rollout.close();
  program.store.close();
  rmSync(directory, { recursive: true, force: true });
  await tenant.close();
  return { open, isAsked: isCreateLost };
}

/** A create that never arrived can't be told from one that did not show yet: a person says so. */
async function askedForCreate(rollout: Rollout, source: Source, place: string): Promise<string> {
  const asked = await driveRollout(rollout, source, plan);
  const { code, values } = asked.ok ? { code: 'done', values: {} } : asked.failure;
  const { step = '', why } = values as Failure['values'];
  expect([place, code, why]).toEqual([place, 'step/outcome-unknown', 'notFound']);
  return step;
}

describe('a network that goes in the middle of a rollout', { timeout: 3_600_000 }, () => {
  it('stops it at once and, back again, lets it go on to the same end', async () => {
    const all = cutsOf(randomOf(campaignSeed));
    const seen = { open: 0, asked: 0 };
    for (const cut of all) {
      const { open, isAsked } = await tryCut(cut);
      seen.open += open;
      seen.asked += isAsked ? 1 : 0;
    }
    const answersLost = all.filter(({ isAnswerLost }) => isAnswerLost).length;
    const restarts = all.filter(({ isRestarted }) => isRestarted).length;
    expect(restarts).toBeGreaterThan(0);
    expect(seen.asked).toBeGreaterThan(0);
    reached(
      'crash/network-gone.test.ts',
      `gone at ${String(all.length)} of ${String(whole.requests)} requests, ` +
        `${String(answersLost)} times with an answer on its way, ` +
        `${String(restarts)} times with a restart, in the middle of ${String(seen.open)} steps: ` +
        `all ended alike, ${String(seen.asked)} times with a create a person had to allow again`,
    );
  });
});

function isOpen(step: { readonly status: string }): boolean {
  return !['PENDING', 'DONE', 'SKIPPED'].includes(step.status);
}
