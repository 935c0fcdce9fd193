import type { Person } from '../assess/people';
import type { TenantImage } from '../plan/post-image';

/** Who answers for an account outside this tenant, where anybody may. */
export type AnsweredElsewhere = 'guestTrusted' | 'guestTrustUnknown' | 'federated';

/**
 * A guest whose own tenant's MFA is accepted answers there, and a federated user may answer at the
 * identity provider; neither shows in the registered methods. Null: the account answers here.
 */
export function answersElsewhere(image: TenantImage, person: Person): AnsweredElsewhere | null {
  if (person.kind === 'externalGuest') {
    if (image.guestTrust === true) return 'guestTrusted';
    return image.guestTrust === null ? 'guestTrustUnknown' : null;
  }
  return isFederated(image, person) ? 'federated' : null;
}

export function isFederated(image: TenantImage, person: Person): boolean {
  const domain = person.upn.split('@').at(-1)?.toLowerCase() ?? '';
  return image.federatedDomains.has(domain);
}

/** RADIUS knows push, codes and phones; keys and passkeys never (R16). */
const radiusMethods: ReadonlySet<string> = new Set([
  'microsoftAuthenticatorPush',
  'softwareOneTimePasscode',
  'hardwareOneTimePasscode',
  'mobilePhone',
  'alternateMobilePhone',
  'officePhone',
]);

/** False for somebody who signs in by RADIUS and has nothing it can ask for. */
export function canAnswerRadius(
  image: TenantImage,
  person: Person,
  usable: readonly string[],
): boolean {
  return !image.radiusUsers.has(person.id) || usable.some((name) => radiusMethods.has(name));
}
