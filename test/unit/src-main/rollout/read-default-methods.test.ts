import { describe, expect, it } from 'vitest';
import { assess } from '../../../../shared/assess/assess';
import type { Json } from '../../../../shared/json';
import { noChoices } from '../../../../shared/tenant/choice';
import { answered, captureOf, readCapture } from '../../../fixtures/read-capture';

const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const graph = '#microsoft.graph.';
const phone = {
  '@odata.type': `${graph}phoneAuthenticationMethod`,
  ...{
    id: '3179e48a-750b-4051-897c-87b9720928f7',
    phoneType: 'mobile',
    smsSignInState: 'notReady',
  },
};
const app = { '@odata.type': `${graph}microsoftAuthenticatorAuthenticationMethod`, id: 'a' };
const field = 'userPreferredMethodForSecondaryAuthentication';

interface Someone {
  readonly methods: readonly Json[];
  /** Undefined: was never asked. */
  readonly answer?: Json;
  readonly status?: number;
}

/** A tenant without P1: the report is refused, methods are read person by person. */
function read(people: readonly Someone[], state = 'disabled') {
  return readCapture(
    captureOf([
      answered('/beta/policies/authenticationMethodsPolicy', {
        policyMigrationState: 'preMigration',
        ...{ authenticationMethodConfigurations: [], systemCredentialPreferences: { state } },
      }),
      answered('/v1.0/users', {
        value: people.map((_, n): Json => ({
          ...{ id: id(n), userPrincipalName: `p${n}@contoso.example`, accountEnabled: true },
          ...{ userType: 'Member', perUserMfaState: 'disabled' },
        })),
      }),
      answered(
        '/v1.0/reports/authenticationMethods/userRegistrationDetails',
        { error: { code: 'Authentication_RequestFromNonPremiumTenantOrB2CTenant' } },
        403,
      ),
      ...people.flatMap(({ methods, answer, status = 200 }, n) => {
        const of = `/beta/users/${id(n)}/authentication`;
        return [
          answered(`${of}/methods`, { value: [...methods] }),
          ...(answer === undefined ? [] : [answered(`${of}/signInPreferences`, answer, status)]),
        ];
      }),
    ]),
  );
}

const both = [phone, app];
const asked = (method: string | null): Someone => ({ methods: both, answer: { [field]: method } });

describe('by which method people are asked, without the report', () => {
  it('is read where the policy leaves it to them, and makes the finding', async () => {
    const snapshot = await read([asked('sms'), asked('push'), asked(null)]);
    expect(snapshot.defaultMethods).toEqual({
      [id(0)]: { kind: 'read', value: 'sms' },
      [id(1)]: { kind: 'read', value: 'push' },
      [id(2)]: { kind: 'read', value: null },
    });
    const assessed = assess({
      snapshot,
      answers: null,
      choices: noChoices,
      asOf: snapshot.takenAt,
    });
    if (!assessed.ok) throw new Error(assessed.failure.code);
    const found = assessed.value.assessment.findings.find(
      ({ code }) => code === 'PHONE-DEFAULT-PROMPT',
    );
    expect(found?.subjects.map((one) => one.id)).toEqual([id(0)]);
  });

  it.each(['enabled', 'default', 'unknownFutureValue'])(
    'is not asked where the state is %s',
    async (state) => {
      expect(await read([asked('sms')], state)).not.toHaveProperty('defaultMethods');
    },
  );

  it('is not asked of people who have no choice between a phone and something that lasts', async () => {
    const snapshot = await read([
      { methods: [phone], answer: { [field]: 'sms' } },
      { methods: [app], answer: { [field]: 'push' } },
    ]);
    expect(snapshot).not.toHaveProperty('defaultMethods');
  });

  it.each([
    ['nothing', {}],
    ['a number', { [field]: 7 }],
    ['a list', { value: [] }],
    ['a text', 'sms'],
    ['null', null],
  ] as const)('is unread, with the reason, where the answer is %s', async (_, answer) => {
    const snapshot = await read([asked('sms'), { methods: both, answer }]);
    expect(snapshot.defaultMethods?.[id(1)]).toMatchObject({
      ...{ kind: 'unread', reason: { code: 'malformed' } },
    });
    const assessed = assess({
      snapshot,
      answers: null,
      choices: noChoices,
      asOf: snapshot.takenAt,
    });
    const unread = assessed.ok ? assessed.value.assessment.unread : [];
    expect(unread).toContainEqual(expect.objectContaining({ source: 'userMethods' }));
  });

  it('is unread where it is refused or was not captured, never nothing', async () => {
    const error = { error: { code: 'Authorization_RequestDenied' } };
    const snapshot = await read([{ methods: both, answer: error, status: 403 }, { methods: both }]);
    expect(snapshot.defaultMethods?.[id(0)]).toMatchObject({ reason: { code: 'refused' } });
    expect(snapshot.defaultMethods?.[id(1)]).toMatchObject({ reason: { code: 'notCaptured' } });
  });

  it('asks no more than 500, and names the others as not asked', async () => {
    const snapshot = await read(Array.from({ length: 503 }, () => asked('sms')));
    const told = Object.values(snapshot.defaultMethods ?? {});
    expect(told.filter(({ kind }) => kind === 'read')).toHaveLength(500);
    expect(
      told.filter((one) => one.kind === 'unread' && one.reason.code === 'notAsked'),
    ).toHaveLength(3);
  });
});
