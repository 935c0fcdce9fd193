import { describe, expect, test } from 'vitest';
import {
  allowedMethods,
  classifyMethod,
  isTargeted,
  targetsUser,
} from '../../../../shared/assess/allowed-methods';
import type { Scope } from '../../../../shared/assess/membership';
import type { MethodConfiguration } from '../../../../shared/entra/method-configuration';
import { aMethodsPolicy, target, type MethodOptions } from '../../../fixtures/graph-objects';

const memberships: Readonly<Record<string, boolean | null>> = { in: true, out: false, dark: null };
const scope: Scope = {
  userId: 'u1',
  guestType: null,
  isGuest: false,
  activeRoleIds: [],
  isInGroup: (id) => memberships[id] ?? null,
};

function configuration(options: MethodOptions[string]): MethodConfiguration {
  return aMethodsPolicy({ Fido2: options }).authenticationMethodConfigurations.find(
    (one) => one.id === 'Fido2',
  )!;
}

test.each([
  ['mobilePhone', 'phone'],
  ['officePhone', 'phone'],
  ['microsoftAuthenticatorPush', 'surviving'],
  ['passKeySynced', 'surviving'],
  ['windowsHelloForBusiness', 'surviving'],
  ['email', 'notMfa'],
  ['qrCode', 'notMfa'],
  ['temporaryAccessPass', 'notMfa'],
  ['somethingNew', 'unknown'],
])('%s is %s', (name, expected) => {
  expect(classifyMethod(name)).toBe(expected);
});

describe('targetsUser', () => {
  const rows: readonly [name: string, options: MethodOptions[string], boolean | null][] = [
    ['everybody', {}, true],
    ['disabled', { state: 'disabled' }, false],
    ['a state nobody knows', { state: 'unknownFutureValue' }, null],
    ['in the group', { include: ['in'] }, true],
    ['not in the group', { include: ['out'] }, false],
    ['members not read', { include: ['dark'] }, null],
    ['one of two groups', { include: ['dark', 'in'] }, true],
    ['excluded', { exclude: ['in'] }, false],
    ['exclusion not read', { exclude: ['dark'] }, null],
    [
      'the empty group excludes nobody',
      { exclude: ['00000000-0000-0000-0000-000000000000'] },
      true,
    ],
    ['no target at all', { include: [] }, false],
  ];
  test.each(rows)('%s', (_name, options, expected) => {
    expect(targetsUser(configuration(options), scope)).toBe(expected);
  });

  test('an old target names one user', () => {
    const user = { id: 'U1', targetType: 'user' };
    expect(isTargeted([user], null, scope)).toBe(true);
    expect(isTargeted([{ ...user, id: 'u2' }], [], scope)).toBe(false);
    expect(isTargeted([target('ALL_USERS')], [user], scope)).toBe(false);
  });
});

describe('allowedMethods', () => {
  const authenticatorIn = (mode: string): MethodOptions => ({
    MicrosoftAuthenticator: {
      includeTargets: [{ ...target('all_users'), authenticationMode: mode }],
    },
  });
  const codes = { isSoftwareOathEnabled: true };
  const external = { 'e0000000-0000-4000-8000-000000000000': {} };
  const push = 'microsoftAuthenticatorPush';
  const code = 'softwareOneTimePasscode';
  const rows: readonly [methods: string[], policy: MethodOptions, allowed: string[]][] = [
    [['mobilePhone'], { Sms: {} }, ['mobilePhone']],
    [['mobilePhone'], { Voice: {} }, ['mobilePhone']],
    [['mobilePhone'], {}, []],
    [['alternateMobilePhone'], { Sms: {} }, []],
    [['alternateMobilePhone'], { Voice: {} }, ['alternateMobilePhone']],
    [['officePhone'], { Voice: {} }, []],
    [['officePhone'], { Voice: { isOfficePhoneAllowed: true } }, ['officePhone']],
    [[push], { MicrosoftAuthenticator: {} }, [push]],
    [[push], authenticatorIn('push'), [push]],
    [[push], authenticatorIn('deviceBasedPush'), []],
    [['microsoftAuthenticatorPasswordless'], authenticatorIn('push'), []],
    [
      ['microsoftAuthenticatorPasswordless'],
      authenticatorIn('deviceBasedPush'),
      ['microsoftAuthenticatorPasswordless'],
    ],
    [[code], { SoftwareOath: {} }, [code]],
    [[code], { MicrosoftAuthenticator: codes }, []],
    [[push, code], { MicrosoftAuthenticator: codes }, [push, code]],
    [[push, code], { MicrosoftAuthenticator: {} }, [push]],
    [['hardwareOneTimePasscode'], { SoftwareOath: {} }, []],
    [['hardwareOneTimePasscode'], { HardwareOath: {} }, ['hardwareOneTimePasscode']],
    [['fido2', 'passKeySynced'], { Fido2: {} }, ['fido2', 'passKeySynced']],
    [['windowsHelloForBusiness'], {}, ['windowsHelloForBusiness']],
    [['externalAuthMethod'], external, ['externalAuthMethod']],
    [['externalAuthMethod'], { MicrosoftAuthenticator: {} }, []],
    [['email', 'password', 'somethingNew'], { Email: {}, Sms: {} }, []],
  ];
  test.each(rows)('%j', (methods, policy, allowed) => {
    const person = { hasCertificate: false };
    expect(allowedMethods(methods, aMethodsPolicy(policy), scope, person)).toEqual({
      allowed,
      unknown: [],
    });
  });

  test('a certificate is no row of the report', () => {
    const policy = aMethodsPolicy({ X509Certificate: {} });
    const person = { hasCertificate: true };
    expect(allowedMethods([], policy, scope, person).allowed).toEqual(['certificate']);
    expect(allowedMethods([], aMethodsPolicy(), scope, person).allowed).toEqual([]);
  });

  test('a group that was not read decides nothing', () => {
    const policy = aMethodsPolicy({ Fido2: { include: ['dark'] } });
    expect(allowedMethods(['fido2'], policy, scope, { hasCertificate: false })).toEqual({
      allowed: [],
      unknown: ['fido2'],
    });
  });
});

test('a configuration is found whatever the letters of its id', () => {
  const policy = aMethodsPolicy({ Sms: {}, Fido2: {} });
  const lower = {
    ...policy,
    authenticationMethodConfigurations: policy.authenticationMethodConfigurations.map((one) => ({
      ...one,
      id: one.id.toLowerCase(),
    })),
  };
  const person = { hasCertificate: false };
  expect(allowedMethods(['mobilePhone', 'fido2'], lower, scope, person)).toEqual(
    allowedMethods(['mobilePhone', 'fido2'], policy, scope, person),
  );
  expect(allowedMethods(['mobilePhone'], lower, scope, person).allowed).toEqual(['mobilePhone']);
});
