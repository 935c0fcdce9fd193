import { configurationOf } from '../../shared/assess/allowed-methods';
import { isLegacyMfaAnswered, isSsprAnswered } from '../../shared/assess/legacy-methods';
import { tenantPlan } from '../../shared/assess/licences';
import { failure, type Failure } from '../../shared/diagnostic';
import { isSameMethod, mayServeGuests } from '../../shared/entra/method-configuration';
import { limits, retirementDates } from '../../shared/entra/retirement-dates';
import { isJsonObject, type Json } from '../../shared/json';
import { applyStep, type TenantImage } from '../../shared/plan/post-image';
import { isNarrowing } from '../../shared/plan/preference-loss';
import { resolveStep } from '../../shared/plan/references';
import type { Step } from '../../shared/plan/step';
import type { Fresh } from './fresh-data';
import type { GuardInput } from './guard';
import { hiddenConditionsRefusal } from './hidden-conditions';
import { methodLossRefusal } from './method-loss';
import { exclusionRefusal } from './outside-exclusions';
import { onlyGives } from './step-facts';
import { usedGroupRefusal } from './used-group';

/** Last column of the table of kinds (execution.md 2.2). Null: nothing refuses. */
export async function kindRefusal(input: GuardInput): Promise<Failure | null> {
  const { engine, motion, fresh, now } = input;
  if (fresh === null) return failure('plan/snapshot-incomplete', { source: 'conditionalAccess' });
  const step = resolveStep(motion.step, engine.refs);
  if (step === null) return failure('step/needs-person', { step: motion.step.id });
  const isForward = motion.direction === 'forward';
  switch (step.kind) {
    case 'method.configure':
      return (
        methodRefusal(step, fresh, isForward) ??
        (onlyGives(step) ? null : methodLossRefusal(input, step, fresh))
      );
    case 'migration.state':
      return migrationRefusal(step, fresh, isForward);
    case 'campaign.set':
      return isForward ? (campaignRefusal(step, fresh) ?? sizeRefusal(step, fresh)) : null;
    case 'systemPreferred.set':
      return (
        targetsRefusal(step) ??
        (isForward ? (lossRefusal(input, step, fresh) ?? sizeRefusal(step, fresh)) : null)
      );
    case 'ca.create':
    case 'ca.setState':
      return policyRefusal(step, fresh, motion.bundle !== undefined);
    case 'ca.exclude':
      return (
        policyRefusal(step, fresh, motion.bundle !== undefined) ??
        (await hiddenConditionsRefusal(engine, step))
      );
    case 'securityDefaults.set':
      return step.bundle === 'switch' && motion.bundle !== undefined
        ? null
        : defaultsRefusal(step, besideMove(input, fresh), isForward);
    case 'passkeyOptOut.set':
      if (engine.plan.cloud !== 'global') return refused(step, 'publicCloud');
      return now < Date.parse(`${retirementDates.february}T00:00:00Z`) || !isForward
        ? null
        : refused(step, 'beforeFebruary2027');
    case 'group.add':
      return groupRefusal(step, fresh) ?? usedGroupRefusal(motion, step, fresh);
    case 'group.remove':
      return (
        groupRefusal(step, fresh) ??
        exclusionRefusal(engine, motion, step, fresh) ??
        methodLossRefusal(input, step, fresh)
      );
    default:
      return null;
  }
}

function refused(step: Step, expected: string): Failure {
  return failure('guardrail/refused', { step: step.id, expected });
}

function methodRefusal(step: Step, fresh: Fresh, isForward: boolean): Failure | null {
  const { policy, securityDefaults } = fresh.image;
  if (policy === null)
    return failure('plan/snapshot-incomplete', { source: 'authenticationMethodsPolicy' });
  if (!isForward) return null;
  if (policy.policyMigrationState === 'preMigration') return refused(step, 'migrationInProgress');
  const after = applyStep(fresh.image, step);
  const tooLarge = sizeRefusal(step, fresh);
  if (tooLarge !== null) return tooLarge;
  if (onlyExcludes(step) && !onlyGives(step) && securityDefaults !== false)
    return refused(step, 'securityDefaultsOff');
  if (step.planned?.['state'] !== 'disabled') return null;
  // Security defaults need methods to ask for (R11). The retiring ones may go, once others are on.
  const mayGo = step.purpose === 'phoneMethodsOff' && hasLastingMethod(after);
  if (securityDefaults !== false && !mayGo) return refused(step, 'securityDefaultsOff');
  if (isSameMethod(step.target.id, 'Email')) {
    const email = configurationOf(policy, 'Email');
    if (email !== undefined && mayServeGuests(email)) return refused(step, 'externalOtpOff');
  }
  return null;
}

/** For whoever is left out of it then, a method that stays on goes off (R11). */
function onlyExcludes({ planned }: Step): boolean {
  return Object.keys(planned ?? {}).join() === 'excludeTargets';
}

function hasLastingMethod(image: TenantImage): boolean {
  const lasting = ['MicrosoftAuthenticator', 'SoftwareOath'];
  return (image.policy?.authenticationMethodConfigurations ?? []).some(
    (method) => lasting.some((id) => isSameMethod(method.id, id)) && method.state === 'enabled',
  );
}

/** The whole policy as it becomes: Graph saves none above 20 KB, whichever part of it grew. */
function sizeRefusal(step: Step, { image, snapshot }: Fresh): Failure | null {
  const grown = sizeOf(applyStep(image, step).policy) - sizeOf(image.policy);
  const planned = snapshot.policyBytes + grown;
  if (planned <= limits.policyRefuseBytes) return null;
  const limit = String(limits.policyRefuseBytes);
  return failure('guardrail/size', { step: step.id, bytes: String(planned), limit });
}

