import { lastingGlobalAdministrators } from '../../entra/directory-role';
import { passkeyMethods, targetsUser } from '../allowed-methods';
import type { AssessContext, FinderContext } from '../assess-context';
import { configuration, scopeOfPerson } from '../assess-context';
import type { Finding } from '../assessment';
import { certificateFactorsOf } from '../certificate-factors';
import { isInScope } from '../coverage';
import { tenantFinding, userFinding, type Finder } from '../make-finding';
import { valueOf } from '../membership';
import type { Person } from '../people';
import { policyTraits } from '../policy-reach';

/** Recommendations that switch what asks for MFA: without a way back they are refused. */
const switching: ReadonlySet<FinderContext['enforcement']> = new Set([
  'perUserToConditionalAccess',
  'securityDefaultsToConditionalAccess',
  'conditionalAccess',
  'perUserToSecurityDefaults',
  'turnOnSecurityDefaults',
]);

/** A certificate only where every one is known to be two factors, as the guardrails take it. */
function hasStrongMethod({ policy }: AssessContext, { methods }: Person): boolean {
  if (methods?.some((method) => passkeyMethods.has(method)) === true) return true;
  return methods?.includes('certificate') === true && certificateFactorsOf(policy) === 'multi';
}

function isKeyReachable(context: AssessContext, person: Person): boolean {
  const scope = scopeOfPerson(context, person);
  return (['Fido2', 'X509Certificate'] as const).some((id) => {
    const method = configuration(context, id);
    return method !== undefined && targetsUser(method, scope) === true;
  });
}

/** Enabled policies that bind an emergency access account, or might: groups unread counts as bound. */
function bindingPolicies(context: AssessContext, person: Person): readonly string[] {
  const scope = scopeOfPerson(context, person);
  return (context.policies ?? [])
    .filter((policy) => {
      const { state } = policyTraits(policy);
      const isOn = state === 'enabled' || state === 'unknown';
      return isOn && isInScope(policy, scope) !== false;
    })
    .map((policy) => policy.id);
}

function findNotExcluded(context: AssessContext): readonly Finding[] {
  const bound = new Map(context.emergency.map((one) => [one, bindingPolicies(context, one)]));
  const people = context.emergency.filter((one) => (bound.get(one) ?? []).length > 0);
  const policies = [...new Set([...bound.values()].flat())].sort();
  return userFinding('BG-NOT-EXCLUDED', 'blocker', people, { policies });
}

export function initialDomain({ snapshot }: AssessContext): string | null {
  const domains = valueOf(snapshot.domains) ?? [];
  const verified = valueOf(snapshot.organization)?.verifiedDomains ?? [];
  const initial =
    domains.find((domain) => domain.isInitial === true)?.id ??
    verified.find((domain) => domain.isInitial === true)?.name;
  return initial?.toLowerCase() ?? null;
}

function isOnInitialDomain(person: Person, initial: string | null): boolean {
  const domain = person.upn.toLowerCase().split('@').at(-1) ?? '';
  return initial === null ? domain.includes('.onmicrosoft.') : domain === initial;
}

function findIdentity(context: AssessContext): readonly Finding[] {
  const synced = new Set(
    (valueOf(context.snapshot.users) ?? [])
      .filter((user) => user.onPremisesSyncEnabled === true)
      .map((user) => user.id),
  );
  const lasting = lastingGlobalAdministrators(valueOf(context.snapshot.roles) ?? []);
  const initial = initialDomain(context);
  const { emergency } = context;
  return [
    ...userFinding(
      'BG-SYNCED',
      'high',
      emergency.filter((one) => synced.has(one.id)),
    ),
    ...userFinding(
      'BG-ELIGIBLE-ONLY',
      'high',
      emergency.filter((one) => !lasting.has(one.id)),
    ),
    ...userFinding(
      'BG-CUSTOM-DOMAIN',
      'medium',
      emergency.filter((one) => !isOnInitialDomain(one, initial)),
    ),
  ];
}

/** The checks of declared emergency access accounts (R14). Methods unknown: every check fires. */
export const findEmergencyAccess: Finder = (context) => {
  const { emergency, enforcement } = context;
  // A disabled account lets nobody in, and one that may be disabled is not counted on.
  const usable = emergency.filter((one) => one.isEnabledUnknown !== true);
  return [
    ...tenantFinding(
      'BG-MISSING',
      switching.has(enforcement) ? 'blocker' : 'high',
      context,
      usable.length < 2 && context.snapshot.users.kind === 'read',
    ),
    ...userFinding(
      'BG-NO-METHOD',
      'blocker',
      emergency.filter((one) => one.methods === null || one.hasNoMethod),
    ),
    ...userFinding(
      'BG-WEAK-METHOD',
      'blocker',
      emergency.filter((one) => !one.hasNoMethod && !hasStrongMethod(context, one)),
    ),
    ...userFinding(
      'BG-METHOD-UNREACHABLE',
      'blocker',
      context.policy === null ? [] : emergency.filter((one) => !isKeyReachable(context, one)),
    ),
    ...findNotExcluded(context),
    ...findIdentity(context),
    ...userFinding(
      'MANDATORY-MFA-APPLIES',
      'info',
      context.isPublicCloud ? emergency.filter((one) => !hasStrongMethod(context, one)) : [],
    ),
  ];
};
