import { afterEach, beforeAll, expect, it } from 'vitest';
import type { Plan } from '../../shared/plan/plan';
import { openSwitch, planSwitch, type SwitchBench } from './switch-bench';
import { openSession, type WindowSession } from './window-session';

let plan: Plan;
let bench: SwitchBench;
let window: WindowSession;
beforeAll(async () => {
  plan = await planSwitch();
}, 60_000);
afterEach(async () => {
  await window.close();
  await bench.close();
});

async function openWindow(): Promise<WindowSession> {
  bench = await openSwitch(plan);
  bench.rollout.close();
  bench.store.close();
  return openSession(bench);
}

it('two parts of a screen that ask at the same moment get the same engine', async () => {
  window = await openWindow();
  const { session } = window;
  const [first, second] = await Promise.all([session.open(), session.open()]);
  expect([first.ok, second.ok]).toEqual([true, true]);
  expect(first.ok && second.ok && first.value === second.value).toBe(true);
}, 60_000);

it('of two presses at the same moment one runs, and the other is told', async () => {
  window = await openWindow();
  const { session } = window;
  const done = await Promise.all([session.start(null), session.start(null)]);
  expect(done.map((one) => (one.ok ? 'runs' : one.failure.code))).toEqual(['runs', 'store/locked']);
  expect(session.isBusy).toBe(true);
  await session.pause();
  expect(session.isBusy).toBe(false);
}, 60_000);

it('what is closed while it opens lets go of the tenant', async () => {
  window = await openWindow();
  const opening = window.session.open();
  await window.session.close();
  // Nobody gets an engine that is let go of, nor another one over a closed plan.
  const locked = { ok: false, failure: { code: 'store/locked' } };
  expect(await opening).toMatchObject(locked);
  expect(await window.session.open()).toMatchObject(locked);
  expect(window.session.rollout).toBeNull();
  // The lock is free for the next window.
  await window.close();
  window = openSession(bench);
  expect((await window.session.open()).ok).toBe(true);
}, 60_000);
