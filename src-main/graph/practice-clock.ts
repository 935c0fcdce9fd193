import type { Failure } from '../../shared/diagnostic';
import { ok, type Result } from '../../shared/result';
import { SleepAborted, type Clock } from '../ports/clock';
import type { PracticeControl } from './practice-control';

/** The practice clock also knows what is on its way. */
export interface PracticeClock extends Clock {
  /** Time does not jump ahead while a request is on its way. */
  during<T>(work: () => Promise<T>): Promise<T>;
}

/** Longer timers fire at once; such a sleeper is woken by time that jumps. */
const longestTimer = 2 ** 31 - 1;

interface Sleeper {
  readonly until: number;
  wake(): void;
}

/** Failure: the tenant did not tell its instant, and this computer's must not stand in for it. */
export async function readPracticeClock(
  practice: Pick<PracticeControl, 'now' | 'advance'>,
): Promise<Result<PracticeClock, Failure>> {
  const at = await practice.now();
  return at.ok ? ok(practiceClock(practice, at.value - Date.now())) : at;
}

/**
 * Waiting advances the tenant's time instead of this computer's: once nothing is on its way, to the
 * instant of whoever wakes first. Those who wait side by side wait no longer than on a real clock.
 */
export function practiceClock(
  practice: Pick<PracticeControl, 'now' | 'advance'>,
  aheadMs = 0,
): PracticeClock {
  let ahead = aheadMs;
  let onTheWay = 0;
  let isTurning = false;
  let sleepers: Sleeper[] = [];
  const now = (): number => Date.now() + ahead;
  const wakeUntil = (at: number): void => {
    const due = sleepers.filter((one) => one.until <= at);
    sleepers = sleepers.filter((one) => one.until > at);
    for (const one of due) one.wake();
  };
  const turn = async (): Promise<void> => {
    while (sleepers.length > 0 && onTheWay === 0) {
      const next = Math.min(...sleepers.map((one) => one.until));
      const whole = Math.max(0, Math.ceil(next - now()));
      if (whole > 0) {
        const done = await practice.advance(whole);
        if (done.ok) ahead += whole;
        // A tenant that does not answer must not hold anybody for ever.
        else wakeUntil(next);
      }
      wakeUntil(now());
      await settled();
    }
  };
  const look = async (): Promise<void> => {
    if (isTurning) return;
    isTurning = true;
    try {
      await settled();
      await turn();
    } finally {
      isTurning = false;
    }
    // Somebody may have gone to sleep while the last turn ended.
    if (sleepers.length > 0 && onTheWay === 0) void look();
  };
  return {
    now,
    steady: now,
    watched: () => Date.now(),
    serverNow: async () => {
      const at = await practice.now();
      if (at.ok) ahead = at.value - Date.now();
      return now();
    },
    serverTime: now,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) {
          reject(new SleepAborted());
          return;
        }
        const stop = (): void => {
          clearTimeout(timer);
          sleepers = sleepers.filter((one) => one !== sleeper);
          reject(new SleepAborted());
        };
        const wake = (): void => {
          clearTimeout(timer);
          signal?.removeEventListener('abort', stop);
          resolve();
        };
        const sleeper: Sleeper = { until: now() + Math.max(0, ms), wake };
        // Real time counts too: a slow request on its way holds nobody longer than asked.
        const timer = setTimeout(() => wakeUntil(now()), Math.min(ms + 1, longestTimer));
        signal?.addEventListener('abort', stop, { once: true });
        sleepers.push(sleeper);
        void look();
      }),
    during: async (work) => {
      onTheWay += 1;
      try {
        return await work();
      } finally {
        onTheWay -= 1;
        if (sleepers.length > 0) void look();
      }
    },
  };
}

/** Whoever was woken, or got an answer, asks the next thing before time moves on. */
async function settled(): Promise<void> {
  for (let turns = 0; turns < 3; turns += 1) await new Promise((resolve) => setImmediate(resolve));
}
