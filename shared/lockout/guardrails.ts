import { passkeyMethods } from '../assess/allowed-methods';
import type { Person } from '../assess/people';
import { failure, type Failure } from '../diagnostic';
import type { CloudName } from '../entra/cloud';
import { lastingGlobalAdministrators } from '../entra/directory-role';
import { perUserInImage, scopeInImage } from '../plan/image-scope';
import type { TenantImage } from '../plan/post-image';
import { certificateFactorsOf } from '../assess/certificate-factors';
import { methodsByTrial, type Reading } from './methods-by-trial';
import { isEverStopped } from './second-opinion';
import { areTwoFactors } from './trial-strengths';
import { findStop } from './sign-in-requirements';
import { usableMethods } from './usable-methods';

export interface GuardrailInput {
  /** The tenant as it will be after the step. */
  readonly image: TenantImage;
  readonly people: ReadonlyMap<string, Person>;
  /** Declared accounts, ids; never guessed. */
  readonly emergencyAccess: readonly string[];
  /** Null: the operator is no user of this tenant (partner). */
  readonly operatorId: string | null;
  /** ISO instant. */
  readonly now: string;
}

export interface GuardrailVerdict {
  readonly ok: boolean;
  readonly failures: readonly Failure[];
}

/** Checks of one emergency access account, as `check` in a `guardrail/emergency-access` failure. */
export type EmergencyCheck =
  | 'twoDeclared'
  | 'exists'
  | 'enabled'
  | 'cloudOnly'
  | 'initialDomain'
  | 'globalAdministrator'
  | 'strongMethod'
  | 'perUserDisabled'
  | 'notStopped';

/** How each evaluator works out what somebody can answer with on a day (ISO date). */
export interface Readings {
  readonly rules: Reading;
  readonly trial: Reading;
}

const ownReadings: Readings = {
  rules: (image, person, date) =>
    usableMethods(image, person, scopeInImage(image, person), date)?.sure ?? [],
  trial: methodsByTrial,
};

/** Suffixes of initial domains; a national cloud may still carry the global one. */
const initialDomains: Readonly<Record<CloudName, readonly string[]>> = {
  global: ['.onmicrosoft.com'],
  usgov: ['.onmicrosoft.us', '.onmicrosoft.com'],
  usgovdod: ['.onmicrosoft.us', '.onmicrosoft.com'],
  china: ['.partner.onmschina.cn', '.onmschina.cn', '.onmicrosoft.com'],
};

/**
 * Hard stops (execution.md 3.3): at least two declared emergency access accounts that pass every
 * check, an operator whom the step does not stop, and two evaluators of one mind. Anything unknown
 * fails. `values` carry `account` (user principal name or id) and `check`; of a stop `by` what (the
 * causes of `findStop`), and of a disagreement also `stoppedFor` whom, `rules` or `trial`. The trial
 * names no cause. `readings` are each evaluator's own, but for who shows that one alone may be wrong.
 */
export function judgeGuardrails(
  input: GuardrailInput,
  readings: Readings = ownReadings,
): GuardrailVerdict {
  const failures: Failure[] = [];
  const declared = [...new Set(input.emergencyAccess)];
  if (declared.length < 2) failures.push(emergencyFailure('', 'twoDeclared'));
  for (const id of declared) {
    const person = input.people.get(id);
    if (person === undefined) {
      failures.push(emergencyFailure(id, 'exists'));
      continue;
    }
    for (const check of failedChecks(input, person, readings)) {
      failures.push(emergencyFailure(person.upn, check));
    }
    const stopped = emergencyFailure(person.upn, 'notStopped');
    failures.push(...judgeStop(input, person, stopped, readings));
  }
  if (input.operatorId !== null) {
    failures.push(...judgeOperator(input, input.operatorId, readings));
  }
  return { ok: failures.length === 0, failures };
}

/** `detail` is for people who read no catalogue; the app words `check` by `guardrail_check_…`. */
function emergencyFailure(account: string, check: EmergencyCheck): Failure {
  return failure('guardrail/emergency-access', { account, check, detail: `${account} ${check}` });
}

function operatorFailure(account: string, check: EmergencyCheck): Failure {
  return failure('guardrail/operator', { account, check, detail: `${account} ${check}` });
}

function failedChecks(
  { image, now }: GuardrailInput,
  person: Person,
  readings: Readings,
): EmergencyCheck[] {
  const failed: EmergencyCheck[] = [];
  if (!person.enabled || person.isEnabledUnknown === true) failed.push('enabled');
  if (image.syncedAccounts === null || image.syncedAccounts.has(person.id)) {
    failed.push('cloudOnly');
  }
  const upn = person.upn.toLowerCase();
  if (!initialDomains[image.cloud].some((suffix) => upn.endsWith(suffix))) {
    failed.push('initialDomain');
  }
  const isLasting = lastingGlobalAdministrators(image.roles ?? []).has(person.id);
  if (!isLasting) failed.push('globalAdministrator');
  // Only what both evaluators let in: one that is wrong alone makes nobody safe.
  const byTrial = readings.trial(image, person, now);
  const isCertificateStrong =
    certificateFactorsOf(image.policy) === 'multi' && areTwoFactors(image);
  const isStrong = readings
    .rules(image, person, now)
    .some(
      (name) =>
        byTrial.includes(name) &&
        (passkeyMethods.has(name) || (name === 'certificate' && isCertificateStrong)),
    );
  if (!isStrong) failed.push('strongMethod');
  if (perUserInImage(image, person) !== 'disabled') failed.push('perUserDisabled');
  return failed;
}

function judgeStop(
  { image, now }: GuardrailInput,
  person: Person,
  stopped: Failure,
  readings: Readings,
): readonly Failure[] {
  const usable = readings.rules(image, person, now);
  const byRules = findStop(image, person, scopeInImage(image, person), usable);
  const byTrial = isEverStopped(image, person, now, readings.trial);
  const by = byRules.by.join(', ');
  if (byRules.isStopped !== byTrial) {
    const stoppedFor = byTrial ? 'trial' : 'rules';
    return [failure('guardrail/evaluators-disagree', { account: person.upn, by, stoppedFor })];
  }
  if (!byTrial) return [];
  return [{ ...stopped, values: { ...stopped.values, by } }];
}

function judgeOperator(
  input: GuardrailInput,
  operatorId: string,
  readings: Readings,
): readonly Failure[] {
  const person = input.people.get(operatorId);
  if (person === undefined) {
    return [operatorFailure(operatorId, 'exists')];
  }
  return judgeStop(input, person, operatorFailure(person.upn, 'notStopped'), readings);
}
