import { m } from '../paraglide/messages.js';
import type { ChangeKind, MethodChange } from '../plan/policy-change';
import type { Reach } from '../plan/policy-reach';
import type { PolicySetting, SettingChange } from '../plan/setting-change';
import { formatCount, type Language } from './format';
import { messageOrKey } from './message-text';
import { snakeCase, term } from './terms';

/** Signs beside the words: a change shows without its colour. */
export const changeSigns: Readonly<Record<ChangeKind, string>> = {
  on: '+',
  off: '−',
  wider: '+',
  narrower: '−',
  meanwhile: '±',
  changed: '±',
  same: '=',
  unknown: '?',
};

/** A method or setting of the policy before and after the plan, in words. */
export interface PolicyLine {
  readonly id: string;
  readonly kind: ChangeKind;
  readonly name: string;
  readonly change: string;
  readonly before: string;
  /** Further than before and after; null: never. */
  readonly meanwhile: string | null;
  readonly after: string;
}

/** What the words need of the change of a policy. */
export interface PolicyChanges {
  readonly methods: readonly Pick<MethodChange, 'id' | 'kind' | 'before' | 'meanwhile' | 'after'>[];
  readonly settings: readonly SettingChange[];
}

/** Heads of a table of lines, in the order of `policyCells`. */
export function policyColumns(language: Language): readonly string[] {
  const options = { locale: language };
  return [
    m.policy_method({}, options),
    m.shell_diff_change({}, options),
    m.shell_diff_before({}, options),
    m.policy_diff_meanwhile({}, options),
    m.shell_diff_after({}, options),
  ];
}

export function policyCells({ name, change, before, meanwhile, after }: PolicyLine): string[] {
  return [name, change, before, meanwhile ?? '–', after];
}

/** Every method and every setting, changed or not. */
export function policyLines(
  { methods, settings }: PolicyChanges,
  language: Language,
): readonly PolicyLine[] {
  const text = (key: string): string => messageOrKey(snakeCase(key), {}, language);
  const changeOf = (kind: ChangeKind): string => text(`policy_change_${kind}`);
  return [
    ...methods.map(({ id, kind, before, meanwhile, after }) => {
      const [was, becomes] = [reachText(before, language), reachText(after, language)];
      const isSameWord = kind === 'changed' && was === becomes;
      return {
        ...{ id, kind, name: term(id, 'configuration', language), change: changeOf(kind) },
        before: was,
        meanwhile: meanwhile === null ? null : reachText(meanwhile, language),
        after: isSameWord
          ? m.policy_reach_details({ reach: becomes }, { locale: language })
          : becomes,
      };
    }),
    ...settings.map((setting) => ({
      ...{ id: setting.id, kind: setting.kind, change: changeOf(setting.kind), meanwhile: null },
      name: text(`policy_setting_${setting.id}`),
      ...settingTexts(setting.id, setting, setting.kind === 'changed', language),
    })),
  ];
}

function reachText({ to, people }: Reach, language: Language): string {
  const options = { locale: language };
  switch (to) {
    case 'everyone':
      return m.policy_reach_everyone({}, options);
    case 'nobody':
      return m.policy_reach_nobody({}, options);
    case 'some':
    case 'unknown':
      return to === 'unknown' || people === null
        ? m.policy_reach_unknown({}, options)
        : m.policy_reach_some({ count: formatCount(people, language) }, options);
  }
}

/** Before and after in words; with those they are for, where these change. */
export function settingTexts(
  id: PolicySetting,
  { before, after, reach }: Pick<SettingChange, 'before' | 'after' | 'reach'>,
  isChanged: boolean,
  language: Language,
): { readonly before: string; readonly after: string } {
  const [was, becomes] = [settingText(id, before, language), settingText(id, after, language)];
  const isForSame =
    reach?.before.to === reach?.after.to && reach?.before.people === reach?.after.people;
  // The same word and as many people can still be others.
  if (!isChanged || reach === null || (isForSame && before !== after))
    return { before: was, after: becomes };
  return {
    before: forWhom(was, reach.before, language),
    after: forWhom(becomes, reach.after, language),
  };
}

/** A value of a setting of the methods policy in words. */
function settingText(id: PolicySetting, value: string, language: Language): string {
  switch (id) {
    case 'migrationState':
      return term(value, 'migration', language);
    case 'systemPreferred':
      return term(value, 'preferred', language);
    case 'registrationCampaign':
      return term(value, 'systemPreferred', language);
    case 'passkeyOptOut':
      return term(value, 'optOut', language);
  }
}

function forWhom(value: string, { to, people }: Reach, language: Language): string {
  const options = { locale: language };
  switch (to) {
    case 'everyone':
      return m.policy_setting_for_everyone({ value }, options);
    case 'nobody':
      return value;
    case 'some':
    case 'unknown':
      return people === null
        ? m.policy_setting_for_unknown({ value }, options)
        : m.policy_setting_for_some({ value, count: formatCount(people, language) }, options);
  }
}
