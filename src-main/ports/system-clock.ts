import { SleepAborted, type Clock } from './clock';

/** Longer timers fire at once. */
const longestTimerMs = 3_600_000;

/** As `Clock.steady`, of this computer. */
export function steadyTime(): number {
  return performance.timeOrigin + performance.now();
}

/**
 * The wall clock. `serverOffset` gives the milliseconds the server is ahead of this computer,
 * as learnt from `Date` headers, 0 until the first answer; `serverAhead` those it is ahead of the
 * steady time, null until then.
 */
export function systemClock(
  serverOffset: () => number = () => 0,
  serverAhead: () => number | null = () => null,
): Clock {
  return {
    now: () => Date.now(),
    steady: steadyTime,
    watched: () => Date.now(),
    serverNow: () => Promise.resolve(Date.now() + serverOffset()),
    // Whoever sets this computer's clock brings no wait to an early end.
    serverTime: () => steadyTime() + (serverAhead() ?? Number.NaN),
    sleep: async (ms, signal) => {
      // Counted evenly: this computer's time may be set while something waits.
      const until = performance.now() + ms;
      for (let left = ms; left > 0; left = until - performance.now()) {
        await sleepFor(Math.min(left, longestTimerMs), signal);
      }
      if (signal?.aborted) throw new SleepAborted();
    },
  };
}

/** Calls once a second until the answer is called; never keeps the process alive. */
export function everySecond(call: () => void): () => void {
  const timer = setInterval(call, 1_000);
  timer.unref();
  return () => clearInterval(timer);
}

function sleepFor(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(new SleepAborted());
      return;
    }
    const stop = (): void => {
      clearTimeout(timer);
      reject(new SleepAborted());
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal?.addEventListener('abort', stop, { once: true });
  });
}
