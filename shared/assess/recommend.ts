import { limits } from '../entra/retirement-dates';
import { policyTraits } from './policy-reach';
import type { AssessContext } from './assess-context';
import type { Recommendation } from './assessment';
import { hasUnclearPolicy } from './unread';
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

/** So many without a fact that the fact counts as not read. */
function isMany(unknown: number, of: number): boolean {
  return unknown > of * limits.manyUnknownShare;
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

/** What asks for MFA in the end; the first rule that fits wins (findings 6). */
export function recommend(context: AssessContext): Value {
  if (isNotAssessed(context)) return 'notAssessed';
  const hasP1 = context.hasP1 === true;
  // A choice that needs P1 without it is stale, and not among these.
  const choice = context.input.choices.enforcement?.value;
  if (choice !== undefined) return choice;
  const isPerUserInUse = context.perUser.length > 0;
  if (context.securityDefaults === true) {
    return isClean(context) ? 'nothingToMigrate' : 'keepSecurityDefaults';
  }
  if (!hasP1) {
    const isAnyEnabled = (context.policies ?? []).some(
      (policy) => policyTraits(policy).state === 'enabled',
    );
    if (isAnyEnabled) return 'decideLicences';
    return isPerUserInUse ? 'perUserToSecurityDefaults' : 'turnOnSecurityDefaults';
  }
  if (staffWithoutLicence(context).length > 0) return 'decideLicences';
  if (isPerUserInUse) return 'perUserToConditionalAccess';
  const isStaffCovered = context.enabled.every((one) => !one.isStaff || one.cover === 'enforced');
  return isClean(context) && isStaffCovered ? 'nothingToMigrate' : 'conditionalAccess';
}
