import { app } from 'electron';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { SettingsView } from '../../shared/ipc/settings-contract';
import { policyFiles, readPolicyFile } from './find-policy';
import { readJsonFile, writeJsonFile } from './json-file';
import { readPolicy } from './policy-file';
import { Settings } from './settings';

/** The settings of this data folder, under the policy of this computer. */
export function openSettings(onChange: (settings: SettingsView) => void): Settings {
  const file = join(app.getPath('userData'), 'settings.json');
  const port = {
    read: () => readJsonFile(file),
    isThere: () => existsSync(file),
    write: (value: SettingsView) => writeJsonFile(file, value),
  };
  return new Settings(port, onChange, readPolicy(policyFiles(process.env), readPolicyFile));
}
