import type { Failure } from '../../shared/diagnostic';
import type { Result } from '../../shared/result';
import { systemClock } from '../ports/system-clock';
import type { CliContext } from './context';

/** The longest a running process may take to reach a boundary: a write may be 120 s under way. */
const longestMs = 150_000;
const pauseMs = 500;

/** Tries again while another process holds the tenant's lock. */
export async function waitForTurn<T>(
  context: Pick<CliContext, 'now' | 'signal'>,
  open: () => Promise<Result<T, Failure>>,
): Promise<Result<T, Failure>> {
  const clock = systemClock();
  const until = context.now() + longestMs;
  for (;;) {
    const opened = await open();
    if (opened.ok || opened.failure.code !== 'store/locked') return opened;
    if (context.now() >= until || context.signal.aborted) return opened;
    await clock.sleep(pauseMs);
  }
}
