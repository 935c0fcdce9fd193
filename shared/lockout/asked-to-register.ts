import { isTargeted, passkeyMethods, phoneMethods } from '../assess/allowed-methods';
import type { Scope } from '../assess/membership';
import type { MethodTarget } from '../entra/method-configuration';
import type { TenantImage } from '../plan/post-image';
import type { UsableMethods } from './usable-methods';

/**
 * Registration campaign: a passkey campaign asks after any MFA, the Microsoft managed one at least
 * those who answer by phone (domain.md 1.2). Snoozing is possible, so nobody is stopped by it.
 */
export function isAskedToRegister(
  image: TenantImage,
  scope: Scope,
  usable: UsableMethods,
): boolean {
  const campaign =
    image.policy?.registrationEnforcement?.authenticationMethodsRegistrationCampaign ?? null;
  if (campaign === null || (campaign.state !== 'enabled' && campaign.state !== 'default')) {
    return false;
  }
  const isOnlyPhones = usable.sure.every((name) => phoneMethods.has(name));
  const wantsPasskey = (campaign.includeTargets ?? []).some(
    (target: MethodTarget) => target['targetedAuthenticationMethod'] === 'fido2',
  );
  const asksAll = campaign.state === 'enabled' && wantsPasskey;
  if (!isOnlyPhones && !(asksAll && !usable.sure.some((name) => passkeyMethods.has(name)))) {
    return false;
  }
  return isTargeted(campaign.includeTargets, campaign.excludeTargets, scope) === true;
}
