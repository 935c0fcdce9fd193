import { afterEach, beforeAll, expect, it } from 'vitest';
import type { Plan } from '../../shared/plan/plan';
import { openKind, type KindBench } from '../fixtures/every-kind-bench';
import { openSwitch, planSwitch, type SwitchBench } from './switch-bench';
import { openSession, type WindowSession } from './window-session';

let plan: Plan;
let bench: Pick<SwitchBench, 'directory' | 'source' | 'plan' | 'close'>;
let window: WindowSession;
beforeAll(async () => {
  plan = await planSwitch();
}, 60_000);
afterEach(async () => {
  await window.close();
  await bench.close();
});

async function openWindow(): Promise<WindowSession> {
  return windowOver(await openSwitch(plan));
}

function windowOver(opened: SwitchBench | KindBench): WindowSession {
  bench = opened;
  opened.rollout.close();
  opened.store.close();
  return openSession(opened);
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

it('the system is told of a run that came as far as it was meant to', async () => {
  window = windowOver(await openKind('systemPreferred.set', { lagMs: 0 }));
  const { session, ends } = window;
  expect((await session.start(null)).ok).toBe(true);
  await expect.poll(() => session.isBusy, { timeout: 30_000 }).toBe(false);
  expect([session.view().failure, ends]).toEqual([null, ['reached']]);
}, 60_000);
