import { assess, type Assessed } from '../../shared/assess/assess';
import type { Failure } from '../../shared/diagnostic';
import type { Result } from '../../shared/result';
import type { Answers } from '../../shared/tenant/answer';
import type { Choices } from '../../shared/tenant/choice';
import { checkChoices } from './check-choices';
import { checkNamed, inDocument } from './check-named';
import type { CliContext } from './context';
import { judgedAt } from './judged-at';
import type { Assessable } from './session';

/**
 * Assesses what was read, with the documents of `--answers` and `--choices`: whom they name must be
 * there, and no choice may be one that safety rules out. `asOf` undefined: now, or today for a file.
 */
export function assessReading(
  context: CliContext,
  documents: { readonly answers: Answers | null; readonly choices: Choices },
  reading: Assessable,
  asOf?: string,
): Result<Assessed, Failure> {
  const { snapshot, session } = reading;
  const named = checkNamed(context, documents, snapshot);
  if (!named.ok) return named;
  const input = { snapshot, ...documents, asOf: asOf ?? judgedAt(reading), session };
  const assessed = assess(input);
  if (!assessed.ok) return inDocument(context, assessed);
  const { people } = assessed.value;
  const allowed = checkChoices(context, documents, { snapshot, people });
  return allowed.ok ? assessed : allowed;
}
