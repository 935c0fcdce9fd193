import { failure, type Failure } from '../../shared/diagnostic';
import { listedRings, parseRingList } from '../../shared/plan/ring-list';
import { err, ok, type Result } from '../../shared/result';
import type { Choices } from '../../shared/tenant/choice';
import { commandLineSigner } from '../../shared/tenant/entered';
import type { RingRule } from '../../shared/tenant/ring-choice';
import { readRingFile } from '../files/read-ring-file';
import type { CliContext } from './context';
import { textOf } from './option-values';

/** `--rings`, or null when it was left out: a line names its fault by its number. */
export async function loadRingList(
  context: CliContext,
): Promise<Result<readonly RingRule[] | null, Failure>> {
  const path = textOf(context, 'rings');
  if (path === undefined) return ok(null);
  const text = await readRingFile(path);
  if (!text.ok) return text;
  const rules = parseRingList(text.value);
  if (!rules.ok) return err(failure('file/invalid', { ...rules.failure.values, file: path }));
  if (rules.value.length > 0) return rules;
  return err(failure('file/invalid', { file: path, place: '1', expected: 'user_and_ring' }));
}

/**
 * Choices whose rings are those of a list, as the window takes one in; people moved by name stay
 * where they were moved to.
 */
export function withRingList(
  choices: Choices,
  rules: readonly RingRule[] | null,
  at: string,
): Choices {
  if (rules === null) return choices;
  const signature = { reason: 'Ring list', by: commandLineSigner, at };
  return { ...choices, rings: listedRings(rules, choices.rings, signature) };
}

/** The file in which a choice at this place stands. */
export function fileOfChoice(context: Pick<CliContext, 'options'>, place: string): string {
  const rings = place.startsWith('rings.') ? textOf(context, 'rings') : undefined;
  return rings ?? textOf(context, 'choices') ?? '';
}
