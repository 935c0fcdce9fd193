import type { Person } from '../../shared/assess/people';
import { refusedChoices } from '../../shared/assess/refuse-choices';
import type { Failure } from '../../shared/diagnostic';
import { err, ok, type Result } from '../../shared/result';
import { valueAt } from '../../shared/tenant/answer-paths';
import type { Choices } from '../../shared/tenant/choice';
import type { Workspace } from './workspace';

/**
 * The first rule that forbids what is being chosen; choices made before and not touched now are told
 * elsewhere, and do not keep anybody from mending something else.
 */
function ruledOut(
  workspace: Workspace,
  choices: Choices,
  people: readonly Person[],
): Failure | null {
  const { snapshot } = workspace;
  if (snapshot === null) return null;
  const facts = { snapshot, answers: workspace.store.answers.get(), people };
  const before = new Set(refusedChoices(workspace.choices, facts).map(({ place }) => place));
  const refused = refusedChoices(choices, facts).find(
    ({ place }) => !before.has(place) || isTouched(workspace.choices, choices, place),
  );
  return refused?.failure ?? null;
}

function isTouched(before: Choices, after: Choices, place: string): boolean {
  return JSON.stringify(valueAt(before, place)) !== JSON.stringify(valueAt(after, place));
}

/** Keeps choices, unless safety rules out what is new in them; without people nothing can be told. */
export function saveChoices(
  workspace: Workspace,
  choices: Choices,
  people?: readonly Person[],
): Result<void, Failure> {
  const refused = people === undefined ? null : ruledOut(workspace, choices, people);
  if (refused !== null) return err(refused);
  const saved = workspace.store.choices.save(choices);
  return saved.ok ? ok(undefined) : saved;
}
