import type { Person } from '../assess/people';
import { isOfDomains } from '../plan/outside-mfa';
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
  return isOfDomains(person, image.federatedDomains);
}
