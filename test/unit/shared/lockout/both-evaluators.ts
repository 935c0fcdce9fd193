import type { Person } from '../../../../shared/assess/people';
import { isEverStopped } from '../../../../shared/lockout/second-opinion';
import { findStop } from '../../../../shared/lockout/sign-in-requirements';
import { usableMethods } from '../../../../shared/lockout/usable-methods';
import { scopeInImage } from '../../../../shared/plan/image-scope';
import type { TenantImage } from '../../../../shared/plan/post-image';
import type { MethodOptions } from '../../../fixtures/graph-objects';

/** A day on which every method still works. */
export const today = '2026-11-22';

/** Methods policy where whatever is registered is allowed to everybody. */
export const everyMethod: MethodOptions = {
  Fido2: {},
  MicrosoftAuthenticator: {},
  SoftwareOath: {},
  Sms: {},
  Voice: {},
  X509Certificate: {
    authenticationModeConfiguration: {
      x509CertificateAuthenticationDefaultMode: 'x509CertificateMultiFactor',
      rules: [],
    },
  },
};

/** Whether the rules and the trial say that somebody is stopped, each from its own reading. */
export function judgedByBoth(image: TenantImage, person: Person, date: string): [boolean, boolean] {
  const scope = scopeInImage(image, person);
  const usable = usableMethods(image, person, scope, date)?.sure ?? [];
  const byRules = findStop(image, person, scope, usable).isStopped;
  return [byRules, isEverStopped(image, person, date)];
}
