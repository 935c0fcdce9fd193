import {
  hasPerUserMfa,
  scopeOfEnabled,
  scopeOfPerson,
  type AssessContext,
} from '../assess-context';
import type { Finding, Severity, Subject } from '../assessment';
import { isInScope } from '../coverage';
import { finding, subject, tenantFinding, userFinding, type Finder } from '../make-finding';
import { valueOf, type Scope } from '../membership';
import type { Person } from '../people';
import { policyTraits, type PolicyTraits } from '../policy-reach';

function traitsIn(context: AssessContext, state: PolicyTraits['state']): readonly PolicyTraits[] {
  return (context.policies ?? []).map(policyTraits).filter((traits) => traits.state === state);
}

function policySubject({ policy }: PolicyTraits): Subject {
  return subject('policy', policy.id, policy.displayName ?? policy.id);
}

function isBoundBy(context: AssessContext, traits: PolicyTraits, person: Person): boolean {
  return isInScope(traits.policy, scopeOfPerson(context, person)) === true;
}

/** Of enabled accounts: staff that no policy and no security defaults ask. */
export function unprotectedTest(context: AssessContext): (one: Person) => boolean {
  if (context.securityDefaults !== false || context.policies === null) return () => false;
  return (one) =>
    one.isStaff && one.perUserMfa === 'disabled' && one.cover === 'none' && !one.isPlaceBound;
}

function unprotectedStaff(context: AssessContext): readonly Person[] {
  return context.enabled.filter(unprotectedTest(context));
}

/** Unknown counts: a policy for named partner tenants does not tell whose guest somebody is. */
function unprotectedGuests(context: AssessContext): readonly Person[] {
  if (context.securityDefaults !== false) return [];
  const isStaffCovered = context.enabled.some((one) => one.isStaff && one.cover === 'enforced');
  if (!isStaffCovered) return [];
  return context.enabled.filter(
    (one) => one.isGuest && (one.cover === 'none' || one.cover === 'unknown'),
  );
}

function findLocationGap(context: AssessContext): readonly Finding[] {
  const places = traitsIn(context, 'enabled').filter(
    (traits) => traits.hasLocation && (traits.asksForMfa || traits.blocks),
  );
  if (places.length === 0 || context.snapshot.namedLocations.kind !== 'read') return [];
  const open = context.perUser.filter((one) => one.cover !== 'enforced');
  const involved = new Set<PolicyTraits>();
  const people = open.filter((one) => {
    const binding = places.filter((traits) => isBoundBy(context, traits, one));
    for (const traits of binding) involved.add(traits);
    return binding.length > 0;
  });
  const asking = [...involved].filter((traits) => traits.asksForMfa);
  const isWide = asking.some(
    ({ policy }) => policy.conditions.locations?.excludeLocations?.includes('AllTrusted') === true,
  );
  const severity: Severity = isWide ? 'high' : asking.length > 0 ? 'decision' : 'medium';
  const isSettled = severity === 'decision' && context.input.choices.locationParity !== undefined;
  const policies = [...involved].map(({ policy }) => policy.id).sort();
  return isSettled ? [] : userFinding('CA-LOCATION-GAP', severity, people, { policies });
}

/** Of enabled accounts that nothing asks, emergency access left out. */
export function openScopes(context: AssessContext): readonly Scope[] {
  return context.enabled.flatMap((one, at) =>
    one.cover === 'none' && !one.isEmergencyAccess ? [scopeOfEnabled(context, at)] : [],
  );
}

/** Report-only MFA policies somebody might lean on though nothing asks that account (findings 9.1). */
function findReportOnly(context: AssessContext): readonly Finding[] {
  const asking = traitsIn(context, 'reportOnly').filter((traits) => traits.asksForMfa);
  const open = asking.length === 0 ? [] : openScopes(context);
  const leaned = asking.filter((traits) =>
    open.some((scope) => isInScope(traits.policy, scope) === true),
  );
  return finding('CA-REPORT-ONLY-NOT-COVERAGE', 'high', leaned.map(policySubject));
}

const managedPrefix = 'Microsoft-managed';
/** Template ids of Microsoft's own policies begin so; those of the gallery do not (domain.md 1.5). */
const managedTemplates = '4200930c-0da2-4e33-ca01-';
export const managedOfferLimit = 500;

/** What tells that Microsoft made a policy; empty: nothing does. The audit log may be unread. */
export function managedBy(
  { policy }: Pick<PolicyTraits, 'policy'>,
  { snapshot }: Pick<AssessContext, 'snapshot'>,
): readonly ('name' | 'template' | 'audit')[] {
  const created = valueOf(snapshot.managedPolicyIds) ?? [];
  const isCreated = created.some((id) => id.toLowerCase() === policy.id.toLowerCase());
  return [
    ...(policy.displayName?.startsWith(managedPrefix) === true ? (['name'] as const) : []),
    ...(policy.templateId?.toLowerCase().startsWith(managedTemplates) === true
      ? (['template'] as const)
      : []),
    ...(isCreated ? (['audit'] as const) : []),
  ];
}

function findManaged(context: AssessContext): readonly Finding[] {
  const { enabled } = context;
  const managed = (context.policies ?? [])
    .map(policyTraits)
    .filter((traits) => managedBy(traits, context).length > 0);
  const isNotOffered =
    context.isPublicCloud &&
    context.hasP1 === true &&
    context.securityDefaults === false &&
    context.policies !== null &&
    managed.length === 0 &&
    enabled.filter(hasPerUserMfa).length >= managedOfferLimit;
  return [
    ...finding('MANAGED-POLICY-PRESENT', 'medium', managed.map(policySubject)),
    ...tenantFinding('MANAGED-POLICY-NOT-OFFERED', 'info', context, isNotOffered),
  ];
}

/** What Conditional Access asks, and where it only seems to. */
export const findConditionalAccess: Finder = (context) => [
  ...userFinding(
    'CA-REPORT-ONLY-OR-PARTIAL',
    'high',
    context.hasP1 === false ? [] : context.perUser.filter((one) => one.cover === 'partial'),
  ),
  ...findLocationGap(context),
  ...findReportOnly(context),
  ...userFinding('NO-TENANT-ENFORCEMENT', 'blocker', unprotectedStaff(context)),
  ...userFinding('GUEST-NOT-ENFORCED', 'high', unprotectedGuests(context)),
  ...findManaged(context),
];
