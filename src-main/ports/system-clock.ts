import { SleepAborted, type Clock } from './clock';

/** Longer timers fire at once. */
const longestTimerMs = 3_600_000;

/**
 * The wall clock. `serverOffset` gives the milliseconds the server is ahead of this computer,
 * as learnt from `Date` headers; 0 until the first answer.
 */
export function systemClock(serverOffset: () => number = () => 0): Clock {
  const serverTime = (): number => Date.now() + serverOffset();
  return {
    now: () => Date.now(),
    watched: () => Date.now(),
    serverNow: () => Promise.resolve(serverTime()),
    serverTime,
    sleep: async (ms, signal) => {
      const until = Date.now() + ms;
      for (let left = ms; left > 0; left = until - Date.now()) {
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
