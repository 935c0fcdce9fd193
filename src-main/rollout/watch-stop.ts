import type { Failure } from '../../shared/diagnostic';
import type { Result } from '../../shared/result';
import { emergencyStop } from './emergency-stop';
import type { Engine, Run } from './engine';

type EverySecond = (call: () => void) => () => void;

/**
 * Does the work of a run, and looks every second whether another process has asked for an
 * emergency stop. Then the run ends at its next boundary and the stop is carried out at once, by
 * the process that may write (execution.md 3.7).
 */
export async function withStopWatch<T>(
  engine: Engine,
  run: Run,
  everySecond: EverySecond,
  work: (run: Run) => Promise<Result<T, Failure>>,
): Promise<Result<T, Failure>> {
  const { journal } = engine.store;
  const { rolloutId } = engine.log;
  const known = journal.stopRequests(rolloutId, 0).at(-1)?.id ?? 0;
  const isAsked = (): boolean =>
    journal.stopRequests(rolloutId, known).some((request) => request.kind === 'emergency');
  const inner = new AbortController();
  const urgent = new AbortController();
  const pass = (): void => inner.abort();
  const hurry = (): void => urgent.abort();
  if (run.signal.aborted) pass();
  run.signal.addEventListener('abort', pass, { once: true });
  if (run.urgent.aborted) hurry();
  run.urgent.addEventListener('abort', hurry, { once: true });
  const unwatch = everySecond(() => {
    if (engine.store.halted !== null || !isAsked()) return;
    hurry();
    pass();
  });
  const watched: Run = { ...run, signal: inner.signal, urgent: urgent.signal };
  try {
    const done = await engine.cut.by(watched.signal, () => work(watched));
    if (engine.store.halted !== null || !isAsked()) return done;
    const calm: Run = { ...run, signal: new AbortController().signal };
    const asked = { by: 'stop request', how: 'cli', restore: false } as const;
    const stopped = await engine.cut.by(calm.signal, () => emergencyStop(engine, calm, asked));
    return stopped.ok ? done : stopped;
  } finally {
    unwatch();
    run.signal.removeEventListener('abort', pass);
    run.urgent.removeEventListener('abort', hurry);
  }
}
