import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SleepAborted } from '../../../../src-main/ports/clock';
import { systemClock } from '../../../../src-main/ports/system-clock';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('a sleep longer than any timer neither ends at once nor too late', async () => {
  let isAwake = false;
  const days = 40 * 86_400_000;
  void systemClock()
    .sleep(days)
    .then(() => (isAwake = true));
  await vi.advanceTimersByTimeAsync(days - 1);
  expect(isAwake).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(isAwake).toBe(true);
});

test.each([
  ['forward', 86_400_000],
  ['back', -86_400_000],
])(
  'a computer whose time is set %s in the middle of a sleep neither cuts nor draws it out',
  async (_, jumpMs) => {
    let isAwake = false;
    // Longer than one timer, so that the rest is counted anew.
    void systemClock()
      .sleep(5_400_000)
      .then(() => (isAwake = true));
    await vi.advanceTimersByTimeAsync(1_000_000);
    vi.setSystemTime(Date.now() + jumpMs);
    await vi.advanceTimersByTimeAsync(4_399_999);
    expect(isAwake).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(isAwake).toBe(true);
  },
);

test('a sleep ends when its signal fires, and one that was over before does not begin', async () => {
  const stop = new AbortController();
  const sleeping = systemClock().sleep(7_200_000, stop.signal);
  const ended = expect(sleeping).rejects.toBeInstanceOf(SleepAborted);
  await vi.advanceTimersByTimeAsync(3_700_000);
  stop.abort();
  await ended;
  await expect(systemClock().sleep(0, stop.signal)).rejects.toBeInstanceOf(SleepAborted);
});
