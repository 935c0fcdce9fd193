import { failure, type Failure } from '../../shared/diagnostic';
import { parsePlan } from '../../shared/plan/plan-file';
import type { Plan } from '../../shared/plan/plan';
import { err, ok, type Result } from '../../shared/result';
import { answersSchema, type Answers } from '../../shared/tenant/answer';
import { choicesSchema, noChoices, type Choices } from '../../shared/tenant/choice';
import { checkSchema, checkSchemaName } from '../files/check-schema';
import { readUntrusted } from '../files/read-untrusted';
import type { CliContext } from './context';
import { textOf } from './option-values';
import { unknownNames } from './unknown-names';

/** `--answers`, or null when it was left out. */
export async function loadAnswers(context: CliContext): Promise<Result<Answers | null, Failure>> {
  const path = textOf(context, 'answers');
  if (path === undefined) return ok(null);
  const text = await readUntrusted(path, 'answers', context.judge);
  if (!text.ok) return text;
  return checkSchema(answersSchema, text.value, {
    name: 'causeway-answers/1',
    file: path,
    code: 'input/answers-invalid',
  });
}

/** `--choices`, or no choice at all. A method or a finding nobody knows is refused by name. */
export async function loadChoices(context: CliContext): Promise<Result<Choices, Failure>> {
  const path = textOf(context, 'choices');
  if (path === undefined) return ok(noChoices);
  const text = await readUntrusted(path, 'choices', context.judge);
  if (!text.ok) return text;
  return checkSchema(choicesSchema, text.value, {
    name: 'causeway-choices/1',
    file: path,
    code: 'input/choices-invalid',
    also: (choices) => unknownNames(choices, path),
  });
}

/** `--plan`: strict shape, and the hash recomputes over what the file holds. */
export async function loadPlan(context: CliContext): Promise<Result<Plan, Failure>> {
  const path = textOf(context, 'plan') ?? '';
  const text = await readUntrusted(path, 'plan', context.judge);
  if (!text.ok) return text;
  const plan = parsePlan(text.value, context.sha256);
  if (plan.ok || /^plan\//.test(plan.failure.code)) return editedIn(path, plan);
  return checkSchemaName(text.value, 'causeway-plan/1', path) ?? inFile(path, plan);
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
