import { failure, type Failure } from '../../shared/diagnostic';
import { lossOf } from './scopes';

/** These were asked for and are not given. `told`: what the service said, if it said anything. */
export function scopesMissing(
  scopes: readonly string[],
  told: { readonly code: string; readonly trace: string } = { code: '–', trace: '–' },
): Failure {
  const names = scopes.map((scope) => scope.slice(scope.lastIndexOf('/') + 1)).join(', ');
  return failure('auth/scopes-missing', { scopes: names, why: lossOf(scopes), ...told });
}
