import type { Context, Middleware } from '@microsoft/microsoft-graph-client';
import type { Clock } from '../../ports/clock';
import { backOffMs, patienceMs, retryAfterMs } from '../retry-after';
import { readTries, triesOf } from '../read-tries';
import { callOf, type Call } from './call';

/**
 * Repeats reads, at most five tries, never earlier than `Retry-After`; an answer of 500 is asked for
 * at most three times. A write passes once: what
 * became of it is settled by reading, not by sending again (execution.md 6.3).
 */
export class ReadRetry implements Middleware {
  #next: Middleware | null = null;

  constructor(
    private readonly clock: Clock,
    private readonly onThrottled: () => void,
    private readonly onWait: (seconds: number | null) => void,
  ) {}

  setNext(next: Middleware): void {
    this.#next = next;
  }

  async execute(context: Context): Promise<void> {
    const call = callOf(context);
    for (let attempt = 1; ; attempt += 1) {
      await this.#next?.execute(context);
      if (call.response?.status === 429) this.onThrottled();
      if (call.lane === 'write' || attempt >= triesOfCall(call)) return;
      const headers = call.response?.headers ?? {};
      const asked = retryAfterMs(headers, this.clock.serverTime());
      const wait = asked ?? backOffMs(attempt);
      // Never earlier than asked: what is asked for that long stays unanswered.
      if (wait > patienceMs) return;
      if (wait >= 1000) this.onWait(Math.ceil(wait / 1000));
      try {
        await this.clock.sleep(wait, call.signal);
      } finally {
        this.onWait(null);
      }
    }
  }
}

function triesOfCall({ response, failure }: Call): number {
  if (response !== null) return triesOf(response.status);
  return failure?.code === 'graph/network' ? readTries : 1;
}
