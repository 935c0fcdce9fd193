import { allowedMethods, classifyMethod } from '../../shared/assess/allowed-methods';
import { isLegacyMfaAnswered, isSsprAnswered } from '../../shared/assess/legacy-methods';
import { tenantPlan } from '../../shared/assess/licences';
import { failure, type Failure } from '../../shared/diagnostic';
import { limits } from '../../shared/entra/retirement-dates';
import { isJsonObject, type Json } from '../../shared/json';
import { applyStep, type TenantImage } from '../../shared/plan/post-image';
import { resolveStep } from '../../shared/plan/references';
import type { Step } from '../../shared/plan/step';
import type { Engine } from './engine';
import type { Fresh } from './fresh-data';
import type { GuardInput } from './guard';

/** Last column of the table of kinds (execution.md 2.2). Null: nothing refuses. */
export function kindRefusal({ engine, motion, fresh, now }: GuardInput): Failure | null {
  if (fresh === null) return failure('plan/snapshot-incomplete', { source: 'conditionalAccess' });
  const step = resolveStep(motion.step, engine.refs);
  if (step === null) return failure('step/needs-person', { step: motion.step.id });
  const isForward = motion.direction === 'forward';
  switch (step.kind) {
    case 'method.configure':
      return methodRefusal(step, fresh, isForward, replacedAccounts(engine));
    case 'migration.state':
      return migrationRefusal(step, fresh, isForward);
    case 'systemPreferred.set':
      return targetsRefusal(step);
    case 'ca.create':
    case 'ca.setState':
    case 'ca.exclude':
      return policyRefusal(step, fresh);
    case 'securityDefaults.set':
      return defaultsRefusal(step, fresh, isForward);
    case 'passkeyOptOut.set':
      if (engine.plan.cloud !== 'global') return refused(step, 'publicCloud');
      return now < Date.parse('2027-02-01T00:00:00Z') || !isForward
        ? null
        : refused(step, 'beforeFebruary2027');
    case 'group.add':
    case 'group.remove':
      return groupRefusal(step, fresh);
    default:
      return null;
  }
}

function refused(step: Step, expected: string): Failure {
  return failure('guardrail/refused', { step: step.id, expected });
}

/** Accounts nobody signs in with any more: a person has confirmed their replacement. */
function replacedAccounts(engine: Engine): ReadonlySet<string> {
  const done = engine.plan.steps.filter(
    (step) =>
      (step.purpose === 'replaceServiceAccount' || step.purpose === 'blockSignIn') &&
      engine.log.state(step.id).status === 'DONE',
  );
  return new Set(done.flatMap((step) => step.manual?.userIds ?? []));
}

function methodRefusal(
  step: Step,
  fresh: Fresh,
  isForward: boolean,
  replaced: ReadonlySet<string>,
): Failure | null {
  const { policy, securityDefaults } = fresh.image;
  if (policy === null)
    return failure('plan/snapshot-incomplete', { source: 'authenticationMethodsPolicy' });
  if (!isForward) return null;
  if (policy.policyMigrationState === 'preMigration') return refused(step, 'migrationInProgress');
  const after = applyStep(fresh.image, step);
  const grown = sizeOf(after.policy) - sizeOf(policy);
  const planned = fresh.snapshot.policyBytes + grown;
  if (planned > limits.policyRefuseBytes) {
    const limit = String(limits.policyRefuseBytes);
    return failure('guardrail/size', { step: step.id, bytes: String(planned), limit });
  }
  if (step.planned?.['state'] !== 'disabled') return null;
  // Security defaults need methods to ask for (R11). The retiring ones may go, once others are on.
  const mayGo = step.purpose === 'phoneMethodsOff' && hasLastingMethod(after);
  if (securityDefaults !== false && !mayGo) return refused(step, 'securityDefaultsOff');
  if (step.target.id === 'Email') {
    const email = policy.authenticationMethodConfigurations.find((one) => one.id === 'Email');
    if (email?.allowExternalIdToUseEmailOtp === 'enabled') return refused(step, 'externalOtpOff');
  }
  const stranded = strandedBy(fresh, after, replaced);
  return stranded === 0
    ? null
    : failure('guardrail/refused', {
        step: step.id,
        expected: 'nobodyStranded',
        count: String(stranded),
      });
}

function hasLastingMethod(image: TenantImage): boolean {
  const lasting = ['MicrosoftAuthenticator', 'SoftwareOath'];
  return (image.policy?.authenticationMethodConfigurations ?? []).some(
    (method) => lasting.includes(method.id) && method.state === 'enabled',
  );
}

function sizeOf(policy: TenantImage['policy']): number {
  return policy === null ? 0 : Buffer.byteLength(JSON.stringify(policy), 'utf8');
}

/** Enabled accounts that have a usable method before and none after. */
function strandedBy(fresh: Fresh, after: TenantImage, replaced: ReadonlySet<string>): number {
  let stranded = 0;
  if (after.policy === null) return 1;
  for (const person of fresh.people.values()) {
    const scope = fresh.scopes.get(person.id);
    if (!person.enabled || replaced.has(person.id)) continue;
    if (person.methods === null || scope === undefined) continue;
    const usable = (names: readonly string[]): boolean =>
      names.some((name) => ['phone', 'surviving'].includes(classifyMethod(name)));
    if (!usable(person.allowedMethods ?? [])) continue;
    const hasCertificate = person.methods.includes('certificate');
    const left = allowedMethods(person.methods, after.policy, scope, { hasCertificate }).allowed;
    if (!usable(left)) stranded += 1;
  }
  return stranded;
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

function targetsRefusal(step: Step): Failure | null {
  const wanted = step.planned?.['systemCredentialPreferences'];
  const many = (key: string): boolean => {
    const list: Json | undefined = isJsonObject(wanted) ? wanted[key] : undefined;
    return Array.isArray(list) && list.length > 1;
  };
  return many('includeTargets') || many('excludeTargets') ? refused(step, 'oneTarget') : null;
}

function policyRefusal(step: Step, fresh: Fresh): Failure | null {
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
  if (step.planned?.['state'] !== 'enabled') return null;
  return fresh.image.securityDefaults === false ? null : refused(step, 'securityDefaultsOff');
}

function defaultsRefusal(step: Step, fresh: Fresh, isForward: boolean): Failure | null {
  const isOn = step.planned?.['isEnabled'] === true;
  // Off without a successor in the same minute is the gap nobody may be left in (2.4).
  if (!isOn) return isForward ? refused(step, 'bundle') : null;
  const policies = fresh.image.conditionalAccess;
  if (policies === null)
    return failure('plan/snapshot-incomplete', { source: 'conditionalAccess' });
  return policies.some((policy) => policy.state === 'enabled')
    ? refused(step, 'policiesOff')
    : null;
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
