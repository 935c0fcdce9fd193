import type { PolicyDiffView } from '../../shared/ipc/plan-contract';
import { words } from '../i18n.svelte';

type Setting = PolicyDiffView['settings'][number]['id'];

/** Signs beside the words: a change shows without its colour. */
export const changeSigns: Readonly<Record<PolicyDiffView['methods'][number]['kind'], string>> = {
  on: '+',
  off: '−',
  wider: '+',
  narrower: '−',
  meanwhile: '±',
  changed: '±',
  same: '=',
  unknown: '?',
};

/** A value of a setting of the methods policy in words. */
export function settingWord(id: Setting, value: string): string {
  switch (id) {
    case 'migrationState':
      return words(value, 'migration');
    case 'systemPreferred':
      return words(value, 'preferred');
    case 'registrationCampaign':
      return words(value, 'systemPreferred');
    case 'passkeyOptOut':
      return words(value, 'optOut');
  }
}
