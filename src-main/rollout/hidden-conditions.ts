import { failure, type Failure } from '../../shared/diagnostic';
import { isJsonObject, type Json } from '../../shared/json';
import type { Step } from '../../shared/plan/step';
import { isSuccess, toFailure } from '../graph/graph-error';
import { readsById } from '../graph/reads-by-id';
import type { Engine } from './engine';

/**
 * Refuses to write the conditions of a policy of which beta shows some that v1.0 hides: the write
 * replaces them all, and would take those away unseen (execution.md 2.2, `ca.exclude`). What can't
 * be read refuses as well.
 */
export async function hiddenConditionsRefusal(engine: Engine, step: Step): Promise<Failure | null> {
  const shown: Json[] = [];
  for (const url of [
    readsById.conditionalAccessPolicy(step.target.id),
    readsById.conditionalAccessPolicyBeta(step.target.id),
  ]) {
    const got = await engine.graph.get(url);
    if (!got.ok) return got.failure;
    if (!isSuccess(got.value.status)) return toFailure(got.value);
    const policy = got.value.json;
    const conditions = isJsonObject(policy) ? policy['conditions'] : undefined;
    if (!isJsonObject(conditions)) {
      return failure('graph/malformed', { code: 'conditions', status: '200' });
    }
    shown.push(conditions);
  }
  const [plain, beta] = shown;
  const hidden = hiddenIn(plain, beta, '');
  if (hidden.length === 0) return null;
  return failure('guardrail/refused', {
    ...{ step: step.id, expected: 'noHiddenConditions' },
    policy: step.target.name,
    conditions: hidden.join('\n'),
  });
}

/** Paths of what `beta` says and `plain` does not say alike; an empty value says nothing. */
function hiddenIn(plain: Json | undefined, beta: Json | undefined, path: string): string[] {
  if (isEmpty(beta)) return [];
  if (!isJsonObject(beta)) return sorted(plain) === sorted(beta) ? [] : [path];
  const known = isJsonObject(plain) ? plain : {};
  return Object.keys(beta)
    .filter((key) => !key.includes('@odata.'))
    .flatMap((key) => hiddenIn(known[key], beta[key], path === '' ? key : `${path}.${key}`));
}

function isEmpty(value: Json | undefined): boolean {
  if (value === undefined || value === null) return true;
  if (Array.isArray(value)) return value.length === 0;
  return isJsonObject(value) && Object.keys(value).length === 0;
}

function sorted(value: Json | undefined): string {
  if (!Array.isArray(value)) return JSON.stringify(value ?? null);
  return JSON.stringify((value as readonly Json[]).map((one) => JSON.stringify(one)).sort());
}
