import { failure, type Failure } from '../../shared/diagnostic';
import type { Sha256 } from '../../shared/ids';
import type { Plan } from '../../shared/plan/plan';
import { parsePlan } from '../../shared/plan/plan-file';
import { err, type Result } from '../../shared/result';
import { checkSchemaName } from './check-schema';

/**
 * A plan of a file somebody handed over: strict shape, and the hash recomputes over what the file
 * holds. Failures name the file: `file/not-json`, `file/wrong-schema` (with what it says it is),
 * `file/invalid`, `plan/older-build` and `plan/edited`.
 */
export function parsePlanFile(text: string, file: string, sha256: Sha256): Result<Plan, Failure> {
  const plan = parsePlan(text, sha256);
  if (!plan.ok && plan.failure.code === 'plan/older-build') return inFile(file, plan);
  if (plan.ok || /^plan\//.test(plan.failure.code)) return editedIn(file, plan);
  return checkSchemaName(text, 'causeway-plan/1', file) ?? inFile(file, plan);
}

/** A plan whose contents do not give its own hash was edited: says where it lies. */
export function editedIn<Value>(
  file: string,
  result: Result<Value, Failure>,
): Result<Value, Failure> {
  if (result.ok || result.failure.code !== 'plan/hash-mismatch') return result;
  return err(failure('plan/edited', { file, ...result.failure.values }));
}

/** Names the file in a failure of a parser that only saw its text. */
export function inFile<Value>(
  path: string,
  result: Result<Value, Failure>,
): Result<Value, Failure> {
  if (result.ok) return result;
  const { values } = result.failure;
  return err({ ...result.failure, values: { file: path, ...values } });
}
