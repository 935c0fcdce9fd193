import type { Unread } from '../assess/assessment';
import { m } from '../paraglide/messages.js';
import { formatCount, formatDateTime, type Language } from './format';
import { term } from './terms';

/** Why a source is not read, or a question open, with the status or the hint that goes with it. */
export function unreadReason(
  row: { readonly reason: string; readonly status?: number | null } & Pick<
    Unread,
    'seen' | 'until'
  >,
  language: Language,
  zone = 'UTC',
): string {
  const reason = term(row.reason, 'unread', language);
  const status = row.status ?? null;
  const short = status === null ? reason : `${reason} (${status})`;
  const told =
    row.until === undefined
      ? short
      : m.unread_until(
          { reason: short, until: formatDateTime(row.until, language, zone) },
          { locale: language },
        );
  if (row.seen === undefined) return told;
  const count = formatCount(row.seen, language);
  return m.unread_with_hint({ reason: told, count }, { locale: language });
}
