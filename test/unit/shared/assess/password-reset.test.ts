import { describe, expect, it } from 'vitest';
import { assess } from '../../../../shared/assess/assess';
import { passwordReset, type ResetGround } from '../../../../shared/assess/password-reset';
import type { Person } from '../../../../shared/assess/people';
import type { Answers } from '../../../../shared/tenant/answer';
import { read, unread } from '../../../../shared/tenant/snapshot';
import { readScenario } from '../../../fixtures/scenario-file';
import { scenarioSnapshot } from '../../../fixtures/scenario-snapshot';

const { snapshot, answers, choices, asOf } = scenarioSnapshot(readScenario('S02'));
const assessed = assess({ snapshot, answers, choices, asOf });
if (!assessed.ok || snapshot.authenticationMethodsPolicy.kind !== 'read') throw new Error('S02');
const [template] = assessed.value.people;
const policy = snapshot.authenticationMethodsPolicy.value;

function aPerson(id: string, methods: readonly string[] | null, change: Partial<Person> = {}) {
  if (template === undefined) throw new Error('S02 has nobody');
  return {
    ...template,
    ...{ id, methods, allowedMethods: methods, isPerson: true, enabled: true },
    ...{ isGuest: false, isAdministrator: false, ...change },
  };
}

type Sspr = NonNullable<Answers['sspr']>;
const told: Sspr = {
  ...{ scope: 'all', methodsRequired: 1, securityQuestions: false },
  methods: ['mobilePhone', 'email'],
};
const answering = (sspr: Sspr): Answers => ({ schema: 'causeway-answers/1', sspr });

function ground(people: readonly Person[], state: string, sspr: Sspr = told): ResetGround {
  const changed = {
    ...{ ...policy, policyMigrationState: state as 'preMigration' },
    authenticationMethodConfigurations: policy.authenticationMethodConfigurations.map((one) =>
      one.id === 'Email' ? { ...one, state: 'disabled' as const } : one,
    ),
  };
  return { people, answers: answering(sspr), policy: read(changed) };
}

const before = (people: readonly Person[], sspr?: Sspr) => ground(people, 'preMigration', sspr);
const after = (people: readonly Person[], sspr?: Sspr) => ground(people, 'migrationComplete', sspr);
const report = read([]);

describe('whether password reset works for whoever it worked for', () => {
  const held = [aPerson('a', ['mobilePhone'])];
  const lost = [aPerson('a', ['mobilePhone'], { allowedMethods: [] })];

  it.each<[string, Sspr]>([
    ['scope', { ...told, scope: null }],
    ['number', { ...told, methodsRequired: null }],
  ])('is not told where the %s is not answered', (_, sspr) => {
    expect(passwordReset(before(held), after(held, sspr), report)).toEqual({ kind: 'notAnswered' });
  });

  it('is nothing to break where it is off for everybody', () => {
    const off = after(lost, { ...told, scope: 'none' });
    expect(passwordReset(before(held), off, report)).toEqual({ kind: 'off' });
  });

  it.each<[string, readonly Person[], readonly Person[], object]>([
    ['keeps it', held, held, { inScope: 1, lost: [], unknown: 0 }],
    ['loses it', held, lost, { inScope: 1, lost: ['a'], unknown: 0 }],
    [
      'never had it',
      [aPerson('a', ['fido2'])],
      [aPerson('a', ['fido2'])],
      { inScope: 1, lost: [], unknown: 0 },
    ],
    [
      'is not known to hold anything now',
      held,
      [aPerson('a', null)],
      { inScope: 1, lost: [], unknown: 1 },
    ],
    [
      'was not known to hold anything',
      [aPerson('a', null)],
      lost,
      { inScope: 1, lost: [], unknown: 1 },
    ],
    ['joined since', [], lost, { inScope: 0, lost: [], unknown: 0 }],
    [
      'is an administrator',
      held,
      [{ ...lost[0]!, isAdministrator: true }],
      { inScope: 0, lost: [], unknown: 0 },
    ],
    [
      'had mail alone, which the policy has off',
      [aPerson('a', ['email'], { allowedMethods: [] })],
      [aPerson('a', ['email'], { allowedMethods: [] })],
      { inScope: 1, lost: ['a'], unknown: 0 },
    ],
  ])('somebody who %s', (_, then, now, result) => {
    const found = passwordReset(before(then), after(now), report);
    expect(found).toEqual({ kind: 'known', ...result });
  });

  it('asks for as many methods as the tenant does, phones counted once', () => {
    const two: Sspr = { ...told, methodsRequired: 2 };
    const both = [aPerson('a', ['mobilePhone', 'email', 'alternateMobilePhone'])];
    const phone = [{ ...both[0]!, allowedMethods: ['mobilePhone', 'alternateMobilePhone'] }];
    expect(passwordReset(before(both, two), after(phone, two), report)).toMatchObject({
      lost: ['a'],
    });
    const code = [{ ...both[0]!, allowedMethods: ['mobilePhone', 'softwareOneTimePasscode'] }];
    expect(passwordReset(before(both, two), after(code, two), report)).toMatchObject({ lost: [] });
  });

  it('does not claim a loss where the old list was not answered', () => {
    const unlisted = before(held, { ...told, methods: null });
    expect(passwordReset(unlisted, after(lost), report)).toMatchObject({ lost: [], unknown: 1 });
  });

  it('counts the policy beside the old list only once the migration was in progress', () => {
    const app = [aPerson('a', ['microsoftAuthenticatorPush'])];
    const gone = [{ ...app[0]!, allowedMethods: [] }];
    const inProgress = ground(app, 'migrationInProgress');
    expect(passwordReset(inProgress, after(gone), report)).toMatchObject({ lost: ['a'] });
    expect(passwordReset(before(app), after(gone), report)).toMatchObject({ lost: [] });
  });

  it('takes whom the report names where it is on for a group; unread is unknown', () => {
    const sspr: Sspr = { ...told, scope: 'selected', group: 'SSPR-Users' };
    const row = { userPrincipalName: null, methodsRegistered: null, isMfaCapable: null };
    const rowOf = (isSsprEnabled: boolean | null) =>
      read([
        {
          ...{ ...row, id: 'a', isSsprEnabled, lastUpdatedDateTime: null },
          userPreferredMethodForSecondaryAuthentication: null,
        },
      ]);
    const run = (rows: Parameters<typeof passwordReset>[2]) =>
      passwordReset(before(held), after(lost, sspr), rows);
    expect(run(rowOf(true))).toMatchObject({ lost: ['a'], unknown: 0 });
    expect(run(rowOf(false))).toMatchObject({ inScope: 0, lost: [], unknown: 0 });
    expect(run(rowOf(null))).toMatchObject({ lost: [], unknown: 1 });
    expect(run(unread('refused'))).toMatchObject({ lost: [], unknown: 1 });
  });
});
