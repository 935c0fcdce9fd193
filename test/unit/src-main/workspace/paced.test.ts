import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Paced } from '../../../../src-main/workspace/paced';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => void vi.useRealTimers());

it('does the first at once, and those after it together when the time is over', () => {
  const work = vi.fn();
  const paced = new Paced(work, 100);
  paced.ask();
  expect(work).toHaveBeenCalledTimes(1);
  for (let n = 0; n < 50; n += 1) paced.ask();
  vi.advanceTimersByTime(99);
  expect(work).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(1);
  expect(work).toHaveBeenCalledTimes(2);
});

it('does the last thing that was asked, and nothing after it', () => {
  const work = vi.fn();
  const paced = new Paced(work, 100);
  for (let n = 0; n < 1_000; n += 1) {
    paced.ask();
    vi.advanceTimersByTime(1);
  }
  vi.advanceTimersByTime(1_000);
  expect(work).toHaveBeenCalledTimes(11);
});

it('does not do what was dropped, and goes on at once when it is asked anew', () => {
  const work = vi.fn();
  const paced = new Paced(work, 100);
  paced.ask();
  paced.ask();
  paced.drop();
  vi.advanceTimersByTime(1_000);
  expect(work).toHaveBeenCalledTimes(1);
  paced.ask();
  expect(work).toHaveBeenCalledTimes(2);
});
