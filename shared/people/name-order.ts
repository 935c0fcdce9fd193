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

interface Named {
  readonly id: string;
  readonly upn: string;
  readonly name: string;
}

const compareCode = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** By name; who shares a name by address, then by id, so that no two orders are possible. */
export function compareByName(a: Named, b: Named): number {
  return compareNames(a.name, b.name) || compareByUpn(a, b);
}

/** By address without regard to case, then by id. Addresses are not words: code unit order. */
export function compareByUpn(a: Named, b: Named): number {
  return compareCode(a.upn.toLowerCase(), b.upn.toLowerCase()) || compareCode(a.id, b.id);
}
