import type { Language } from '../../shared/i18n/format';

/** The language of texts: `--lang`, else the locale variables in POSIX order, else English. */
export function languageOf(
  words: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Language {
  const inline = words.find((word) => word.startsWith('--lang='))?.slice('--lang='.length);
  const at = words.indexOf('--lang');
  const asked = inline ?? (at === -1 ? undefined : words[at + 1]);
  if (asked === 'en' || asked === 'ja') return asked;
  const locale = [environment['LC_ALL'], environment['LC_MESSAGES'], environment['LANG']].find(
    (value) => value !== undefined && value !== '',
  );
  return locale?.toLowerCase().startsWith('ja') === true ? 'ja' : 'en';
}
