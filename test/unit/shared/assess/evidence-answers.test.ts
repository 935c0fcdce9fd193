import { expect, test } from 'vitest';
import { assess } from '../../../../shared/assess/assess';
import type { AssessInput, Finding } from '../../../../shared/assess/assessment';
import { evidenceOf } from '../../../../shared/assess/evidence';
import { servicePlanIds } from '../../../../shared/entra/tenant-resources';
import { evidenceText } from '../../../../shared/i18n/evidence-text';
import type { JsonObject } from '../../../../shared/json';
import { read } from '../../../../shared/tenant/snapshot';
import { administrators, anInput, asOf } from '../../../fixtures/a-snapshot';
import { aPolicy } from '../../../fixtures/graph-objects';

function find(code: string, input: AssessInput): Finding | undefined {
  const result = assess(input);
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value.assessment.findings.find((one) => one.code === code);
}

function linesOf(finding: Finding | undefined, language: 'en' | 'ja' = 'en'): readonly string[] {
  if (finding === undefined) throw new Error('no finding');
  return evidenceOf(finding, asOf).map((one) => evidenceText(one, language, 'UTC'));
}

test('name permission and role of each refusal, and a sign-in that is too old apart', () => {
  const because = (graphCode: string) =>
    ({ kind: 'unread', reason: { code: 'refused', status: 403, graphCode } }) as const;
  const refused = anInput({
    snapshot: {
      registration: because('Authorization_RequestDenied'),
      betaPolicyUnread: { code: 'refused', status: 403 },
      namedLocations: because('AccessDenied'),
    },
  });
  const lines = linesOf(find('PERMISSION-MISSING', refused));
  expect(lines.slice(1)).toEqual([
    'What would allow it: Authentication methods policy – permission' +
      ' Policy.Read.AuthenticationMethod and the role Global Reader;' +
      ' Registration report – permission AuditLog.Read.All and the role Reports Reader',
    'Refused because the sign-in is older than the permission (sign out, then in again):' +
      ' Named locations',
  ]);
  expect(linesOf(find('PERMISSION-MISSING', refused), 'ja').slice(1).join()).toMatch(
    /Policy\.Read\.AuthenticationMethod とロール「グローバル閲覧者」.*ネームド ロケーション/,
  );
});

test('tell what was answered about password reset', () => {
  const input = (sspr: JsonObject): AssessInput =>
    anInput({
      users: [{ id: 'u', methods: ['securityQuestion'] }],
      policy: { policyMigrationState: 'migrationInProgress' },
      answers: { schema: 'causeway-answers/1', sspr },
    });
  const stays = { scope: 'selected', group: 'SSPR-Users', methodsRequired: 2 } as const;
  const told = linesOf(
    find(
      'SSPR-TWO-METHODS-STAYS',
      input({ ...stays, registrationRequired: true, reconfirmDays: 180 }),
    ),
  );
  expect(told).toEqual([
    'Methods required: 2',
    'Who may reset their password: Selected users',
    'Group that may reset passwords: SSPR-Users',
    'Password reset makes people register when they sign in: Yes',
    'Days until password reset asks people to confirm again (0: never): 180',
    'Answer entered on: (not known)',
  ]);
  const bare = linesOf(find('SSPR-TWO-METHODS-STAYS', input({ ...stays, scope: 'all' })));
  expect(bare.slice(0, -1)).toEqual([
    'Methods required: 2',
    'Who may reset their password: All users',
  ]);
  expect(linesOf(find('SECQ-STAYS', input({ methods: ['securityQuestions'] })))).toContain(
    'Password reset allows security questions: Yes',
  );
});

test('tell what may ask people to register outside their ring', () => {
  const bought = {
    ...{ skuId: 'sku', skuPartNumber: 'E5', capabilityStatus: 'Enabled', consumedUnits: 1 },
    prepaidUnits: null,
    servicePlans: [
      { servicePlanId: servicePlanIds.p2, servicePlanName: null, provisioningStatus: null },
    ],
  };
  const lines = (answers: JsonObject, plans: 'p1' | 'p2' = 'p1'): readonly string[] =>
    linesOf(
      find(
        'NO-METHOD',
        anInput({
          users: [{ id: 'new', methods: [] }],
          ...(plans === 'p2' ? { snapshot: { subscribedSkus: read([bought]) } } : {}),
          answers: { schema: 'causeway-answers/1', ...answers },
        }),
      ),
    );
  const policy = 'The MFA registration policy of ID Protection is on';
  const reset = 'Password reset makes people register when they sign in';
  expect(lines({})).toContain(`${reset}: (not known)`);
  expect(lines({}).join()).not.toContain(policy);
  expect(lines({}, 'p2')).toContain(`${policy}: (not known)`);
  const on = { infrastructure: { idProtectionRegistrationPolicy: true } };
  expect(lines({ ...on, sspr: { scope: 'none' } })).toContain(`${policy}: Yes`);
  expect(lines({ sspr: { scope: 'none' } }).join()).not.toContain(reset);
  expect(lines({ sspr: { registrationRequired: false } })).toContain(`${reset}: No`);
});

