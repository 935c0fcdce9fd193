import type { MenuItemConstructorOptions } from 'electron';
import { m } from '../../shared/paraglide/opening/messages.js';
import type { RecentEntry, RecentRow } from './recent';

export interface RecentMenuPorts {
  readonly recent: readonly RecentRow[];
  openRecent(entry: RecentEntry): void;
  clearRecent(): void;
}

/** *Open recent*: each entry by a digit of its own, then the way to empty the list. */
export function toRecentMenu(
  locale: 'en' | 'ja',
  { recent, openRecent, clearRecent }: RecentMenuPorts,
): MenuItemConstructorOptions[] {
  if (recent.length === 0) return [{ label: m.menu_recent_none({}, { locale }), enabled: false }];
  return [
    ...recent.map((row, place) => ({
      label: `&${String(place + 1)} ${plain(nameOf(row, locale))}`,
      click: () => openRecent(row.entry),
    })),
    { type: 'separator' as const },
    { label: m.menu_recent_clear({}, { locale }), click: () => clearRecent() },
  ];
}

function nameOf({ label, isPractice }: RecentRow, locale: 'en' | 'ja'): string {
  if (!isPractice) return label;
  const source = m.shell_source_practice({}, { locale });
  return m.data_plan_of({ name: label, source }, { locale });
}

/** Names come from files and tenants: no mnemonic, no line of their own, and not wider than a menu. */
function plain(name: string): string {
  const line = name.replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu, ' ');
  const short = line.length > 80 ? `${line.slice(0, 40)}…${line.slice(-39)}` : line;
  return short.replaceAll('&', '&&');
}
