import { describe, expect, test } from 'vitest';
import { servicePlanIds } from '../../../../shared/entra/tenant-resources';
import { answered, captureOf, readCapture } from '../../../fixtures/read-capture';

const id = '00000000-0000-4000-8000-000000000001';
const user = {
  ...{ id, userPrincipalName: 'robot@contoso.example', accountEnabled: true },
  ...{ userType: 'Member', perUserMfaState: 'disabled' },
};
const skus = (...plans: string[]) =>
  answered('/v1.0/subscribedSkus', {
    value: [
      {
        capabilityStatus: 'Enabled',
        servicePlans: plans.map((servicePlanId) => ({ servicePlanId })),
      },
    ],
  });
const [free, p1] = [skus('other'), skus(servicePlanIds.p1)];
const unread = answered('/v1.0/subscribedSkus', {});
const premium = 'Authentication_RequestFromNonPremiumTenantOrB2CTenant';

/** Why everything that needs P1 was not read, by source. */
async function reasons(licences: ReturnType<typeof skus>, status: number, code: string) {
  const refusal = (url: string) => answered(url, { error: { code } }, status);
  const snapshot = await readCapture(
    captureOf([
      licences,
      answered('/v1.0/users', { value: [user] }),
      refusal('/v1.0/reports/authenticationMethods/userRegistrationDetails'),
      refusal('/v1.0/auditLogs/directoryAudits'),
      refusal('/beta/auditLogs/signIns'),
      refusal(`/v1.0/users/${id}`),
      refusal('/v1.0/identity/conditionalAccess/policies'),
    ]),
    { schema: 'causeway-answers/1', accounts: { serviceAccounts: [{ id }] } },
  );
  const codeOf = (section: { kind: string; reason?: { code: string } } | undefined) =>
    section?.kind === 'unread' ? section.reason?.code : 'read';
  return {
    premium: [
      snapshot.registration,
      snapshot.managedPolicyIds,
      snapshot.signIns,
      snapshot.lastSignIn[id],
    ].map(codeOf),
    policies: codeOf(snapshot.conditionalAccess),
  };
}

const all = (code: string): string[] => [code, code, code, code];

describe('what the refusal of premium data means', () => {
  test.each([
    ['no P1, a code nobody listed', free, 403, 'AccessDenied', 'notLicensed'],
    ['no P1, the code of the licence', free, 403, premium, 'notLicensed'],
    ['P1, a code nobody listed', p1, 403, 'AccessDenied', 'refused'],
    ['P1, yet the code of the licence', p1, 403, premium, 'refused'],
    ['licences unread, a code nobody listed', unread, 403, 'AccessDenied', 'refused'],
    ['licences unread, the code of the licence', unread, 403, premium, 'notLicensed'],
    ['no P1, the licence refused with 400', free, 400, 'AadPremiumLicenseRequired', 'notLicensed'],
    ['no P1, but another status', free, 404, 'ResourceNotFound', 'notFound'],
  ])('%s', async (_what, licences, status, code, expected) => {
    expect((await reasons(licences, status, code)).premium).toEqual(all(expected));
  });

  test('data that needs no licence stays refused', async () => {
    expect((await reasons(free, 403, 'AccessDenied')).policies).toBe('refused');
  });
});
