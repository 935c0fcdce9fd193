import { failure, type Failure } from '../diagnostic';
import { knownMethodId } from '../entra/method-configuration';
import { servicePlanIds } from '../entra/tenant-resources';
import type { Answers } from '../tenant/answer';
import type { Choices, Enforcement } from '../tenant/choice';
import type { Snapshot } from '../tenant/snapshot';
import { tenantPlan } from './licences';
import { valueOf } from './membership';
import type { Person } from './people';
import { policyTraits, type PolicyTraits } from './policy-reach';
import { needsP1 } from './stale-choices';

/** What choices are judged against when somebody makes them. */
export interface ChoiceFacts {
  readonly snapshot: Pick<
    Snapshot,
    'subscribedSkus' | 'conditionalAccess' | 'securityDefaults' | 'groups' | 'groupMembers'
  >;
  readonly answers: Answers | null;
  readonly people: readonly Person[];
}

/** A choice that safety rules out (answers.md 3): its place in the choices, and the rule. */
export interface RefusedChoice {
  readonly place: string;
  readonly failure: Failure;
}

/** Names shown of the accounts that would keep nothing. */
const shownNames = 5;

const turnsDefaultsOn: ReadonlySet<Enforcement> = new Set([
  'perUserToSecurityDefaults',
  'turnOnSecurityDefaults',
]);

/** Configurations any of which allows a method (findings.md 2.3); left out: nothing can forbid it. */
const governedBy: Readonly<Record<string, readonly string[]>> = {
  mobilePhone: ['Sms', 'Voice'],
  alternateMobilePhone: ['Voice'],
  officePhone: ['Voice'],
  microsoftAuthenticatorPush: ['MicrosoftAuthenticator'],
  microsoftAuthenticatorPasswordless: ['MicrosoftAuthenticator'],
  softwareOneTimePasscode: ['SoftwareOath'],
  hardwareOneTimePasscode: ['HardwareOath'],
  fido2: ['Fido2'],
  fido2SecurityKey: ['Fido2'],
  passKeyDeviceBound: ['Fido2'],
  passKeyDeviceBoundAuthenticator: ['Fido2'],
  passKeyDeviceBoundWindowsHello: ['Fido2'],
  passKeySynced: ['Fido2'],
  externalAuthMethod: ['External'],
  certificate: ['X509Certificate'],
};
const ungoverned: ReadonlySet<string> = new Set([
  'windowsHelloForBusiness',
  'macOsSecureEnclaveKey',
]);

/** P1 was bought and is suspended or over: such a choice is stale, not ruled out. */
function hadP1({ subscribedSkus }: ChoiceFacts['snapshot']): boolean {
  const premium: readonly string[] = [servicePlanIds.p1, servicePlanIds.p2];
  return (valueOf(subscribedSkus) ?? []).some((sku) =>
    sku.servicePlans.some((plan) => premium.includes(plan.servicePlanId.toLowerCase())),
  );
}

function withoutLicence({ enforcement }: Choices, facts: ChoiceFacts): readonly RefusedChoice[] {
  const { snapshot } = facts;
  if (enforcement === undefined || !needsP1.has(enforcement.value)) return [];
  if (tenantPlan(snapshot.subscribedSkus) !== 'free' || hadP1(snapshot)) return [];
  const place = 'enforcement';
  return [{ place, failure: failure('guardrail/choice-without-licence', { place }) }];
}

function enabledPolicies({ conditionalAccess }: ChoiceFacts['snapshot']): readonly PolicyTraits[] {
  const policies = valueOf(conditionalAccess) ?? [];
  return policies.map(policyTraits).filter((traits) => traits.state === 'enabled');
}

/**
 * Security defaults and enabled policies exclude each other (R11). The plan turns policies off
 * first, but not those somebody chose to keep; and nothing keeps defaults that are off.
 */
function withPoliciesLeft(choices: Choices, facts: ChoiceFacts): readonly RefusedChoice[] {
  const { enforcement, licences, managedPolicy } = choices;
  const policies = enabledPolicies(facts.snapshot);
  if (policies.length === 0) return [];
  const kept = new Set(
    (managedPolicy ?? []).flatMap((one) => (one.value === 'keepTheirs' ? one.policyId : [])),
  );
  const staying = policies.filter(({ policy }) => kept.has(policy.id));
  const areDefaultsOff = valueOf(facts.snapshot.securityDefaults)?.isEnabled === false;
  const places = [
    ...(enforcement !== undefined && turnsDefaultsOn.has(enforcement.value) && staying.length > 0
      ? [{ place: 'enforcement', left: staying }]
      : []),
    ...(enforcement?.value === 'keepSecurityDefaults' && areDefaultsOff
      ? [{ place: 'enforcement', left: policies }]
      : []),
    ...(licences?.value === 'securityDefaultsForAll' && staying.length > 0
      ? [{ place: 'licences', left: staying }]
      : []),
  ];
  return places.map(({ place, left }) => {
    const names = left.map(({ policy }) => policy.displayName ?? policy.id).sort();
    const policy = names.slice(0, shownNames).join(', ');
    return { place, failure: failure('guardrail/choice-two-askers', { place, policy }) };
  });
}

