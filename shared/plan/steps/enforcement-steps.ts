import type { Ring } from '../plan';
import { trackMembers, type PlanContext } from '../plan-context';
import type { TenantImage } from '../post-image';
import type { Step } from '../step';
import { includeAgainStep, managedPolicySteps } from './after-policies-steps';
import { campaignEarly, campaignRing } from './campaign-steps';
import { onPath, partnerTrustSteps } from './chosen-path-steps';
import { blockSignInSteps } from './closing-steps';
import {
  evidencePolicySteps,
  guestPolicySteps,
  heldOut,
  lastRing,
  namedLocationSteps,
  needsPolicies,
  policyStateStep,
  reportOnly,
  reportOnlySoak,
  rolloutPolicyKey,
  rolloutPolicySteps,
} from './conditional-access-steps';
import { reportOnlyGates, stoppedGates } from './report-only-gates';
import {
  clearRestSteps,
  clearRingSteps,
  clearSteps,
  earlyRegisterGate,
  enforceSoak,
  isClearable,
  joinStep,
  membersOf,
  mustRegister,
  registerGate,
} from './ring-steps';
import {
  beforeSecurityDefaults,
  replaceSteps,
  microsoftPolicySteps,
  securityDefaultsOn,
  switchSteps,
} from './security-defaults-steps';

/**
 * The middle of a plan: who registers when, what asks for MFA and from when on, and per-user MFA
 * cleared behind it. `image` is the tenant with the target methods on.
 */
export function enforcementSteps(context: PlanContext, image: TenantImage): readonly Step[] {
  switch (context.enforcement) {
    case 'nothingToMigrate':
      return [];
    case 'perUserToConditionalAccess':
    case 'conditionalAccess':
    case 'securityDefaultsToConditionalAccess':
      return context.securityDefaults
        ? switchToPolicies(context, image)
        : byPolicies(context, image);
    case 'perUserToSecurityDefaults':
    case 'turnOnSecurityDefaults':
      return byDefaults(context, image);
    case 'keepSecurityDefaults':
      return [...registerAll(context, image), ...blockSignInSteps(context), ...clearAll(context)];
    case 'decideLicences':
      return context.choices.licences?.value === 'securityDefaultsForAll'
        ? byDefaults(context, image)
        : [...registerAll(context, image), ...blockSignInSteps(context)];
  }
}

function registerEarly(context: PlanContext, image: TenantImage): readonly Step[] {
  return [...campaignEarly(context, image), ...earlyRegisterGate(context, image)];
}

/** One gate for each ring in which somebody still has to register; the campaign asks before it. */
function registerAll(context: PlanContext, image: TenantImage): readonly Step[] {
  const [first, ...rest] = context.rings;
  if (first === undefined) return [];
  const gate = (ring: Ring): readonly Step[] => [
    ...campaignRing(context, ring, image),
    ...(membersOf(context, ring).some((person) => mustRegister(image, person))
      ? [registerGate(context, ring, image)]
      : []),
  ];
  return [...gate(first), ...registerEarly(context, image), ...rest.flatMap(gate)];
}

function clearAll(context: PlanContext): readonly Step[] {
  return [
    ...context.rings.flatMap((ring) => clearRingSteps(context, ring)),
    ...clearRestSteps(context, new Set()),
  ];
}

/** Own policies ring by ring: registration, enforcement, a day of it, then clearing. */
function byPolicies(context: PlanContext, image: TenantImage): readonly Step[] {
  if (!needsPolicies(context)) {
    const only = guestPolicySteps(context);
    return [
      ...registerAll(context, image),
      ...partnerTrustSteps(context),
      ...only,
      ...(only.length === 0 ? [] : [reportOnlySoak(), ...stoppedGates(context)]),
      ...enforceGuests(only),
      ...blockSignInSteps(context),
      ...clearAll(context),
      ...managedPolicySteps(context),
    ];
  }
  const evidence = evidencePolicySteps(context);
  const rollout = rolloutPolicySteps(context);
  const guests = guestPolicySteps(context);
  const rings = context.rings;
  const steps: Step[] = [
    ...namedLocationSteps(context),
    ...partnerTrustSteps(context),
    ...evidence,
    ...rollout.steps,
    ...guests,
    reportOnlySoak(),
    ...reportOnlyGates(context),
  ];
  const policy = rollout.steps.find((step) => step.id === rolloutPolicyKey);
  for (const [index, ring] of rings.entries()) {
    if (index === 1) steps.push(...registerEarly(context, image));
    steps.push(...campaignRing(context, ring, image), registerGate(context, ring, image));
    steps.push(...joinStep(context, ring, rollout.group));
    if (index === 0 && policy !== undefined) {
      steps.push(
        policyStateStep('enforce-rollout', policy, reportOnly, 'enabled', {
          purpose: 'caEnforce',
          why: 'enforce_policy',
          rules: ['O1', 'O10', 'R10'],
          ring: ring.ring,
        }),
      );
    }
    steps.push(enforceSoak(ring), ...clearRingSteps(context, ring));
  }
  return [...steps, ...forEverybody(context, evidence, enforceGuests(guests))];
}

