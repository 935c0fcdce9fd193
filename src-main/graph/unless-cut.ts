import { failure, type Failure } from '../../shared/diagnostic';
import { err, type Result } from '../../shared/result';

/**
 * What it comes to, or `step/cancelled` as soon as the signal fires: for waits that cannot be ended
 * themselves, such as a person at a sign-in page. Nothing may hang on their end.
 */
export function unlessCut<T>(
  work: Promise<Result<T, Failure>>,
  signal: AbortSignal | undefined,
): Promise<Result<T, Failure>> {
  if (signal === undefined) return work;
  return new Promise((resolve, reject) => {
    const stop = (): void => resolve(err(failure('step/cancelled', { why: 'late' })));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
