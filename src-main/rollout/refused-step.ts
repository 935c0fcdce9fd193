import { needsNewSignIn } from '../../shared/assess/read-access';
import { failure, type Failure } from '../../shared/diagnostic';
import type { Plan } from '../../shared/plan/plan';
import type { Step } from '../../shared/plan/step';
import { partNeeds } from '../../shared/registration/part-needs';
import { scopesOfKind } from '../../shared/registration/write-needs';
import {
  demandsClaims,
  graphCode,
  isForbidden,
  isPimCode,
  licenceCodes,
  type GraphAnswer,
} from '../graph/graph-error';

export type EntraPlan = Plan['tenant']['entraPlan'];

/** Status and `error.code` of a refusal. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
}

export function refusalIn(answer: GraphAnswer): Refusal {
  return { status: answer.status, code: graphCode(answer) };
}

/** Which text `step/refused` has, as its value `why`; null: nothing is known but the code. */
type Why =
  | 'conflict'
  | 'forbidden'
  | 'licence'
  | 'notFound'
  | 'oldSignIn'
  | 'oldOrUnlicensed'
  | 'pimLicence'
  | 'policiesOn'
  | 'policyLicence'
  | 'request'
  | 'role'
  | 'securityDefaults';

/**
 * A write that Graph turned down, with what helps against it (domain.md 2, errors to handle).
 * @param plan of the tenant: there is no single licence error, so the licences decide
 */
export function refusedStep(step: Step, refusal: Refusal, plan: EntraPlan): Failure {
  const why = whyRefused(step, refusal, plan);
  const role = why === 'role' || why === 'forbidden' ? roleFor(step) : null;
  return failure('step/refused', {
    ...{ step: step.id, status: String(refusal.status), code: refusal.code },
    ...(why === null ? {} : { why }),
    ...(role === null ? {} : { role }),
  });
}

/** A step nobody of which went through: one answer for all of them tells why, several do not. */
export function refusedPeople(step: Step, refusals: readonly Refusal[]): Failure {
  const [first] = refusals;
  const isOne = refusals.every((one) => one.status === first?.status && one.code === first.code);
  if (first !== undefined && isOne) return refusedStep(step, first, 'unknown');
  return failure('step/refused', { step: step.id, status: '', code: 'items', why: 'items' });
}

/** A person must sign in before the step goes on; `why: claims`, and do what is asked then. */
export function awaitsSignIn(step: Step, answer: GraphAnswer): Failure {
  const why = demandsClaims(answer) ? { why: 'claims' } : {};
  return failure('step/await-auth', { step: step.id, ...why });
}

function whyRefused(step: Step, { status, code }: Refusal, plan: EntraPlan): Why | null {
  if (isPimCode(code)) return 'pimLicence';
  if (licenceCodes.has(code)) return 'licence';
  if (status === 403) return whyForbidden(step, code, plan);
  if (status === 404) return 'notFound';
  if ([409, 412, 423].includes(status)) {
    return status === 409 && turnsDefaultsOn(step) ? 'policiesOn' : 'conflict';
  }
  if (status !== 400 && status !== 422) return null;
  if (turnsDefaultsOn(step)) return 'policiesOn';
  // The code says no more than "bad request"; the message that does is never parsed.
  if (code === 'BadRequest' && enforcesPolicy(step)) return 'securityDefaults';
  return 'request';
}

/**
 * `AccessDenied` stands for an old token and, where a policy is made, for a missing licence too;
 * `Forbidden` for a missing licence first of all.
 */
function whyForbidden({ kind }: Step, code: string, plan: EntraPlan): Why {
  if (isForbidden(code)) return 'forbidden';
  if (!needsNewSignIn(code)) return 'role';
  if (!kind.startsWith('ca.') || plan === 'p1' || plan === 'p2') return 'oldSignIn';
  return plan === 'free' ? 'policyLicence' : 'oldOrUnlicensed';
}

function turnsDefaultsOn({ kind, planned }: Step): boolean {
  return kind === 'securityDefaults.set' && planned?.['isEnabled'] === true;
}

function enforcesPolicy({ kind, planned }: Step): boolean {
  return kind.startsWith('ca.') && planned?.['state'] === 'enabled';
}

/** The least role that may write this, by Microsoft's name. */
function roleFor({ kind }: Step): string | null {
  const asked: ReadonlySet<string> = new Set(scopesOfKind[kind]);
  const part = partNeeds.find(
    (one) => one.act === 'change' && one.scopes.some((s) => asked.has(s)),
  );
  return part?.role ?? null;
}
