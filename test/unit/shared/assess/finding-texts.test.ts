import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  findingCodes,
  findingKey,
  type FindingCode,
} from '../../../../shared/assess/finding-codes';

const folder = join(import.meta.dirname, '../../../../shared/messages');
const read = (name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as Record<string, unknown>;
const catalogue = { en: read('en'), ja: read('ja') } as const;
type Language = keyof typeof catalogue;

const consoles = {
  en: {
    entra: 'Entra admin center',
    m365: 'Microsoft 365 admin center',
    exchange: 'Exchange admin center',
    nps: 'NPS console',
    causeway: 'Causeway',
  },
  ja: {
    entra: 'Entra 管理センター',
    m365: 'Microsoft 365 管理センター',
    exchange: 'Exchange 管理センター',
    nps: 'NPS コンソール',
    causeway: 'Causeway',
  },
} as const;
type Console = keyof (typeof consoles)['en'];

/** First menu of each path, with the same menu in Japanese; screens come from the catalogue. */
const menus: Readonly<Record<Exclude<Console, 'causeway'>, Readonly<Record<string, string>>>> = {
  entra: {
    Users: 'ユーザー',
    Groups: 'グループ',
    'Roles & admins': 'ロールと管理者',
    'Conditional Access': '条件付きアクセス',
    'Authentication methods': '認証方法',
    'Password reset': 'パスワード リセット',
    'External Identities': 'External Identities',
    'App registrations': 'アプリの登録',
    'Domain names': 'ドメイン名',
    'Backup and recovery': 'バックアップと回復',
    Overview: '概要',
  },
  m365: { Users: 'ユーザー', Billing: '課金情報' },
  exchange: { 'Mail flow': 'メール フロー' },
  nps: { 'RADIUS clients': 'RADIUS クライアント', 'Network policies': 'ネットワーク ポリシー' },
};
const screens = ['connect', 'read', 'today', 'findings', 'policy', 'rings', 'rollout'].map(
  (name) => `shell_screen_${name}`,
);

function textOf(language: Language, key: string): string {
  const text = catalogue[language][key];
  if (typeof text !== 'string') throw new Error(`${key} is no plain text`);
  return text;
}

/** About the reading, the run or the plan: no admin center shows any of it, nor the opt-out. */
const withoutPortal: ReadonlySet<FindingCode> = new Set([
  ...(['OPTOUT-SET', 'SMS-DATE-NOT-ANNOUNCED', 'MANAGED-POLICY-NOT-OFFERED'] as const),
  ...(['OPERATOR-AT-RISK', 'DATA-UNREADABLE', 'REPORT-STALE', 'FEATURE-UNAVAILABLE'] as const),
  ...(['THROTTLED', 'NO-NETWORK', 'SNAPSHOT-STALE', 'CLOUD-NOT-PUBLIC'] as const),
  ...(['WRONG-TENANT', 'TENANT-CONSENT-MISSING'] as const),
]);

/** Places an advice sends the reader to, as `console/menu` in English words. */
function placesIn(language: Language, advice: string): readonly string[] {
  const names = Object.entries(consoles[language]) as [Console, string][];
  return names
    .flatMap(([id, name]) =>
      advice
        .split(`${name} › `)
        .slice(1)
        .map((rest) => `${id}/${menuAt(language, id, rest)}`),
    )
    .sort();
}

function menuAt(language: Language, id: Console, rest: string): string {
  const known =
    id === 'causeway'
      ? screens.map((key) => [textOf('en', key), textOf(language, key)] as const)
      : Object.entries(menus[id]).map(([en, ja]) => [en, language === 'en' ? en : ja] as const);
  const found = known.find(([, name]) => rest.startsWith(name));
  return found?.[0] ?? `unknown: ${rest.slice(0, 30)}`;
}

describe.each(findingCodes)('%s', (code) => {
  test.each(['title', 'why', 'advice'] as const)('has its %s in both languages', (part) => {
    const key = findingKey(code, part);
    expect(catalogue.en, key).toHaveProperty(key);
    expect(catalogue.ja, key).toHaveProperty(key);
  });

  test('says where to go: a path of an admin center, or a screen of Causeway', () => {
    const key = findingKey(code, 'advice');
    const english = placesIn('en', textOf('en', key));
    expect(english.length, textOf('en', key)).toBeGreaterThan(0);
    expect(english.filter((place) => place.includes('unknown'))).toEqual([]);
    expect(placesIn('ja', textOf('ja', key)), textOf('ja', key)).toEqual(english);
    const isInPortal = english.some((place) => !place.startsWith('causeway/'));
    expect(isInPortal, textOf('en', key)).toBe(!withoutPortal.has(code));
  });
});
