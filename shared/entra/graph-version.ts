import type { CloudName } from './cloud';
import { isSameMethod } from './method-configuration';

export type GraphVersion = 'v1.0' | 'beta';

/**
 * Version of the methods policy. 21Vianet has it on beta alone; elsewhere v1.0, which lacks
 * `systemCredentialPreferences` and what else is named in domain.md 1.1.
 */
export function policyVersion(cloud: CloudName): GraphVersion {
  return cloud === 'china' ? 'beta' : 'v1.0';
}

/** Version of one method's configuration: hardware OATH nowhere in v1.0, QR code in one cloud's. */
export function methodVersion(cloud: CloudName, id: string): GraphVersion {
  if (isSameMethod(id, 'HardwareOath')) return 'beta';
  if (isSameMethod(id, 'QRCodePin') && cloud !== 'global') return 'beta';
  return policyVersion(cloud);
}

/** Version of `/users/{id}/authentication/…` where both would do. */
export function personVersion(cloud: CloudName): GraphVersion {
  return cloud === 'china' ? 'beta' : 'v1.0';
}
