import { failure, type Failure } from '../../shared/diagnostic';
import { err, type Result } from '../../shared/result';

/** Whatever a port throws: who waits is told, and may try again. */
export async function answered<T>(
  ask: () => Promise<Result<T, Failure>>,
): Promise<Result<T, Failure>> {
  try {
    return await ask();
  } catch {
    return err(failure('internal/bug', { place: 'sign-in' }));
  }
}

export function cannotForget(error: unknown): Failure {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  return failure('store/unwritable', { path: 'sign-ins', code });
}
