import { performance } from 'node:perf_hooks';

/** Long work in steps, which ends with a value. */
export type Steps<T> = Generator<undefined, T, undefined>;

/** Held so long, nobody waits. */
const turnMs = 12;

/** The work, with a turn for everything else after some milliseconds of it. */
export async function inTurns<T>(steps: Steps<T>): Promise<T> {
  for (let began = performance.now(); ;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (performance.now() - began < turnMs) continue;
    await new Promise((resolve) => setImmediate(resolve));
    began = performance.now();
  }
}

/** The work in one go, where nobody waits. */
export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
