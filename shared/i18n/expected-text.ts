import { m } from '../paraglide/messages.js';
import { formatList, type Language } from './format';
import { messageText } from './message-text';
import { snakeCase } from './terms';

/** Names of schemas (valibot's own spelling) to the catalogue's. */
const schemaNames: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'number',
  integer: 'whole_number',
  boolean: 'yes_no',
  Array: 'list',
  Object: 'object',
  never: 'nothing',
  unknown: 'value',
  null: 'value',
  undefined: 'nothing',
};

/**
 * Words for what was expected at a place of a file. Takes valibot's `expected` (`string`, `Array`,
 * `("on" | "off")`, `<=10`, `/…/`), one of our own names (`unique_key`), or a ready text.
 */
export function expectedText(expected: string, language: Language): string {
  const options = { locale: language };
  const bound = /^([<>])=?(\d+(?:\.\d+)?)$/.exec(expected);
  if (bound !== null) {
    const limit = bound[2] ?? '';
    return bound[1] === '<'
      ? m.term_expected_at_most({ limit }, options)
      : m.term_expected_at_least({ limit }, options);
  }
  if (expected.startsWith('/')) return patternText(expected, language);
  const known = messageText(
    `term_expected_${schemaNames[expected] ?? snakeCase(expected)}`,
    {},
    language,
  );
  if (known !== null) return known;
  const choices = choicesOf(expected);
  if (choices === null) return expected;
  const texts = [...new Set(choices.map((choice) => expectedText(choice, language)))];
  if (texts.length === 1) return texts[0] ?? expected;
  return m.term_expected_one_of({ options: formatList(texts, language) }, options);
}

function patternText(pattern: string, language: Language): string {
  const name = pattern.includes('{64}') ? 'hash' : 'text';
  return messageText(`term_expected_${name}`, {}, language) ?? pattern;
}

/** `("a" | "b")` → a, b; `"a"` → a; anything else is no list of choices. */
function choicesOf(expected: string): readonly string[] | null {
  const inner = /^\((.*)\)$/s.exec(expected)?.[1];
  if (inner !== undefined) return inner.split(' | ').map(unquoted);
  return /^".*"$/s.test(expected) ? [unquoted(expected)] : null;
}

function unquoted(text: string): string {
  return /^".*"$/s.test(text) ? text.slice(1, -1) : text;
}
