import type { Person } from '../../shared/assess/people';
import { refusedChoices } from '../../shared/assess/refuse-choices';
import { withOthers, type Failure } from '../../shared/diagnostic';
import { err, ok, type Result } from '../../shared/result';
import type { Answers } from '../../shared/tenant/answer';
import type { Choices } from '../../shared/tenant/choice';
import type { Snapshot } from '../../shared/tenant/snapshot';
import type { CliContext } from './context';
import { textOf } from './option-values';

/** Refuses a choices file that safety rules out (answers.md 3); every choice with its rule. */
export function checkChoices(
  context: CliContext,
  documents: { readonly answers: Answers | null; readonly choices: Choices },
  tenant: { readonly snapshot: Snapshot; readonly people: readonly Person[] },
): Result<void, Failure> {
  const { answers, choices } = documents;
  const file = textOf(context, 'choices') ?? '';
  const refused = refusedChoices(choices, { ...tenant, answers }).map(({ failure }) => ({
    ...failure,
    values: { file, ...failure.values },
  }));
  const problem = withOthers(refused);
  return problem === null ? ok(undefined) : err(problem);
}
