import { failure } from '../../shared/diagnostic';
import { err, ok } from '../../shared/result';
import type { Shell } from '../app/shell';
import type { ServedHandlers } from './serve-contract';

/** *Test connection*: never where real tenants are off, so that practice stays without a network. */
export function createNetworkHandlers(
  shell: Pick<Shell, 'runtime' | 'testConnection'>,
): Pick<ServedHandlers, 'network.test'> {
  return {
    'network.test': async ({ cloud }) =>
      shell.runtime.realTenantOff
        ? err(failure('auth/real-tenant-off'))
        : ok(await shell.testConnection(cloud)),
  };
}
