import { describe, expect, it } from 'vitest';
import { ok } from '../../../../shared/result';
import { practiceClock } from '../../../../src-main/graph/practice-clock';

function opened() {
  const advanced: number[] = [];
  const clock = practiceClock({
    now: () => Promise.resolve(ok(Date.now())),
    advance: (ms) => {
      advanced.push(ms);
      return Promise.resolve(ok(undefined));
    },
  });
  return { clock, advanced };
}

const sum = (all: readonly number[]): number => all.reduce((total, one) => total + one, 0);

describe('the practice clock', () => {
  it('jumps to whoever wakes first; side by side is not one after the other', async () => {
    const { clock, advanced } = opened();
    const start = clock.now();
    const woken: string[] = [];
    const sleep = async (name: string, ms: number): Promise<void> => {
      await clock.sleep(ms);
      woken.push(name);
      expect(clock.now() - start).toBeGreaterThanOrEqual(ms);
    };
    await Promise.all([sleep('long', 60_000), sleep('short', 10_000), sleep('middle', 30_000)]);
    expect(woken).toEqual(['short', 'middle', 'long']);
    expect(sum(advanced)).toBeLessThanOrEqual(60_010);
  });

  it('lets whoever watches see no more time pass than passed', async () => {
    const { clock } = opened();
    const start = clock.watched();
    await clock.sleep(7_200_000);
    expect(clock.now() - start).toBeGreaterThanOrEqual(7_200_000);
    expect(clock.watched() - start).toBeLessThan(60_000);
  });

  it('does not jump while a request is on its way', async () => {
    const { clock, advanced } = opened();
    let answer: () => void = () => undefined;
    const request = clock.during(() => new Promise<void>((resolve) => (answer = resolve)));
    const slept = clock.sleep(3_600_000);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(advanced).toEqual([]);
    answer();
    await request;
    await slept;
    expect(sum(advanced)).toBeGreaterThan(3_500_000);
  });

  it('lets real time count while it waits for an answer', async () => {
    const { clock, advanced } = opened();
    let answer: () => void = () => undefined;
    const request = clock.during(() => new Promise<void>((resolve) => (answer = resolve)));
    await clock.sleep(5);
    expect(advanced).toEqual([]);
    answer();
    await request;
  });

  it('wakes nobody who gave up, and goes on where the tenant is gone', async () => {
    const { clock } = opened();
    const abort = new AbortController();
    const given = clock.sleep(1_000, abort.signal);
    abort.abort();
    await expect(given).rejects.toThrow('cancelled');
    await expect(clock.sleep(1_000, abort.signal)).rejects.toThrow('cancelled');
    const gone = practiceClock({
      now: () => Promise.resolve({ ok: false, failure: { code: 'graph/network', values: {} } }),
      advance: () => Promise.resolve({ ok: false, failure: { code: 'graph/network', values: {} } }),
    });
    await gone.sleep(60_000);
  });
});
