import { m } from '../paraglide/messages.js';
import { formatCount, formatList, type Language } from './format';

/** "A, B and C"; cut short: "A, B, C and 6 more" / 「A、B、C、ほか 6 件」. */
export function listText(names: readonly string[], more: number, language: Language): string {
  if (more <= 0) return formatList(names, language);
  const values = {
    names: names.join(language === 'ja' ? '、' : ', '),
    count: formatCount(more, language),
  };
  return m.report_and_more(values, { locale: language });
}

/** The first `limit` names, and how many there are beside them. */
export function someText(all: readonly string[], limit: number, language: Language): string {
  return listText(all.slice(0, limit), all.length - limit, language);
}
