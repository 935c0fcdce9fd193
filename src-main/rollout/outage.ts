import { failure, type Failure } from '../../shared/diagnostic';
import type { Reading } from '../store/reading-store';

const first = ['organization', 'users', 'authenticationMethodsPolicy', 'conditionalAccess'];

/** Why nothing at all was read: no way to the service, or one that is out of order. Null: some was. */
export function outageOf(reading: Reading): Failure | null {
  const reasons = first.map((path) => {
    const state = reading.state(path);
    return state?.kind === 'unread' ? state.reason : null;
  });
  const isOut = reasons.every((one) => one?.code === 'network' || one?.code === 'busy');
  if (!isOut) return null;
  const busy = reasons.find((one) => one?.code === 'busy');
  if (busy === null || busy === undefined) return failure('graph/network', { code: 'all' });
  return failure('graph/busy', {
    ...{ status: String(busy.status ?? ''), code: busy.graphCode ?? '' },
    ...(busy.until === undefined ? {} : { until: busy.until }),
  });
}