/** The policy for guests, on once everybody of our own is covered and partners are trusted. */
function enforceGuests(guests: readonly Step[]): readonly Step[] {
  const [policy] = guests;
  if (policy === undefined) return [];
  return [
    policyStateStep('enforce-guests', policy, reportOnly, 'enabled', {
      purpose: 'caEnforce',
      why: 'enforce_guests',
      rules: ['O23', 'GUEST-NOT-ENFORCED'],
    }),
  ];
}

/** The policy for everybody, so that newcomers are covered; then exceptions and Microsoft's own. */
function forEverybody(
  context: PlanContext,
  evidence: readonly Step[],
  guests: readonly Step[],
): readonly Step[] {
  const [policy] = evidence;
  if (policy === undefined) return [];
  const enforce = policyStateStep('enforce-all', policy, reportOnly, 'enabled', {
    purpose: 'caEnforce',
    why: 'enforce_all',
    rules: ['O16', 'R10'],
    ring: lastRing(context),
  });
  return [
    { ...enforce, blast: 'tenant' },
    ...guests,
    ...afterPolicies(context, policy),
    ...managedPolicySteps(context),
  ];
}

function afterPolicies(
  context: PlanContext,
  policy: Step,
  purpose: 'caEnforce' | 'replaceServiceAccount' = 'caEnforce',
): readonly Step[] {
  const include = includeAgainStep(context, policy, purpose);
  // Kept as they are until the day somebody answers for: neither covered nor cleared.
  const kept = new Set(onPath(context, 'keepUntil'));
  const replaced = [
    ...trackMembers(context, 'exception'),
    ...trackMembers(context, 'nonPeopleProject'),
  ]
    .map((id) => context.byId.get(id))
    .filter((person) => person !== undefined)
    .filter(
      (person) =>
        isClearable(person) && person.kind !== 'teamsRoomResource' && !kept.has(person.id),
    );
  // A replaced account answers nobody's prompt, so no gate waits for it to register.
  const clear = clearSteps('clear-exceptions', replaced, undefined).filter(
    (step) => step.kind !== 'gate',
  );
  return [
    ...replaceSteps(context),
    ...(include === null ? [] : [include]),
    ...clear,
    ...blockSignInSteps(context),
    ...clearRestSteps(context, new Set([...heldOut(context), ...replaced.map((one) => one.id)])),
  ];
}

/**
 * Security defaults to Conditional Access: everybody registers first, then one guarded switch. The
 * policies Microsoft makes then are looked at before anything else: emergency access accounts are
 * not excluded from them.
 */
function switchToPolicies(context: PlanContext, image: TenantImage): readonly Step[] {
  const evidence = evidencePolicySteps(context, 'asked');
  const [policy] = evidence;
  if (policy === undefined) return [];
  return [
    ...registerAll(context, image),
    ...namedLocationSteps(context),
    ...evidence,
    reportOnlySoak(),
    ...stoppedGates(context),
    ...switchSteps(policy),
    ...microsoftPolicySteps(),
    ...managedPolicySteps(context),
    ...context.rings.flatMap((ring) => clearRingSteps(context, ring)),
    ...afterPolicies(context, policy, 'replaceServiceAccount'),
  ];
}

/** Without P1: registration, then security defaults for everybody at once, then clearing. */
function byDefaults(context: PlanContext, image: TenantImage): readonly Step[] {
  return [
    ...registerAll(context, image),
    ...replaceSteps(context),
    ...beforeSecurityDefaults(context),
    ...securityDefaultsOn(context),
    ...blockSignInSteps(context),
    ...clearAll(context),
  ];
}
