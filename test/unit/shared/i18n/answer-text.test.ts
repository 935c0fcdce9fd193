import { describe, expect, it } from 'vitest';
import { answerLabel } from '../../../../shared/i18n/answer-label';
import { answerText } from '../../../../shared/i18n/answer-text';
import { enteredText } from '../../../../shared/i18n/entered-text';
import type { Answers } from '../../../../shared/tenant/answer';
import { answerPaths, type AnswerPath } from '../../../../shared/tenant/answer-paths';

const answers: Answers = {
  schema: 'causeway-answers/1',
  legacyMfa: {
    rememberMfa: { allowed: true, days: 30 },
    trustedIps: [],
    appPasswordsAllowed: null,
  },
  sspr: { scope: 'selected', group: 'SSPR-Users', methods: ['mobileAppCode', 'email'] },
  accounts: {
    serviceAccounts: [
      { upn: 'scan@kestrel.example' },
      { group: 'Scripts' },
      { upnPattern: 'svc*' },
    ],
    emergencyAccess: [{ id: 'ea1', lastDrill: '2026-10-01', alerting: true }],
  },
  infrastructure: {
    npsExtension: {
      present: null,
      radiusClients: [{ name: 'VPN', protocol: 'CHAPv2', users: 1240 }],
    },
    adfs: { present: false },
  },
  telephony: {
    needs: [{ accounts: [{ upn: 'lift@kestrel.example' }], reason: 'lift phone' }],
    provider: { status: 'planned' },
  },
  history: { startedIn: 'migrationInProgress', nativeBackupSnapshots: ['2026-11-01'] },
};

describe('answers in words', () => {
  it.each<[AnswerPath, string, string]>([
    ['legacyMfa.rememberMfa', 'Yes', 'はい'],
    ['legacyMfa.rememberMfa.days', '30', '30'],
    ['legacyMfa.trustedIps', 'None', 'なし'],
    ['legacyMfa.appPasswordsAllowed', 'I don’t know', 'わからない'],
    ['sspr.scope', 'A group', 'グループ'],
    ['sspr.group', 'SSPR-Users', 'SSPR-Users'],
    ['sspr.methods', 'Mobile app code and Email', 'モバイル アプリのコード、メール'],
    [
      'accounts.serviceAccounts',
      'scan@kestrel.example, Group Scripts and svc*',
      'scan@kestrel.example、グループ Scripts、svc*',
    ],
    ['accounts.emergencyAccess', 'ea1', 'ea1'],
    ['infrastructure.npsExtension', 'I don’t know', 'わからない'],
    ['infrastructure.npsExtension.radiusClients', 'VPN (CHAPv2, 1,240)', 'VPN (CHAPv2, 1,240)'],
    ['infrastructure.adfs', 'No', 'いいえ'],
    ['telephony.needs', 'lift@kestrel.example (lift phone)', 'lift@kestrel.example (lift phone)'],
    ['telephony.provider.status', 'Planned', '予定あり'],
    ['history.startedIn', 'Migration in progress', '移行が進行中'],
    ['history.nativeBackupSnapshots', '1 Nov 2026', '2026/11/01'],
  ])('%s', (path, english, japanese) => {
    expect(answerText(answers, path, 'en', 'UTC')).toBe(english);
    expect(answerText(answers, path, 'ja', 'UTC')).toBe(japanese);
  });

  it('have none where nothing was asked', () => {
    expect(answerText(answers, 'passkeyOptOut', 'en', 'UTC')).toBeNull();
    expect(answerText(null, 'sspr.scope', 'en', 'UTC')).toBeNull();
  });

  it('every place has a question of its own in both languages', () => {
    for (const language of ['en', 'ja'] as const) {
      const labels = answerPaths.map((path) => answerLabel(path, language));
      expect(new Set(labels).size).toBe(labels.length);
    }
  });
});

describe('who entered it, in words', () => {
  const at = '2026-11-22T08:30:00Z';
  it.each([
    [{ by: 'gaa@kestrel.example', at }, 'Entered by gaa@kestrel.example on 22 Nov 2026, 08:30'],
    [{ by: 'gaa@kestrel.example', at: null }, 'Entered by gaa@kestrel.example'],
    [{ by: null, at }, 'Entered on 22 Nov 2026, 08:30'],
    [{ by: 'window', at }, 'Entered in this window on 22 Nov 2026, 08:30'],
    [{ by: 'window', at: null }, 'Entered in this window'],
    [{ by: 'commandLine', at }, 'Entered on the command line on 22 Nov 2026, 08:30'],
    [{ by: 'commandLine', at: null }, 'Entered on the command line'],
    [{ by: null, at: null }, 'Entered by a person; who and when is not recorded'],
  ])('%j', (entered, english) => {
    expect(enteredText(entered, 'en', 'UTC')).toContain(english);
    expect(enteredText(entered, 'ja', 'UTC')).toMatch(/入力/);
  });
});
