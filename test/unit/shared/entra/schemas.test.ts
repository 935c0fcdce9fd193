import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { authenticationMethodsPolicySchema } from '../../../../shared/entra/authentication-methods-policy';
import {
  conditionalAccessPolicySchema,
  listedPolicySchema,
} from '../../../../shared/entra/conditional-access-policy';
import { toPerUserMfaState } from '../../../../shared/entra/per-user-mfa';
import { userSchema } from '../../../../shared/entra/user';

test.each([
  ['disabled', 'disabled'],
  ['enabled', 'enabled'],
  ['enforced', 'enforced'],
  ['Enforced', 'unknown'],
  ['unknownFutureValue', 'unknown'],
  ['', 'unknown'],
  [null, 'unknown'],
  [undefined, 'unknown'],
])('per-user state %s reads as %s', (value, expected) => {
  expect(toPerUserMfaState(value)).toBe(expected);
});

describe('what Graph answers is kept', () => {
  test('fields the product does not know', () => {
    const user = v.parse(userSchema, { id: 'u', userPrincipalName: 'u@x.example', newField: 1 });
    expect(user['newField']).toBe(1);
    expect(user.accountEnabled).toBeNull();
    expect(user.perUserMfaState).toBeNull();
  });

  test('configurations of methods the product does not know, whole', () => {
    const policy = v.parse(authenticationMethodsPolicySchema, {
      policyMigrationState: null,
      authenticationMethodConfigurations: [
        {
          ...{ id: 'Pigeon', state: 'enabled', wings: 2 },
          ...{ includeTargets: [{ id: 'g', coop: 7 }], excludeTargets: [] },
        },
      ],
    });
    expect(policy.policyMigrationState).toBeNull();
    expect(policy.authenticationMethodConfigurations[0]).toMatchObject({
      id: 'Pigeon',
      wings: 2,
      includeTargets: [{ id: 'g', coop: 7 }],
    });
  });

  test('conditions the product does not know', () => {
    const policy = v.parse(conditionalAccessPolicySchema, {
      id: 'p',
      state: 'enabled',
      conditions: { moonPhase: 'full' },
    });
    expect(policy.conditions['moonPhase']).toBe('full');
    expect(policy.conditions.users).toBeNull();
  });
});

describe('a Conditional Access policy as Graph lists it', () => {
  const users = {
    ...{ includeUsers: ['All'], includeGroups: [], includeRoles: [] },
    ...{ excludeUsers: [], excludeGroups: [], excludeRoles: [] },
  };
  const conditions = {
    ...{ clientAppTypes: ['all'], signInRiskLevels: [], platforms: null, locations: null, users },
    applications: { includeApplications: ['All'], excludeApplications: [], includeUserActions: [] },
  };
  const listed = (change: object): boolean => {
    const body = { id: 'p', state: 'enabled', conditions, grantControls: null, ...change };
    return v.safeParse(listedPolicySchema, JSON.parse(JSON.stringify(body))).success;
  };
  const without = (part: object, field: string): object => ({ ...part, [field]: undefined });

  test('is taken whole, even when it says "users: null"', () => {
    expect(listed({})).toBe(true);
    expect(listed({ conditions: { ...conditions, users: null } })).toBe(true);
  });

  test.each(Object.keys(conditions))('not without %s', (field) => {
    expect(listed({ conditions: without(conditions, field) })).toBe(false);
  });

  test.each(Object.keys(users))('not without users.%s', (field) => {
    expect(listed({ conditions: { ...conditions, users: without(users, field) } })).toBe(false);
    const empty = { ...users, [field]: null };
    expect(listed({ conditions: { ...conditions, users: empty } })).toBe(false);
  });

  test('not without what it grants, nor with locations it half tells', () => {
    expect(listed({ grantControls: undefined })).toBe(false);
    const locations = { includeLocations: ['All'] };
    expect(listed({ conditions: { ...conditions, locations } })).toBe(false);
  });
});

describe('a methods policy that lacks what decides is none', () => {
  const sms = { id: 'Sms', state: 'enabled', includeTargets: [], excludeTargets: [] };
  const whole = { policyMigrationState: null, authenticationMethodConfigurations: [sms] };
  const withSms = (change: object) => ({
    ...whole,
    authenticationMethodConfigurations: [{ ...sms, ...change }],
  });
  test.each<[string, unknown]>([
    ['nothing', {}],
    ['a bare list', []],
    ['a list of policies', { value: [] }],
    ['an error that came with 200', { error: { code: 'UnknownError' } }],
    ['no state', { authenticationMethodConfigurations: [sms] }],
    ['no configurations', { policyMigrationState: null }],
    ['configurations that are null', { ...whole, authenticationMethodConfigurations: null }],
    ['a method without state', withSms({ state: undefined })],
    ['a method without its exclusions', withSms({ excludeTargets: undefined })],
    ['a method without its targets', withSms({ includeTargets: null })],
    [
      'a method told twice',
      { ...whole, authenticationMethodConfigurations: [sms, { ...sms, id: 'sms' }] },
    ],
  ])('%s', (_what, body) => {
    expect(v.safeParse(authenticationMethodsPolicySchema, body).success).toBe(false);
  });

  test('but a method that is off may leave its targets out', () => {
    const off = { id: 'Sms', state: 'disabled' };
    const body = { ...whole, authenticationMethodConfigurations: [off] };
    expect(v.safeParse(authenticationMethodsPolicySchema, body).success).toBe(true);
    expect(v.safeParse(authenticationMethodsPolicySchema, whole).success).toBe(true);
  });
});
