/**
 * One order for both languages, so that a list does not move when the language changes: Latin, then
 * kana, then kanji in the order of the Japanese standard. Among Latin letters the Japanese rules
 * are the English ones.
 */
const collator = new Intl.Collator('ja', { usage: 'sort' });

/** Order of names and departments as they are shown. */
export function compareNames(a: string, b: string): number {
  return collator.compare(a, b);
}
