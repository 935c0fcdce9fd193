import { describe, expect, test } from 'vitest';
import { assess } from '../../../../shared/assess/assess';
import type { AssessInput, Finding } from '../../../../shared/assess/assessment';
import { evidenceOf } from '../../../../shared/assess/evidence';
import { evidenceShapes } from '../../../../shared/assess/evidence-fields';
import { findingCodes } from '../../../../shared/assess/finding-codes';
import type { JsonObject } from '../../../../shared/json';
import { read } from '../../../../shared/tenant/snapshot';
import { evidenceText } from '../../../../shared/i18n/evidence-text';
import { snakeCase } from '../../../../shared/i18n/terms';
import { m } from '../../../../shared/paraglide/messages.js';
import { aGroup, aPolicy } from '../../../fixtures/graph-objects';
import { anInput, asOf, domain } from '../../../fixtures/a-snapshot';
import { cases } from './cases/all-cases';
import { certificatesOf, emergency } from './cases/case';

function findingsOf(input: AssessInput): readonly Finding[] {
  const result = assess(input);
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value.assessment.findings;
}

function linesOf(finding: Finding | undefined, language: 'en' | 'ja' = 'en'): readonly string[] {
  if (finding === undefined) throw new Error('no finding');
  return evidenceOf(finding, asOf).map((one) => evidenceText(one, language, 'UTC'));
}

function find(code: string, input: AssessInput): Finding | undefined {
  return findingsOf(input).find((one) => one.code === code);
}

describe.each(findingCodes)('%s', (code) => {
  const firing = cases.filter((one) => one.code === code && one.expected !== null);

  test('shows what it rests on, in both languages', () => {
    for (const { input, name } of firing) {
      const finding = find(code, input);
      const english = linesOf(finding);
      const japanese = linesOf(finding, 'ja');
      expect(english.length, name).toBeGreaterThan(0);
      expect(japanese, name).toHaveLength(english.length);
      for (const line of [...english, ...japanese]) {
        expect(line, name).not.toMatch(/undefined|\[object|NaN|evidence_|null(?!\))/);
        expect(line, name).toMatch(/^[^:]+: \S/);
      }
      for (const line of japanese) expect(line, name).toMatch(/[ぁ-ん一-龯ァ-ヶ]/);
    }
  });

  test('rests on nothing that changes while the tenant does not', () => {
    for (const { input, name } of firing) {
      const later = new Date(Date.parse(input.asOf) + 60_000).toISOString();
      expect(find(code, { ...input, asOf: later })?.data, name).toEqual(find(code, input)?.data);
    }
  });
});

test('every field of the evidence has its text', () => {
  for (const field of Object.keys(evidenceShapes)) {
    expect(m).toHaveProperty(`evidence_${snakeCase(field)}`);
  }
});