/** "All trusted locations" takes in the legacy trusted IPs: nobody keeps an exemption unseen. */
function unseenExemption(choices: Choices, facts: ChoiceFacts): readonly RefusedChoice[] {
  const areAnswered = (facts.answers?.legacyMfa?.trustedIps ?? null) !== null;
  if (choices.locationParity?.value !== 'keepExemption' || areAnswered) return [];
  const wide = enabledPolicies(facts.snapshot).filter(
    ({ asksForMfa, policy }) =>
      asksForMfa && policy.conditions.locations?.excludeLocations?.includes('AllTrusted') === true,
  );
  if (wide.length === 0) return [];
  const place = 'locationParity';
  const policy = wide
    .map((one) => one.policy.displayName ?? one.policy.id)
    .sort()
    .slice(0, shownNames)
    .join(', ');
  return [{ place, failure: failure('guardrail/choice-exemption', { place, policy }) }];
}

/** Whether these configurations switched off leave somebody who had something with nothing. */
function losesLast(person: Person, off: ReadonlySet<string>): boolean {
  const methods = person.methods ?? [];
  if (methods.some((name) => ungoverned.has(name))) return false;
  const held = methods.flatMap((name) => {
    const ids = governedBy[name];
    return ids === undefined ? [] : [ids];
  });
  const keeps = held.some((ids) => ids.some((id) => !off.has(id)));
  return held.length > 0 && !keeps;
}

/** Whom the choice of a method takes it from; null: from nobody. */
function takenFrom(
  { value, exclude = [] }: NonNullable<Choices['methods']>[string],
  snapshot: ChoiceFacts['snapshot'],
): ((userId: string) => boolean) | null {
  if (value === 'off') return () => true;
  const groups = valueOf(snapshot.groups) ?? [];
  const lists = exclude.flatMap((name) => {
    const group = groups.find(
      (one) => one.id.toLowerCase() === name.toLowerCase() || one.displayName === name,
    );
    const members = snapshot.groupMembers[(group?.id ?? name).toLowerCase()];
    return members?.kind === 'read' ? [members.value] : [];
  });
  return lists.length === 0 ? null : (userId) => lists.some((one) => one.includes(userId));
}

/**
 * Nobody switches off the last method of an emergency access account or their own, nor leaves them
 * out of it.
 */
function lastMethods(
  choices: Choices,
  { people, snapshot }: ChoiceFacts,
): readonly RefusedChoice[] {
  const taken = Object.entries(choices.methods ?? {}).flatMap(([written, choice]) => {
    const id = knownMethodId(written);
    const isFrom = takenFrom(choice, snapshot);
    return isFrom === null ? [] : [{ id, isFrom }];
  });
  if (taken.length === 0) return [];
  const guarded = people.filter((one) => one.isEmergencyAccess || one.isOperator);
  const losing = guarded.filter((one) =>
    losesLast(one, new Set(taken.flatMap(({ id, isFrom }) => (isFrom(one.id) ? id : [])))),
  );
  return taken.flatMap(({ id, isFrom }) => {
    // Those who would keep something if it were not for this one method.
    const by = losing.filter(
      (one) =>
        isFrom(one.id) &&
        (one.methods ?? []).some((name) => governedBy[name]?.includes(id) === true),
    );
    if (by.length === 0) return [];
    const place = `methods.${id}`;
    const people = by
      .map((one) => one.upn)
      .slice(0, shownNames)
      .join('\n');
    const values = { place, people, count: String(by.length) };
    return [{ place, failure: failure('guardrail/choice-last-method', values) }];
  });
}

/**
 * Choices that safety rules out, with the rule, in the order of answers.md 3. What was not read or
 * is not known speaks against nothing here: the guards before each step do.
 */
export function refusedChoices(choices: Choices, facts: ChoiceFacts): readonly RefusedChoice[] {
  return [
    ...withoutLicence(choices, facts),
    ...withPoliciesLeft(choices, facts),
    ...unseenExemption(choices, facts),
    ...lastMethods(choices, facts),
  ];
}
