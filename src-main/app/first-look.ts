import { openSettings } from './open-settings';
import { resolveLanguage, themeSource } from './settings';
import { systemLanguages } from './system-languages';

/** How the window looks before anything behind it is loaded: as it will afterwards. */
export function firstLook(): {
  readonly locale: 'en' | 'ja';
  readonly themeSource: 'system' | 'light' | 'dark';
} {
  const { current } = openSettings(() => undefined);
  return {
    locale: resolveLanguage(current.language, systemLanguages()),
    themeSource: themeSource(current),
  };
}
