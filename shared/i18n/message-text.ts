import { m } from '../paraglide/messages.js';
import type { Language } from './format';

type MessageFunction = (
  inputs: Readonly<Record<string, string>>,
  options: { readonly locale: Language },
) => string;

const catalogue = m as unknown as Readonly<Record<string, MessageFunction | undefined>>;

/** Whether the catalogue has a text under this key. */
export function hasMessage(key: string): boolean {
  return Object.hasOwn(catalogue, key);
}

/**
 * The text of a key that is only known while running (finding codes, step titles, Graph values).
 * A value the caller did not give reads "(not known)"; an unknown key gives null.
 */
export function messageText(
  key: string,
  values: Readonly<Record<string, string>>,
  language: Language,
): string | null {
  const message = hasMessage(key) ? catalogue[key] : undefined;
  if (message === undefined) return null;
  return message(withoutGaps(values, language), { locale: language });
}

/** As `messageText`; where there is no such text, the key itself, so that nothing goes missing. */
export function messageOrKey(
  key: string,
  values: Readonly<Record<string, string>>,
  language: Language,
): string {
  return messageText(key, values, language) ?? key;
}

function withoutGaps(
  values: Readonly<Record<string, string>>,
  language: Language,
): Readonly<Record<string, string>> {
  return new Proxy(values, {
    get: (target, name) =>
      typeof name === 'string' && Object.hasOwn(target, name)
        ? target[name]
        : m.term_value_not_known({}, { locale: language }),
  });
}
