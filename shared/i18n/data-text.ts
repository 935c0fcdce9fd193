import { methodIds } from '../entra/method-configuration';
import { formatCount, formatList, type Language } from './format';
import { messageOrKey } from './message-text';
import { term } from './terms';

const configurationIds: readonly string[] = methodIds;

/**
 * The text of a key that came with data (step titles, reasons): Graph's values among its values
 * are put into words first. `method` and `methods` hold method names, plain numbers are grouped.
 */
export function dataText(
  key: string,
  values: Readonly<Record<string, string>>,
  language: Language,
): string {
  const words = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, wordOf(name, value, language)]),
  );
  return messageOrKey(key, words, language);
}

function wordOf(name: string, value: string, language: Language): string {
  if (name === 'method') return methodWord(value, language);
  if (name === 'methods') {
    return formatList(
      value.split(/, ?/).map((one) => methodWord(one, language)),
      language,
    );
  }
  return /^\d{4,9}$/.test(value) ? formatCount(Number(value), language) : value;
}

/** A method of the policy and a registered method differ only in how Graph spells them. */
function methodWord(value: string, language: Language): string {
  return term(value, configurationIds.includes(value) ? 'configuration' : 'method', language);
}
