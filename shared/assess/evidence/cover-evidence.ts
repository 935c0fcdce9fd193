import { servicePlanIds } from '../../entra/tenant-resources';
import type { JsonObject } from '../../json';
import { hasPerUserMfa, type FinderContext } from '../assess-context';
import { countWhere } from '../count-where';
import { isInScope } from '../coverage';
import type { FindingCode } from '../finding-codes';
import { managedBy, managedOfferLimit, openScopes } from '../findings/conditional-access';
import { valueOf } from '../membership';
import { policyTraits, type PolicyTraits } from '../policy-reach';
import { asksToRegister, classicPolicies } from './answer-evidence';
import { templatesOf } from './inventory-evidence';
import { legacyClientsOf, reportOnlyResultsOf } from './sign-in-evidence';
import { strengthsOf } from './strength-evidence';
import { binds, methodsOf, namedGroups, namedPolicies, policiesOf } from './tell';
import { tally, unlessZero, type Tell, type Told } from './tell';

const asksNow = (traits: PolicyTraits): boolean => traits.state === 'enabled' && traits.asksForMfa;

/** Enabled policies that ask these people for MFA, whatever the rest of their conditions. */
function asking({ context, people }: Told) {
  return namedPolicies(context, (traits) => asksNow(traits) && binds(traits, context, people));
}

/** Strengths that those policies demand of these people. */
function strengthsAsked({ context, people }: Told): JsonObject {
  const asked = (context.policies ?? []).map(policyTraits).filter(asksNow);
  const ids = new Set(
    asked.filter((traits) => binds(traits, context, people)).map(({ policy }) => policy.id),
  );
  return context.securityDefaults === true ? {} : strengthsOf(context, (id) => ids.has(id));
}

/** What asks in the tenant as a whole: nothing, where the list is empty. */
const tenantAsks: Tell = ({ context }) => ({
  securityDefaults: context.securityDefaults,
  policiesAsking: namedPolicies(context, asksNow),
});

const perUser: Tell = ({ people }) => ({
  perUserStates: tally(people.map((one) => one.perUserMfa)),
});

const licence: Tell = ({ context }) => ({
  securityDefaults: context.securityDefaults,
  licence: context.plan,
});

/** Seats that hold P1 or P2, bought and used; null: licences were not read. */
function seats({ snapshot }: FinderContext) {
  const skus = valueOf(snapshot.subscribedSkus);
  if (skus === null) return { seatsBought: null, seatsUsed: null };
  const ids: readonly unknown[] = Object.values(servicePlanIds);
  const premium = skus.filter((sku) =>
    sku.servicePlans.some((plan) => ids.includes(plan.servicePlanId?.toLowerCase())),
  );
  return {
    seatsBought: premium.reduce((sum, sku) => sum + (sku.prepaidUnits?.enabled ?? 0), 0),
    seatsUsed: premium.reduce((sum, sku) => sum + (sku.consumedUnits ?? 0), 0),
  };
}

/** Places that policies leave out, by the names of the named locations. */
function exemptPlaces(context: FinderContext, ids: readonly string[]) {
  const names = new Map(
    (valueOf(context.snapshot.namedLocations) ?? []).map((one) => [one.id, one.displayName]),
  );
  const places = (context.policies ?? [])
    .filter((policy) => ids.includes(policy.id))
    .flatMap(({ conditions }) => conditions.locations?.excludeLocations ?? []);
  return [...new Set(places)]
    .sort()
    .map((id) => (id === 'AllTrusted' ? id : { id, displayName: names.get(id) ?? id }));
}

function idsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

const locationGap: Tell = ({ context, finding }) => {
  const ids = idsIn(finding.data?.['policies']);
  return { policies: policiesOf(context, ids), exemptPlaces: exemptPlaces(context, ids) };
};

const staleGroups: Tell = (told) => {
  const { context, finding } = told;
  const ids = idsIn(finding.data?.['groups']);
  const created = (valueOf(context.snapshot.groups) ?? [])
    .filter((group) => ids.includes(group.id.toLowerCase()))
    .flatMap((group) => group.createdDateTime ?? []);
  return {
    groups: namedGroups(context, ids),
    oldestGroupAt: created.sort()[0] ?? null,
    policies: namedPolicies(
      context,
      (traits) =>
        asksNow(traits) &&
        (traits.users?.exclude.groups ?? []).some((id) => ids.includes(id.toLowerCase())),
    ),
  };
};

