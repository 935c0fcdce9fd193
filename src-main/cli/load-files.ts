import type { Failure } from '../../shared/diagnostic';
import type { Plan } from '../../shared/plan/plan';
import { ok, type Result } from '../../shared/result';
import { answersSchema, type Answers } from '../../shared/tenant/answer';
import { choicesSchema, noChoices, type Choices } from '../../shared/tenant/choice';
import { checkSchema } from '../files/check-schema';
import { parsePlanFile } from '../files/parse-plan-file';
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
  return parsePlanFile(text.value, path, context.sha256);
}