test('say how far back stored passwords and the RADIUS client were looked for', () => {
  const signIn = {
    ...{ id: 's', userId: 'u', createdDateTime: asOf, clientAppUsed: null },
    ...{ appId: '981f26a1-7f43-403b-a875-f8b09b8cd720', authenticationProtocol: 'ropc' },
  };
  const input = (signInsCutAt?: string): AssessInput =>
    anInput({
      users: [{ id: 'u', methods: ['fido2SecurityKey'] }],
      answers: {
        schema: 'causeway-answers/1',
        infrastructure: { npsExtension: { present: true } },
      },
      snapshot: {
        signIns: read([signIn]),
        ...(signInsCutAt === undefined ? {} : { signInsCutAt }),
      },
    });
  const openIn = (one: AssessInput): readonly string[] => {
    const result = assess(one);
    if (!result.ok) throw new Error(JSON.stringify(result.failure));
    return result.value.assessment.unread.map(({ source }) => source);
  };
  const cut = input('2026-11-20T08:41:00Z');
  const line = /^Sign-ins seen back to .*Nov/;
  for (const code of ['ROPC-RISK', 'NPS-DEPENDENCY']) {
    expect(linesOf(find(code, cut))).toContainEqual(expect.stringMatching(line));
    expect(linesOf(find(code, input()))).not.toContainEqual(expect.stringMatching(line));
  }
  // Nobody knows of the others: the questions stand open.
  const questions = ['answers.accounts.ropcAccounts', 'answers.infrastructure.npsExtension.users'];
  expect(openIn(cut)).toEqual(expect.arrayContaining(questions));
  for (const one of questions) expect(openIn(input())).not.toContain(one);
});

test('tell who named the emergency access accounts, wherever they are judged', () => {
  const stamp = { by: 'operator', at: '2026-11-20T09:00:00Z' };
  const accounts = { emergencyAccess: [{ id: 'bg' }], ...stamp };
  const judged = assess(
    anInput({
      users: [
        {
          ...{ id: 'bg', methods: ['mobilePhone'], perUserMfa: 'enforced' },
          user: { onPremisesSyncEnabled: true },
        },
      ],
      groups: { out: ['bg'] },
      policies: [
        aPolicy('all'),
        aPolicy('but', { users: { includeUsers: ['All'], excludeGroups: ['out'] } }),
      ],
      methods: {},
      answers: { schema: 'causeway-answers/1', accounts },
    }),
  );
  if (!judged.ok) throw new Error(judged.failure.code);
  const codes = ['BG-CUSTOM-DOMAIN', 'BG-ELIGIBLE-ONLY', 'BG-GROUP-UNPROTECTED', 'BG-MISSING'];
  codes.push('BG-METHOD-UNREACHABLE', 'BG-NOT-EXCLUDED', 'BG-PER-USER-MFA', 'BG-SYNCED');
  codes.push('BG-WEAK-METHOD', 'MANDATORY-MFA-APPLIES');
  for (const code of codes) {
    const found = judged.value.assessment.findings.find((one) => one.code === code);
    const told = { answeredBy: stamp.by, answeredAt: stamp.at };
    expect(found?.data, code).toMatchObject(told);
  }
});

test('tell who answered that passkeys are held off, only where Graph does not', () => {
  const dataOf = (read: boolean | null, more: JsonObject = {}): unknown => {
    const optOutSettings = { passkeyDynamicMigration: read };
    const entered = { passkeyOptOut: { by: 'operator', at: '2026-11-20T09:00:00Z' } };
    const answers = {
      schema: 'causeway-answers/1',
      passkeyOptOut: true,
      entered,
      ...more,
    } as const;
    const input = anInput({ users: administrators, policy: { optOutSettings }, answers });
    const found = find('OPTOUT-SET', input) ?? find('OPTOUT-EXPIRES', input);
    if (found === undefined) throw new Error('no finding');
    return { code: found.code, by: found.data?.['answeredBy'] };
  };
  expect(dataOf(null)).toEqual({ code: 'OPTOUT-SET', by: 'operator' });
  expect(dataOf(true)).toEqual({ code: 'OPTOUT-SET', by: undefined });
  const telephony = {
    needs: [{ accounts: [{ id: 'ga1' }], reason: 'alarm' }],
    by: 'owner',
    at: '2026-11-19',
  };
  expect(dataOf(true, { telephony })).toEqual({ code: 'OPTOUT-EXPIRES', by: 'owner' });
  expect(dataOf(null, { telephony })).toEqual({ code: 'OPTOUT-EXPIRES', by: 'operator' });
});

test('tell who answered about codes that are split', () => {
  const verificationOptions = { appCodeOrHardwareToken: true };
  const input = anInput({
    users: [...administrators, { id: 'u', methods: ['softwareOneTimePasscode'] }],
    methods: { Fido2: {} },
    answers: {
      schema: 'causeway-answers/1',
      legacyMfa: { verificationOptions, by: 'operator', at: '2026-11-20T09:00:00Z' },
    },
  });
  expect(find('OATH-SPLIT', input)?.data).toMatchObject({ answeredBy: 'operator' });
});
