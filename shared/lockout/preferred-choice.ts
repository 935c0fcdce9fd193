import { isTargeted } from '../assess/allowed-methods';
import type { Scope } from '../assess/membership';
import type { Person } from '../assess/people';
import type { TenantImage } from '../plan/post-image';
import { isFederated } from './answered-elsewhere';
import type { Preference } from './preference';

/**
 * System-preferred authentication as it meets one account: off, left out or not included means its
 * own default. The first factor of a federated account stays its provider's (domain.md 4.10).
 */
export function preferenceOf(image: TenantImage, person: Person, scope: Scope): Preference {
  const setting = image.policy?.systemCredentialPreferences ?? null;
  if (setting === null) return 'unknown';
  if (setting.state === 'disabled') return 'none';
  const isServed = isTargeted(setting.includeTargets, setting.excludeTargets, scope);
  if (isServed === false) return 'none';
  if (isServed === null) return 'unknown';
  if (setting.state === 'enabled') return 'second';
  if (setting.state !== 'default') return 'unknown';
  return isFederated(image, person) ? 'second' : 'both';
}