const managed: Tell = ({ context, finding }) => {
  const ids = new Set(finding.subjects.map((one) => one.id));
  const policies = (context.policies ?? []).filter((policy) => ids.has(policy.id));
  return {
    policyStates: tally(policies.map((policy) => policy.state)),
    recognisedBy: tally(policies.flatMap((policy) => managedBy(policyTraits(policy), context))),
    auditRead: context.snapshot.managedPolicyIds.kind === 'read',
    ...templatesOf(context, ids),
    ...strengthsOf(context, (id) => ids.has(id)),
  };
};

/** Evidence of per-user MFA, Conditional Access, security defaults and licences (4.3, 4.4). */
export const coverEvidence: Partial<Readonly<Record<FindingCode, Tell>>> = {
  'PU-MFA-COVERED': (told) => ({
    securityDefaults: told.context.securityDefaults,
    policies: told.context.securityDefaults === true ? [] : asking(told),
    ...strengthsAsked(told),
    ...perUser(told),
  }),
  'PU-MFA-NOT-COVERED': (told) => ({
    ...perUser(told),
    kinds: tally(told.people.map((one) => one.kind)),
    cover: tally(told.people.map((one) => one.cover)),
    ...tenantAsks(told),
    ...legacyClientsOf(told.context, told.people),
  }),
  'CA-REPORT-ONLY-OR-PARTIAL': (told) => ({
    policies: asking(told),
    ...strengthsAsked(told),
    ...perUser(told),
  }),
  'CA-LOCATION-GAP': locationGap,
  'CA-REPORT-ONLY-NOT-COVERAGE': ({ context, finding }) => {
    const ids = new Set(finding.subjects.map((one) => one.id));
    const leaned = (context.policies ?? []).filter((policy) => ids.has(policy.id));
    return {
      accountsNotAsked: countWhere(openScopes(context), (scope) =>
        leaned.some((policy) => isInScope(policy, scope) === true),
      ),
      ...reportOnlyResultsOf(context, new Set([...ids].map((id) => id.toLowerCase()))),
      ...templatesOf(context, ids),
      ...strengthsOf(context, (id) => ids.has(id)),
    };
  },
  'PU-MFA-ENABLED-NOT-REGISTERED': ({ context, people }) => ({
    cover: tally(people.map((one) => one.cover)),
    ...methodsOf(people),
    ...asksToRegister(context),
  }),
  'NOT-APPLICABLE': ({ people }) => ({ kinds: tally(people.map((one) => one.kind)) }),
  'NO-TENANT-ENFORCEMENT': (told) => ({
    ...tenantAsks(told),
    ...legacyClientsOf(told.context, told.people),
  }),
  'GUEST-NOT-ENFORCED': (told) => ({
    ...tenantAsks(told),
    staffCovered: told.context.enabled.filter((one) => one.isStaff && one.cover === 'enforced')
      .length,
    ...unlessZero({
      coverUnknown: told.people.filter((one) => one.cover === 'unknown').length,
    }),
    homeMfaTrusted:
      valueOf(told.context.snapshot.crossTenantDefault)?.inboundTrust?.isMfaAccepted ?? null,
  }),
  'EXCLUSION-GROUP-STALE': staleGroups,
  'MANAGED-POLICY-PRESENT': managed,
  'MANAGED-POLICY-NOT-OFFERED': ({ context }) => ({
    perUserAccounts: context.enabled.filter(hasPerUserMfa).length,
    offerLimit: managedOfferLimit,
  }),
  'SD-NO-P1': licence,
  'SD-WITH-P1': (told) => ({ ...licence(told), ...legacyClientsOf(told.context, 'all') }),
  'SD-TO-CA-GAP': (told) => ({
    ...licence(told),
    chosenAt: told.context.input.choices.enforcement?.at ?? null,
  }),
  'NO-ENFORCEMENT-AFTER-CLEAR': (told) => ({
    ...licence(told),
    perUserAccounts: told.context.perUser.length,
    ...classicPolicies(told.context),
  }),
  'LICENCE-SHORTFALL': ({ context }) => ({
    ...seats(context),
    staff: context.enabled.filter((one) => one.isStaff).length,
  }),
};
