import type { Person } from '../assess/people';
import type { ConditionalAccessPolicy } from '../entra/conditional-access-policy';
import type { TenantImage } from '../plan/post-image';
import { methodsByTrial, type Reading } from './methods-by-trial';
import { isNamedHere, situationsFor } from './situations';
import { isMemberByTrial } from './trial-membership';
import { certificateCombination, isSecondFactor, isStrongEnough } from './trial-strengths';

/**
 * The second evaluator: tries every situation (app × client × place × platform) with every method
 * that works on that day (ISO date), and asks whether one of them shuts the account out. Written
 * apart from the first one on purpose: it shares types with it, no code. Anything unknown applies
 * and blocks (execution.md 3.3).
 */
export function isEverStopped(
  image: TenantImage,
  person: Person,
  date: string,
  reading: Reading = methodsByTrial,
): boolean {
  const usable = reading(image, person, date);
  const state = image.perUser.get(person.id) ?? person.perUserMfa;
  const isSync = person.kind === 'dirSyncAccount';
  const alwaysAsked =
    (image.securityDefaults !== false && !isSync) ||
    (state !== 'disabled' && state !== 'notApplicable');
  const certificate = certificateCombination(image);
  if (alwaysAsked && !usable.some((method) => isSecondFactor(method, certificate))) return true;
  if (image.conditionalAccess === null) return true;
  const binding = image.conditionalAccess.filter(
    (policy) => isOn(policy) && bindsAccount(policy, image, person),
  );
  for (const situation of situationsFor(binding)) {
    for (const policy of binding) {
      if (isNamedHere(policy, situation) && !letsIn(policy, usable, certificate)) {
        return true;
      }
    }
  }
  return false;
}

function isOn(policy: ConditionalAccessPolicy): boolean {
  const off = ['disabled', 'enabledForReportingButNotEnforced'];
  return !off.includes(policy.state) && !isForServicePrincipals(policy);
}

function isForServicePrincipals(policy: ConditionalAccessPolicy): boolean {
  const clients = policy.conditions.clientApplications ?? {};
  return Object.entries(clients).some(
    ([key, value]) => !key.includes('@') && Array.isArray(value) && value.length > 0,
  );
}

function bindsAccount(
  policy: ConditionalAccessPolicy,
  image: TenantImage,
  person: Person,
): boolean {
  const { users } = policy.conditions;
  if (users === null) return true;
  const isIn = matchesAny(
    users.includeUsers,
    users.includeGroups,
    users.includeRoles,
    users.includeGuestsOrExternalUsers,
    { image, person, whenUnknown: true },
  );
  const isOut = matchesAny(
    users.excludeUsers,
    users.excludeGroups,
    users.excludeRoles,
    users.excludeGuestsOrExternalUsers,
    { image, person, whenUnknown: false },
  );
  return isIn && !isOut;
}

type GuestRule = NonNullable<
  ConditionalAccessPolicy['conditions']['users']
>['includeGuestsOrExternalUsers'];

interface Asked {
  readonly image: TenantImage;
  readonly person: Person;
  readonly whenUnknown: boolean;
}

function matchesAny(
  ids: readonly string[] | null,
  groups: readonly string[] | null,
  roles: readonly string[] | null,
  guests: GuestRule,
  asked: Asked,
): boolean {
  const { image, person, whenUnknown } = asked;
  for (const id of ids ?? []) {
    if (id === 'All') return true;
    if (id === 'GuestsOrExternalUsers' && person.isGuest) return true;
    if (id.toLowerCase() === person.id.toLowerCase()) return true;
  }
  for (const group of groups ?? []) {
    if (isMemberByTrial(image, group, person) ?? whenUnknown) return true;
  }
  for (const role of roles ?? []) {
    if (image.roles === null) {
      if (whenUnknown) return true;
      continue;
    }
    const isHolder = image.roles.some(
      (held) =>
        held.userId === person.id &&
        held.assignment === 'active' &&
        held.isLimited !== true &&
        held.roleTemplateId.toLowerCase() === role.toLowerCase(),
    );
    if (isHolder) return true;
  }
  return matchesGuest(guests, asked);
}

function matchesGuest(guests: GuestRule, { person, whenUnknown }: Asked): boolean {
  const types = (guests?.guestOrExternalUserTypes ?? '').split(',').map((type) => type.trim());
  if (person.kind === 'internalGuest') return types.includes('internalGuest');
  if (person.kind !== 'externalGuest' || !types.includes('b2bCollaborationGuest')) return false;
  const kind = guests?.externalTenants?.['membershipKind'];
  // A rule for named partner tenants: the home tenant of a guest is not read.
  return kind === undefined || kind === 'all' ? true : whenUnknown;
}

function letsIn(
  policy: ConditionalAccessPolicy,
  usable: readonly string[],
  certificate: string | null,
): boolean {
  const grant = policy.grantControls;
  if (grant === null) return true;
  const needs: ((method: string | null) => boolean)[] = [];
  for (const control of grant.builtInControls ?? []) {
    if (control === 'block') return false;
    needs.push((method) => control === 'mfa' && isSecondFactor(method, certificate));
  }
  if (grant.authenticationStrength !== null) {
    const strength = grant.authenticationStrength;
    needs.push((method) => method !== null && isStrongEnough(strength, method, certificate));
  }
  const others = [...(grant.customAuthenticationFactors ?? []), ...(grant.termsOfUse ?? [])];
  if (others.length > 0) needs.push(() => false);
  if (needs.length === 0) return true;
  // Every method in turn, and none at all: each need may be met by another method.
  const tries = [null, ...usable];
  const met = needs.map((need) => tries.some((method) => need(method)));
  return grant.operator === 'OR' ? met.some(Boolean) : met.every(Boolean);
}