describe('lines', () => {
  const bound = anInput({
    users: emergency().users,
    policies: Array.from({ length: 11 }, (_, n) =>
      aPolicy(`id-${n}`, { displayName: `CA${String(n).padStart(2, '0')}` }),
    ),
    answers: { schema: 'causeway-answers/1', accounts: emergency().accounts },
  });

  test.each([
    ['Multi', 'Single', '(not known)'],
    ['Single', 'Single', 'No'],
  ] as const)('say what a certificate stands for: %s by default, a rule of %s', (...told) => {
    const [byDefault, byRule, value] = told;
    const { users, accounts } = emergency({
      methods: [],
      user: { authorizationInfo: { certificateUserIds: ['x509'] } },
    });
    const input = anInput({
      users: [...users],
      methods: { Fido2: {}, X509Certificate: certificatesOf(byDefault, byRule) },
      answers: { schema: 'causeway-answers/1', accounts },
    });
    expect(linesOf(find('BG-WEAK-METHOD', input))).toEqual([
      'Registered methods: Certificate (1)',
      `Certificates stand for two factors: ${value}`,
      'Answer entered on: (not known)',
    ]);
  });

  test('name policies, and cut a long list', () => {
    expect(linesOf(find('BG-NOT-EXCLUDED', bound))[0]).toBe(
      'Policies: CA00, CA01, CA02, CA03, CA04, CA05, CA06, CA07 and 3 more',
    );
    expect(linesOf(find('BG-NOT-EXCLUDED', bound), 'ja')[0]).toBe(
      'ポリシー: CA00、CA01、CA02、CA03、CA04、CA05、CA06、CA07、ほか 3 件',
    );
  });

  test('name groups with the date that makes them stale', () => {
    const stale = anInput({
      users: [{ id: 'ga1', methods: ['fido2'] }],
      policies: [aPolicy('all', { users: { includeUsers: ['All'], excludeGroups: ['G-1'] } })],
      groups: { 'G-1': ['ga1'] },
      snapshot: {
        groups: {
          kind: 'read',
          value: [
            aGroup('G-1', {
              displayName: 'Old exception',
              createdDateTime: '2026-01-01T00:00:00Z',
            }),
          ],
        },
      },
    });
    expect(linesOf(find('EXCLUSION-GROUP-STALE', stale))).toEqual([
      'Policies: all',
      'Groups: Old exception',
      'Oldest group created: 1 Jan 2026',
    ]);
  });

  test('tell what was answered about the NPS extension and AD FS', () => {
    const answered = (infrastructure: JsonObject): AssessInput =>
      anInput({
        users: [{ id: 'vpn', methods: ['fido2'] }],
        snapshot: {
          domains: read([domain('fed.example', { authenticationType: 'Federated', isRoot: true })]),
          federation: { 'fed.example': read([]) },
        },
        answers: { schema: 'causeway-answers/1', infrastructure },
      });
    const users = [{ id: 'vpn' }];
    const npsExtension = { present: true, users, version: '1.2.2216.1' };
    expect(linesOf(find('NPS-DEPENDENCY', answered({ npsExtension })))).toContain(
      'Version of the NPS extension: 1.2.2216.1',
    );
    const adfs = { present: true, mfaAdapter: 'Azure MFA', insideCorporateNetworkClaim: false };
    const told = linesOf(find('ADFS-MFA-BEHAVIOUR', answered({ adfs })));
    expect(told).toContain('AD FS is there: Yes');
    expect(told).toContain('MFA adapter in AD FS: Azure MFA');
    expect(told).toContain('AD FS sends the insidecorporatenetwork claim: No');
    const untold = linesOf(find('ADFS-MFA-BEHAVIOUR', answered({})));
    expect(untold.join()).not.toMatch(/adapter|claim/);
  });

  test('say "not known" for what was not read, never zero', () => {
    const unread = anInput({
      snapshot: { roles: { kind: 'unread', reason: { code: 'refused' } } },
    });
    expect(linesOf(find('SINGLE-GLOBAL-ADMIN', unread))).toEqual([
      'Active Global Administrators: (not known)',
      'Eligible Global Administrators: (not known)',
    ]);
    expect(linesOf(find('SINGLE-GLOBAL-ADMIN', unread), 'ja')[0]).toBe(
      'アクティブなグローバル管理者: (不明)',
    );
  });

  test.each([
    [{ eligible: ['globalAdministrator'], roles: [] }, 'Eligible only (1)'],
    [
      { eligible: ['globalAdministrator'], isPermanent: false },
      'Active and eligible: an activation that ends (1)',
    ],
    [{ isPermanent: false }, 'Active until a set date (1)'],
    [{ isPermanent: null }, 'Active; whether it ends is not known (1)'],
  ] as const)('say how an account is not a permanent administrator: %j', (change, words) => {
    const input = anInput({
      users: emergency(change).users,
      answers: { schema: 'causeway-answers/1', accounts: emergency().accounts },
    });
    expect(linesOf(find('BG-ELIGIBLE-ONLY', input))).toEqual([
      `Global Administrator: ${words}`,
      'Answer entered on: (not known)',
    ]);
  });

  test('count the days from the moment of judging, and not below zero', () => {
    const lead = cases.find((one) => one.code === 'TELECOM-LEAD-TIME' && one.expected !== null);
    const finding = lead === undefined ? undefined : find('TELECOM-LEAD-TIME', lead.input);
    if (finding === undefined) throw new Error('no finding');
    const daysAt = (at: string): unknown =>
      evidenceOf(finding, at).find((one) => one.field === 'daysLeft');
    expect(daysAt('2026-11-22T12:00:00Z')).toMatchObject({ value: 43 });
    expect(daysAt('2027-03-01T00:00:00Z')).toMatchObject({ value: 0 });
  });

  test('junk in the data of a plan file is left out, not shown', () => {
    const finding: Finding = {
      code: 'BG-MISSING',
      severity: 'high',
      count: 1,
      subjects: [],
      data: { named: { a: 1 }, policies: 'x', kinds: [1], other: 'y', methods: { a: 'b' } },
    };
    expect(evidenceOf(finding, asOf)).toEqual([
      { shape: 'tally', field: 'kinds', counts: [], more: 0 },
      { shape: 'tally', field: 'methods', counts: [], more: 0 },
    ]);
  });
});

test('names strengths of policies, templates, and how passkeys may be registered', () => {
  const strength = '00000000-0000-0000-0000-000000000004';
  const policy = aPolicy('strong', {
    templateId: 'T1',
    grant: { authenticationStrength: { id: strength }, builtInControls: [] },
  });
  const more = { id: 'u', methods: ['fido2'], perUserMfa: 'enforced' as const };
  const input = anInput({
    users: [...emergency().users, more],
    policies: [policy],
    snapshot: {
      authenticationStrengths: {
        kind: 'read',
        value: [
          {
            ...{ id: strength, displayName: 'Phishing-resistant MFA', policyType: 'builtIn' },
            allowedCombinations: [],
          },
        ],
      },
    },
  });
  expect(linesOf(find('PU-MFA-COVERED', input))).toContain(
    'Authentication strengths they demand: Phishing-resistant MFA',
  );
  const restricted = anInput({
    users: [{ id: 'w', methods: ['mobilePhone'] }],
    methods: {
      Fido2: {
        include: ['keys'],
        isSelfServiceRegistrationAllowed: false,
        passkeyProfiles: [{ id: 'p1', name: 'Default' }],
      },
      MicrosoftAuthenticator: {},
    },
    groups: { keys: [] },
  });
  const lines = linesOf(find('DEST-UNREACHABLE-PASSKEY', restricted));
  expect(lines).toContain('People may register their own passkeys: No');
  expect(lines).toContain('Passkey profiles: Default');
});
