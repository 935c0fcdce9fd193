import { failure, type Failure } from '../diagnostic';
import { isSameMethod, methodIds } from '../entra/method-configuration';
import { isGuid } from '../ids';
import { err, ok, type Result } from '../result';
import { isIpRange } from '../tenant/ip-range';
import type { AssessInput } from './assessment';

const expectedMethods = `(${[...methodIds, 'External'].map((id) => `"${id}"`).join(' | ')})`;

function knowsMethod(id: string, { snapshot }: AssessInput): boolean {
  if (id === 'External' || isGuid(id)) return true;
  if (methodIds.some((one) => isSameMethod(one, id))) return true;
  const policy = snapshot.authenticationMethodsPolicy;
  return (
    policy.kind === 'read' &&
    policy.value.authenticationMethodConfigurations.some((one) => isSameMethod(one.id, id))
  );
}

/**
 * What schemas cannot see. Errors: `plan/wrong-tenant` when the answers belong to another tenant;
 * `input/answers-invalid` when password reset answers contradict each other (answers.md 1) or a
 * trusted range is none;
 * `input/unknown-method` when a choice names no method of the policy.
 */
export function checkInput(input: AssessInput): Result<null, Failure> {
  const { answers, choices, snapshot } = input;
  const answersTenant = answers?.tenantId?.toLowerCase();
  if (answersTenant !== undefined && answersTenant !== snapshot.tenantId.toLowerCase()) {
    const values = { expected: answers?.tenantId ?? '', actual: snapshot.tenantId };
    return err(failure('plan/wrong-tenant', values));
  }
  const hasQuestions = answers?.sspr?.methods?.includes('securityQuestions') === true;
  if (answers?.sspr?.securityQuestions === false && hasQuestions) {
    const values = { place: 'sspr.securityQuestions', expected: 'same_as_methods' };
    return err(failure('input/answers-invalid', values));
  }
  const ranges = answers?.legacyMfa?.trustedIps ?? [];
  const noRange = ranges.findIndex((range) => !isIpRange(range));
  if (noRange >= 0) {
    const values = { place: `legacyMfa.trustedIps[${noRange}]`, expected: 'ip_range' };
    return err(failure('input/answers-invalid', values));
  }
  const stranger = Object.keys(choices.methods ?? {}).find((id) => !knowsMethod(id, input));
  if (stranger !== undefined) {
    const values = { method: stranger, place: 'methods', expected: expectedMethods };
    return err(failure('input/unknown-method', values));
  }
  return ok(null);
}
