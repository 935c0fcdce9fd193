import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { DelayedSave } from '../../../../src-renderer/state/delayed-save';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it('saves once, half a second after the last change', () => {
  const save = vi.fn();
  const delayed = new DelayedSave(save);
  delayed.changed();
  vi.advanceTimersByTime(400);
  delayed.changed();
  vi.advanceTimersByTime(499);
  expect([save.mock.calls.length, delayed.isWaiting]).toEqual([0, true]);
  vi.advanceTimersByTime(1);
  expect([save.mock.calls.length, delayed.isWaiting]).toEqual([1, false]);
});

it('saves what waits when its form closes, and nothing where nothing waits', () => {
  const save = vi.fn();
  const delayed = new DelayedSave(save);
  delayed.flush();
  expect(save).not.toHaveBeenCalled();
  delayed.changed();
  delayed.flush();
  vi.advanceTimersByTime(1_000);
  expect(save).toHaveBeenCalledTimes(1);
  delayed.changed();
  delayed.cancel();
  vi.advanceTimersByTime(1_000);
  expect(save).toHaveBeenCalledTimes(1);
});
