import { migrationOf, type AssessContext } from './assess-context';
import { isSmsUsableForSignIn } from './findings/methods-policy';

const switches: readonly unknown[] = ['default', 'enabled', 'disabled'];

/**
 * The methods policy was read, but some value of it that a finding rests on was not told or is one
 * that nobody knows: the migration state, the state of a method, of system-preferred authentication
 * or of the registration campaign, and whether SMS may be the first factor.
 */
export function isPolicyCut(context: AssessContext): boolean {
  const { policy } = context;
  if (policy === null) return false;
  const campaign = policy.registrationEnforcement?.authenticationMethodsRegistrationCampaign;
  return (
    migrationOf(policy) === 'unknown' ||
    policy.authenticationMethodConfigurations.some(
      ({ state }) => state !== 'enabled' && state !== 'disabled',
    ) ||
    !switches.includes(policy.systemCredentialPreferences?.state) ||
    !switches.includes(campaign?.state) ||
    isSmsUsableForSignIn(context) === null
  );
}
