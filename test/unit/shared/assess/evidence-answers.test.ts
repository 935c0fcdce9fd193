import { expect, test } from 'vitest';
import { assess } from '../../../../shared/assess/assess';
import type { AssessInput, Finding } from '../../../../shared/assess/assessment';
import { evidenceOf } from '../../../../shared/assess/evidence';
import { servicePlanIds } from '../../../../shared/entra/tenant-resources';
import { evidenceText } from '../../../../shared/i18n/evidence-text';
import type { JsonObject } from '../../../../shared/json';
import { read } from '../../../../shared/tenant/snapshot';
import { anInput, asOf } from '../../../fixtures/a-snapshot';

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
