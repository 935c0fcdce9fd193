import { policyTraits } from './policy-reach';
import type { AssessContext } from './assess-context';
import type { Recommendation } from './assessment';
import type { Claim } from './three-valued';
import { hasUnclearPolicy } from './unread';
import { isMany } from './many';
import { isNullDone } from './findings/migration-state';
import { staffWithoutLicence } from './findings/security-defaults';
import { isWrongTenant } from './findings/session';

type Value = Recommendation['enforcement'];

function isNotAssessed(context: AssessContext): boolean {
  const { input, snapshot, people } = context;
  return (
    isWrongTenant(context) ||
    input.session?.isConsentMissing === true ||
    snapshot.users.kind !== 'read' ||
    isMany(people.filter((one) => one.isEnabledUnknown === true).length, people.length) ||
    context.migration === 'unknown' ||
    context.securityDefaults === null ||
    context.policies === null ||
    hasUnclearPolicy(context.policies) ||
    context.hasP1 === null
  );
}

/** Nothing legacy is left, and nothing about that is unknown (findings 6). */
function isClean(context: AssessContext): boolean {
  const { enabled, perUser, migration } = context;
  return (
    (migration === 'complete' || isNullDone(context)) &&
    perUser.length === 0 &&
    enabled.every(
      (one) =>
        one.methods !== null &&
        one.perUserMfa !== 'unknown' &&
        one.isEnabledUnknown !== true &&
        !one.isPhoneOnly &&
        !one.isStranded,
    )
  );
}

/** Null: nobody is seen with it, and of too many the state was not read. */
function usesPerUserMfa({ enabled, perUser }: AssessContext): Claim {
  if (perUser.length > 0) return true;
  const members = enabled.filter((one) => !one.isGuest);
  const unknown = members.filter((one) => one.perUserMfa === 'unknown');
  return isMany(unknown.length, members.length) ? null : false;
}

/** What asks for MFA in the end; the first rule that fits wins (findings 6). */
export function recommend(context: AssessContext): Value {
  if (isNotAssessed(context)) return 'notAssessed';
  const hasP1 = context.hasP1 === true;
  // A choice that needs P1 without it is stale, and not among these.
  const choice = context.input.choices.enforcement?.value;
  if (choice !== undefined) return choice;
  const isPerUserInUse = usesPerUserMfa(context);
  if (context.securityDefaults === true) {
    return isClean(context) ? 'nothingToMigrate' : 'keepSecurityDefaults';
  }
  if (!hasP1) {
    const isAnyEnabled = (context.policies ?? []).some(
      (policy) => policyTraits(policy).state === 'enabled',
    );
    if (isAnyEnabled) return 'decideLicences';
    if (isPerUserInUse === null) return 'notAssessed';
    return isPerUserInUse ? 'perUserToSecurityDefaults' : 'turnOnSecurityDefaults';
  }
  if (staffWithoutLicence(context).length > 0) return 'decideLicences';
  if (isPerUserInUse === null) return 'notAssessed';
  if (isPerUserInUse) return 'perUserToConditionalAccess';
  const isStaffCovered = context.enabled.every((one) => !one.isStaff || one.cover === 'enforced');
  return isClean(context) && isStaffCovered ? 'nothingToMigrate' : 'conditionalAccess';
}
