import { afterEach, beforeAll, expect, it } from 'vitest';
import type { Plan } from '../../shared/plan/plan';
import { sha256 } from '../../src-main/store/journal-store';
import { openTenantStore } from '../../src-main/store/open-store';
import { RolloutSession } from '../../src-main/workspace/rollout-session';
import { keepApproved } from '../../src-main/workspace/approved-plan';
import { testId } from '../fixtures/run-rollout';
import { askersOf, dieInSwitch, openSwitch, planSwitch, type SwitchBench } from './switch-bench';

let plan: Plan;
let bench: SwitchBench;
beforeAll(async () => {
  plan = await planSwitch();
}, 60_000);
afterEach(() => bench.close());

interface HalfSwitch {
  readonly session: RolloutSession;
  close(): Promise<void>;
}

/** The window opened again after it died with security defaults off and nothing else on. */
async function halfASwitch(): Promise<HalfSwitch> {
  bench = await openSwitch(plan);
  expect(keepApproved(bench.store, plan, null).ok).toBe(true);
  await bench.untilReportOnly();
  await dieInSwitch(bench);
  const store = openTenantStore(bench.directory, { mode: 'write', clock: bench.source.clock });
  if (!store.ok) throw new Error(store.failure.code);
  const session = new RolloutSession({
    store: store.value,
    ports: {
      ...{ sha256, randomId: testId, now: () => Date.now() },
      ...{ showRun: () => undefined, language: () => 'en' as const },
    },
    source: () => bench.source,
    account: () => 'test',
    changed: () => undefined,
  });
  return {
    session,
    close: async () => {
      await session.close();
      store.value.close();
    },
  };
}

it('the window settles half a switch as it opens, before anybody presses anything', async () => {
  const { session, close } = await halfASwitch();
  expect((await session.open()).ok).toBe(true);
  expect(session.view().state).toBe('recovering');
  await expect.poll(() => session.isBusy, { timeout: 20_000 }).toBe(false);
  expect(session.view().failure?.code).toBe('step/switch-taken-back');
  expect(await askersOf(bench.tenant)).toEqual(['securityDefaults']);
  await close();
}, 60_000);

it('a run that is asked for at the same moment sends nothing before that', async () => {
  const { session, close } = await halfASwitch();
  expect((await session.start(null)).ok).toBe(true);
  const { rollout } = session;
  if (rollout === null) throw new Error('not open');
  const { approve } = rollout;
  let askers: readonly string[] | null = null;
  Object.assign(rollout, {
    approve: async (...asked: Parameters<typeof approve>) => {
      askers = await askersOf(bench.tenant);
      return approve(...asked);
    },
  });
  await expect.poll(() => session.isBusy, { timeout: 30_000 }).toBe(false);
  expect(askers).toEqual(['securityDefaults']);
  await close();
}, 60_000);
