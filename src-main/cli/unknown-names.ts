import { findingCodes } from '../../shared/assess/finding-codes';
import { failure, type Failure } from '../../shared/diagnostic';
import { methodIds } from '../../shared/entra/method-configuration';
import { isGuid } from '../../shared/ids';
import { isJsonObject } from '../../shared/json';
import { nearest } from '../files/nearest';

/**
 * Methods and findings that choices name and nobody knows. Looks at the document as it came, so
 * that a name is told as unknown also where its value is wrong.
 */
export function unknownNames(
  choices: Readonly<Record<string, unknown>>,
  file: string,
): readonly Failure[] {
  return [...unknownMethods(choices['methods'], file), ...unknownCodes(choices['accepted'], file)];
}

function unknownMethods(methods: unknown, file: string): readonly Failure[] {
  if (!isJsonObject(methods)) return [];
  const known: readonly string[] = [...methodIds, 'External'];
  const expected = `(${known.map((id) => `"${id}"`).join(' | ')})`;
  return Object.keys(methods)
    .filter((id) => !known.includes(id) && !isGuid(id))
    .map((id) => {
      const method = id.slice(0, 100);
      const values = { file, method, place: `methods.${method}`, expected };
      return failure('input/unknown-method', { ...values, ...nearTo(id, known) });
    });
}

function unknownCodes(accepted: unknown, file: string): readonly Failure[] {
  if (!Array.isArray(accepted)) return [];
  const known: readonly string[] = findingCodes;
  return (accepted as readonly unknown[]).flatMap((entry, index) => {
    const code = isJsonObject(entry) ? entry['code'] : undefined;
    if (typeof code !== 'string' || known.includes(code)) return [];
    const values = { file, place: `accepted[${index}].code`, expected: 'finding_code' };
    return [failure('input/choices-invalid', { ...values, ...nearTo(code, known) })];
  });
}

function nearTo(word: string, known: readonly string[]): { near?: string } {
  const near = nearest(word, known);
  return near === null ? {} : { near };
}
