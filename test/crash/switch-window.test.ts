import { afterEach, beforeAll, expect, it } from 'vitest';
import type { Plan } from '../../shared/plan/plan';
import { askersOf, dieInSwitch, openSwitch, planSwitch, type SwitchBench } from './switch-bench';
import { openSession, type WindowSession } from './window-session';

let plan: Plan;
let bench: SwitchBench;
beforeAll(async () => {
  plan = await planSwitch();
}, 60_000);
afterEach(() => bench.close());

/** The window opened again after it died with security defaults off and nothing else on. */
async function halfASwitch(): Promise<WindowSession> {
  bench = await openSwitch(plan);
  await bench.untilReportOnly();
  await dieInSwitch(bench);
  return openSession(bench);
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

it('held while it settles half a switch, the window is free again afterwards', async () => {
  const { session, close } = await halfASwitch();
  expect((await session.open()).ok).toBe(true);
  session.hold();
  await session.pause();
  expect(session.isBusy).toBe(false);
  expect(await askersOf(bench.tenant)).toEqual(['securityDefaults']);
  await close();
}, 60_000);

it('closed while it is still opening, it settles half a switch before it lets go', async () => {
  const { session, close } = await halfASwitch();
  const opening = session.open();
  await close();
  expect(await opening).toMatchObject({ ok: false, failure: { code: 'store/locked' } });
  expect(await askersOf(bench.tenant)).toEqual(['securityDefaults']);
}, 60_000);

it('another approval while it is opening waits for half a switch, and is refused meanwhile', async () => {
  const { session, close } = await halfASwitch();
  void session.open();
  expect(await session.approve(plan, null)).toMatchObject({
    ok: false,
    failure: { code: 'store/locked' },
  });
  await expect.poll(() => session.isBusy, { timeout: 20_000 }).toBe(false);
  expect(await askersOf(bench.tenant)).toEqual(['securityDefaults']);
  await close();
}, 60_000);
