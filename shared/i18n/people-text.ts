import { m } from '../paraglide/messages.js';
import { isGuid } from '../ids';
import { formatCount, formatList, type Language } from './format';

/** "1 person", "1,240 people" / 「1,240 人」. Null: does not apply. */
export function peopleText(count: number | null, language: Language): string {
  const options = { locale: language };
  if (count === null) return m.count_none({}, options);
  const text = formatCount(count, language);
  return count === 1
    ? m.count_person({ count: text }, options)
    : m.count_people({ count: text }, options);
}

/**
 * People by name: "A, B and 3 more" / 「A、B、ほか 3 人」. `names`: one a line, or ids with commas
 * between; `total`: how many there are.
 */
export function namesText(names: string, total: number, language: Language): string {
  const ids = names.split(', ');
  const shown = ids.every(isGuid) ? ids : names.split('\n');
  const more = total - shown.length;
  if (!(more > 0)) return formatList(shown, language);
  const rest = m.count_people_more({ count: formatCount(more, language) }, { locale: language });
  return formatList([...shown, rest], language);
}

/** "1 account", "12 accounts" / 「12 アカウント」. */
export function accountsText(count: number, language: Language): string {
  const options = { locale: language };
  const text = formatCount(count, language);
  return count === 1
    ? m.count_account({ count: text }, options)
    : m.count_accounts({ count: text }, options);
}

function othersText(count: number, language: Language): string {
  const options = { locale: language };
  const text = formatCount(count, language);
  return count === 1
    ? m.count_other_account({ count: text }, options)
    : m.count_other_accounts({ count: text }, options);
}

/**
 * People and what is no person, apart: "6 people and 1 other account"; with "at least" while
 * legacy settings are not answered.
 */
export function affectedText(
  people: number | null,
  others: number,
  isLowerBound: boolean,
  language: Language,
): string {
  const options = { locale: language };
  const both =
    others === 0
      ? peopleText(people, language)
      : m.count_people_and_accounts(
          { people: peopleText(people, language), accounts: othersText(others, language) },
          options,
        );
  return isLowerBound && people !== null ? m.report_at_least({ count: both }, options) : both;
}
