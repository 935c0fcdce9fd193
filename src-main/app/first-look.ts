import { app } from 'electron';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { policyFiles, readPolicyFile } from './find-policy';
import { readJsonFile } from './json-file';
import { readPolicy } from './policy-file';
import { resolveLanguage, Settings, themeSource } from './settings';
import { systemLanguages } from './system-languages';

/** How the window looks before anything behind it is loaded: as it will afterwards. */
export function firstLook(): {
  readonly locale: 'en' | 'ja';
  readonly themeSource: 'system' | 'light' | 'dark';
} {
  const file = join(app.getPath('userData'), 'settings.json');
  const port = {
    read: () => readJsonFile(file),
    isThere: () => existsSync(file),
    write: () => undefined,
  };
  const policy = readPolicy(policyFiles(process.env), readPolicyFile);
  const { current } = new Settings(port, () => undefined, policy);
  return {
    locale: resolveLanguage(current.language, systemLanguages()),
    themeSource: themeSource(current),
  };
}
