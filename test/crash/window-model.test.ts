import { rmSync } from 'node:fs';
import { beforeAll, expect, it } from 'vitest';
import type { Failure } from '../../shared/diagnostic';
import type { Plan } from '../../shared/plan/plan';
import type { Result } from '../../shared/result';
import type { Source } from '../../src-main/graph/source';
import type { ScenarioInput } from '../../src-main/practice-tenant/scenario';
import { startPracticeTenant } from '../../src-main/practice-tenant/server';
import { sha256 } from '../../src-main/files/sha256';
import { openTenantStore } from '../../src-main/store/open-store';
import { RolloutSession } from '../../src-main/workspace/rollout-session';
import { campaignSeed, pick, quickFolder, randomOf, reached, sizeOf } from '../fixtures/campaign';
import { planScenario } from '../fixtures/campaign-bench';
import { connect } from '../fixtures/open-practice';
import { testId } from '../fixtures/run-rollout';
import { stepsOfKind } from './every-kind';
import { everyKindScenario } from './every-kind-scenario';
import { planOfSteps } from './plan-of-steps';
import { arrivalsAt, checkRecord, createsIn } from './record-check';

/** Rounds of presses that do not wait for one another, as two parts of a page and a double click do. */
const rounds = sizeOf(8, 400);
const presses = 12;
let scenario: ScenarioInput;
let plan: Plan;

beforeAll(async () => {
  scenario = everyKindScenario();
  const whole = await planScenario(scenario);
  plan = planOfSteps(whole, [
    ...stepsOfKind(whole, 'systemPreferred.set'),
    ...stepsOfKind(whole, 'group.add'),
    ...stepsOfKind(whole, 'perUserMfa.set'),
  ]);
}, 120_000);

type Press = (session: RolloutSession) => Promise<Result<unknown, Failure> | undefined>;

const acts: Readonly<Record<string, Press>> = {
  open: (session) => session.open(),
  approve: (session) => session.approve(plan, null),
  start: (session) => session.start(null),
  rollBack: (session) => session.rollBack({ toStep: null }),
  hold: (session) => {
    session.hold();
    return Promise.resolve(undefined);
  },
  stop: (session) => session.stop(false),
  checkPreflight: (session) => session.checkPreflight(),
  pause: async (session) => {
    await session.pause();
    return undefined;
  },
};
/** What a press may be answered with: somebody else is at it, or there is nothing to do it on. */
const refusals =
  /^(store\/locked|plan\/(not-approved|other-plan-here|nothing-to-do)|step\/.*|guardrail\/.*)$/;

/** The window over a folder of one tenant: what a start of the program makes. */
function openWindow(directory: string, source: Source) {
  const store = openTenantStore(directory, { mode: 'write', clock: source.clock });
  if (!store.ok) throw new Error(store.failure.code);
  const session = new RolloutSession({
    store: store.value,
    ports: {
      ...{ sha256, randomId: testId, now: () => Date.now() },
      ...{ showRun: () => undefined, language: () => 'en' as const },
    },
    source: () => source,
    account: () => 'test',
    changed: () => void session.view(),
  });
  return { session, store: store.value };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function idle(session: RolloutSession): Promise<void> {
  await expect.poll(() => session.isBusy, { timeout: 180_000, interval: 10 }).toBe(false);
}

it('presses that do not wait for one another double nothing, lose nothing and lock nobody out', async () => {
  const random = randomOf(campaignSeed);
  const seen = new Set<string>();
  let told = 0;
  for (let round = 0; round < rounds; round += 1) {
    const tenant = await startPracticeTenant({ scenario, lagMs: 0 });
    const source = await connect(tenant);
    const directory = quickFolder('window');
    const first = openWindow(directory, source);
    const order: string[] = [];
    const pending: Promise<void>[] = [];
    const strange: string[] = [];
    const press = (name: string): void => {
      order.push(name);
      seen.add(name);
      const answered = acts[name]?.(first.session).then((answer) => {
        told += 1;
        if (answer === undefined || answer.ok || refusals.test(answer.failure.code)) return;
        strange.push(`${name}: ${answer.failure.code}`);
      });
      pending.push(answered ?? Promise.resolve());
    };
    press('approve');
    for (let n = 0; n < presses; n += 1) {
      const name = pick(random, Object.keys(acts));
      press(name);
      // Half of them are double clicks; between two presses passes anything from nothing to a while.
      if (random() < 0.5) press(name);
      for (let left = Math.floor(random() ** 3 * 60); left > 0; left -= 1) await turn();
    }
    // The window closes in the middle of it all, while somebody opens; what was asked is answered.
    const closed = first.session.close();
    press('open');
    await Promise.all([closed, ...pending]);
    const place = `round ${round}: ${order.join(' ')}`;
    expect([place, strange]).toEqual([place, []]);
    expect([place, first.session.isBusy, first.session.rollout]).toEqual([place, false, null]);
    first.store.close();

    // A new start finds the tenant free, the record whole, and finishes what was begun.
    const second = openWindow(directory, source);
    expect([place, await second.session.approve(plan, null)]).toMatchObject([place, { ok: true }]);
    for (let left = 4; left > 0 && second.session.view().state !== 'done'; left -= 1) {
      expect([place, await second.session.start(null)]).toMatchObject([place, { ok: true }]);
      await idle(second.session);
    }
    expect([place, second.session.view().failure]).toEqual([place, null]);
    expect([place, second.session.view().state]).toEqual([place, 'done']);
    const { rollout } = second.session;
    if (rollout === null) throw new Error(place);
    const arrivals = await arrivalsAt(tenant);
    checkRecord(rollout, arrivals, place);
    expect([place, createsIn(arrivals)]).toEqual([place, 1]);
    await second.session.close();
    second.store.close();
    rmSync(directory, { recursive: true, force: true });
    await tenant.close();
  }
  expect([...seen].sort()).toEqual(Object.keys(acts).sort());
  reached(
    'crash/window-model.test.ts',
    `${rounds} rounds, ${told} presses that did not wait, closed in the middle of each: 0 doubled`,
  );
}, 7_200_000);
