import type { PolicyDiffView, ReachView } from '../../shared/ipc/plan-contract';
import { m } from '../../shared/paraglide/messages.js';
import { count, words } from '../i18n.svelte';

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

/** Before and after in words; with those they are for, where these change. */
export function settingWords(
  id: Setting,
  { before, after, reach }: Pick<PolicyDiffView['settings'][number], 'before' | 'after' | 'reach'>,
  isChanged: boolean,
): { readonly before: string; readonly after: string } {
  const [was, becomes] = [settingWord(id, before), settingWord(id, after)];
  const isForSame =
    reach?.before.to === reach?.after.to && reach?.before.people === reach?.after.people;
  // The same word and as many people can still be others.
  if (!isChanged || reach === null || (isForSame && before !== after))
    return { before: was, after: becomes };
  return { before: forWhom(was, reach.before), after: forWhom(becomes, reach.after) };
}

function forWhom(value: string, { to, people }: ReachView): string {
  switch (to) {
    case 'everyone':
      return m.policy_setting_for_everyone({ value });
    case 'nobody':
      return value;
    case 'some':
    case 'unknown':
      return people === null
        ? m.policy_setting_for_unknown({ value })
        : m.policy_setting_for_some({ value, count: count(people) });
  }
}
