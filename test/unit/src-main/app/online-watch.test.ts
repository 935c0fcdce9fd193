import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { AppState } from '../../../../shared/ipc/home-contract';
import { failure } from '../../../../shared/diagnostic';
import { err, ok } from '../../../../shared/result';
import { AppStateHolder } from '../../../../src-main/app/app-state';
import { watchOnline } from '../../../../src-main/app/online-watch';
import type { GraphClient } from '../../../../src-main/graph/graph-client';
import { patientReads } from '../../../../src-main/graph/patient-reads';

let isUp = true;
let shown: boolean[] = [];
let state: AppStateHolder;
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  [isUp, shown] = [true, []];
  // As `create-shell` has it: the window shows `offline`, and reads ask for it.
  state = new AppStateHolder({ offline: false } as AppState, ({ offline }) => shown.push(offline));
  stop = watchOnline({
    isOnline: () => isUp,
    told: (offline) => void state.update({ offline }),
  });
});
afterEach(() => {
  stop();
  vi.useRealTimers();
});

it('knows within five seconds that the network is gone, and that it is back', async () => {
  await vi.advanceTimersByTimeAsync(60_000);
  expect(shown).toEqual([]);
  isUp = false;
  await vi.advanceTimersByTimeAsync(5_000);
  expect(shown).toEqual([true]);
  await vi.advanceTimersByTimeAsync(600_000);
  isUp = true;
  await vi.advanceTimersByTimeAsync(5_000);
  expect(shown).toEqual([true, false]);
});

it('knows it at once when the program starts without a network', () => {
  isUp = false;
  const told: boolean[] = [];
  watchOnline({ isOnline: () => isUp, told: (offline) => told.push(offline) })();
  expect(told).toEqual([true]);
});

it('asks no more when the program ends', async () => {
  stop();
  isUp = false;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(shown).toEqual([]);
});

it.each([7_000, 20 * 60_000])(
  'a read that is paused for %i ms without a network goes on by itself at its return',
  async (goneMs) => {
    const sent: number[] = [];
    const waiting: number[] = [];
    const graph = {
      get: () => {
        if (isUp) sent.push(Date.now());
        return Promise.resolve(isUp ? ok({ status: 200 }) : err(failure('graph/network')));
      },
      clock: {
        now: () => Date.now(),
        sleep: (ms: number) => new Promise((resolve) => setTimeout(resolve, ms)),
      },
    };
    const reads = patientReads(graph as unknown as GraphClient, {
      isOnline: () => !state.current.offline,
      waiting: (count) => void waiting.push(count),
    });
    isUp = false;
    await vi.advanceTimersByTimeAsync(5_000);
    const answer = reads.get('/v1.0/users');
    await vi.advanceTimersByTimeAsync(goneMs);
    expect([sent, waiting]).toEqual([[], [1]]);
    const backAt = Date.now();
    isUp = true;
    // Five seconds until it is known, two more until the read looks.
    await vi.advanceTimersByTimeAsync(7_000);
    expect((await answer).ok).toBe(true);
    expect(sent).toHaveLength(1);
    expect((sent[0] ?? 0) - backAt).toBeLessThanOrEqual(7_000);
    expect(waiting).toEqual([1, 0]);
  },
);
