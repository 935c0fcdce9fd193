import { app } from 'electron';

/** `--lang` of this start first, then the system's own order. */
export function systemLanguages(): string[] {
  const asked = app.commandLine.getSwitchValue('lang');
  return [...(asked === '' ? [] : [asked]), ...app.getPreferredSystemLanguages(), app.getLocale()];
}
