import { ok } from '../../shared/result';
import type { Shell } from '../app/shell';
import type { ServedHandlers } from './serve-contract';

/** What a person answers the proxy that asks; nothing of it is logged or handed back. */
export function createProxyHandlers({
  proxyDesk,
}: Pick<Shell, 'proxyDesk'>): Pick<ServedHandlers, 'proxy.answer' | 'proxy.cancel'> {
  return {
    'proxy.answer': (given) => {
      proxyDesk.settle(given);
      return Promise.resolve(ok({}));
    },
    'proxy.cancel': () => {
      proxyDesk.settle(null);
      return Promise.resolve(ok({}));
    },
  };
}
