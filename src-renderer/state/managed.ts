import type { SettingName } from '../../shared/ipc/settings-contract';
import type { AppStore } from './app.svelte';

/** Whether the policy of this computer sets it: it is shown, and cannot be changed here. */
export function isManaged(app: AppStore, name: SettingName): boolean {
  return app.state?.managed?.names.includes(name) === true;
}