function sizeOf(policy: TenantImage['policy']): number {
  return policy === null ? 0 : Buffer.byteLength(JSON.stringify(policy), 'utf8');
}

function migrationRefusal(step: Step, fresh: Fresh, isForward: boolean): Failure | null {
  const live = fresh.image.policy?.policyMigrationState ?? null;
  if (live === null) return refused(step, 'stateKnown');
  const wanted = step.planned?.['policyMigrationState'];
  if (wanted === 'preMigration') {
    // A tenant that started in progress never was in preMigration (R4).
    return isForward ? refused(step, 'neverBackToPreMigration') : null;
  }
  if (wanted !== 'migrationComplete' || !isForward) return null;
  return isLegacyMfaAnswered(fresh.answers) && isSsprAnswered(fresh.answers)
    ? null
    : refused(step, 'legacyAnswers');
}

/** Who only leaves the campaign needs nothing to register; who is asked does. */
function campaignRefusal(step: Step, fresh: Fresh): Failure | null {
  const enforcement = step.planned?.['registrationEnforcement'];
  const campaign = isJsonObject(enforcement)
    ? enforcement['authenticationMethodsRegistrationCampaign']
    : null;
  if (!isJsonObject(campaign)) return refused(step, 'oneRequest');
  const days = campaign['snoozeDurationInDays'] ?? null;
  const isWithin = typeof days === 'number' && Number.isInteger(days) && days >= 0 && days <= 14;
  if (days !== null && !isWithin) return refused(step, 'snoozeDays');
  if (step.purpose !== 'registrationCampaign' || campaign['state'] === 'disabled') return null;
  const { policy } = fresh.image;
  if (policy === null)
    return failure('plan/snapshot-incomplete', { source: 'authenticationMethodsPolicy' });
  const targets = campaign['includeTargets'];
  const asked = (Array.isArray(targets) ? (targets as readonly Json[]) : []).map((target) => {
    const id = isJsonObject(target) ? target['targetedAuthenticationMethod'] : null;
    return typeof id === 'string' ? id.toLowerCase() : '';
  });
  if (new Set(asked).size > 1) return refused(step, 'oneCampaignMethod');
  const [id] = asked;
  if (id === undefined) return null;
  const isOn = configurationOf(policy, id)?.state === 'enabled';
  return isOn ? null : refused(step, 'campaignMethodOn');
}

function targetsRefusal(step: Step): Failure | null {
  const wanted = step.planned?.['systemCredentialPreferences'];
  const many = (key: string): boolean => {
    const list: Json | undefined = isJsonObject(wanted) ? wanted[key] : undefined;
    return Array.isArray(list) && list.length > 1;
  };
  return many('includeTargets') || many('excludeTargets') ? refused(step, 'oneTarget') : null;
}

/** Narrower than it is now only where somebody chose it, and so was told who loses it. */
function lossRefusal({ engine }: GuardInput, step: Step, { image }: Fresh): Failure | null {
  if (engine.plan.choices.systemPreferred !== undefined) return null;
  const now = image.policy?.systemCredentialPreferences ?? null;
  const planned = applyStep(image, step).policy?.systemCredentialPreferences ?? null;
  return isNarrowing(now, planned) ? refused(step, 'lossChosen') : null;
}

function policyRefusal(step: Step, fresh: Fresh, isInSwitch: boolean): Failure | null {
  const plan = tenantPlan(fresh.snapshot.subscribedSkus);
  if (step.kind === 'ca.create' && (plan === 'free' || plan === 'unknown')) {
    return refused(step, 'premiumLicence');
  }
  const grant = step.planned?.['grantControls'];
  if (isJsonObject(grant)) {
    const controls = grant['builtInControls'];
    const hasMfa = Array.isArray(controls) && controls.includes('mfa');
    if (hasMfa && isJsonObject(grant['authenticationStrength'])) return refused(step, 'oneControl');
  }
  // In the switch security defaults are off by then.
  if (step.planned?.['state'] !== 'enabled' || isInSwitch) return null;
  return fresh.image.securityDefaults === false ? null : refused(step, 'securityDefaultsOff');
}

function defaultsRefusal(step: Step, fresh: Fresh, isForward: boolean): Failure | null {
  const isOn = step.planned?.['isEnabled'] === true;
  // Off without a successor in the same minute is the gap nobody may be left in (2.4); with one it
  // is part of the switch, whose own guards judge both.
  if (!isOn) return isForward ? refused(step, 'bundle') : null;
  const policies = fresh.image.conditionalAccess;
  if (policies === null)
    return failure('plan/snapshot-incomplete', { source: 'conditionalAccess' });
  return policies.some((policy) => policy.state === 'enabled')
    ? refused(step, 'policiesOff')
    : null;
}

/** The reading with what the other parts of the move do: its own policies are off by then. */
function besideMove({ engine, motion }: GuardInput, fresh: Fresh): Fresh {
  const others = (motion.bundle ?? []).filter(({ id }) => id !== motion.step.id);
  const known = others.map((step) => resolveStep(step, engine.refs) ?? step);
  return { ...fresh, image: known.reduce(applyStep, fresh.image) };
}

function groupRefusal(step: Step, fresh: Fresh): Failure | null {
  const { groups } = fresh.snapshot;
  if (groups.kind !== 'read') return failure('plan/snapshot-incomplete', { source: 'groups' });
  const group = groups.value.find((one) => one.id.toLowerCase() === step.target.id.toLowerCase());
  // A group we have just made may not be listed yet; it is ours, assigned and without members.
  if (group === undefined) return null;
  const isDynamic = group.groupTypes.includes('DynamicMembership');
  if (isDynamic || group.onPremisesSyncEnabled === true) return refused(step, 'assignedCloudGroup');
  return null;
}
