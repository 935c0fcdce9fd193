import { describe, expect, test } from 'vitest';
import { assess } from '../../../../shared/assess/assess';
import type { Assessment } from '../../../../shared/assess/assessment';
import { noChoices } from '../../../../shared/tenant/choice';
import { administrators, anInput, domain } from '../../../fixtures/a-snapshot';
import { aPolicy } from '../../../fixtures/graph-objects';
import { signed, unreadBecause, type Options } from './cases/case';

const gone = 'c0ffee00-0000-4000-8000-000000000001';
const here = 'c0ffee00-0000-4000-8000-000000000002';
const refused = unreadBecause('refused', 403);
const phone = (id: string) => ({ id, methods: ['mobilePhone'] });

function assessed({ answers, choices, more = [], ...rest }: Options): Assessment {
  const result = assess(
    anInput({
      users: [...administrators, ...more],
      ...rest,
      answers: { schema: 'causeway-answers/1', ...answers },
      choices: { ...noChoices, ...choices },
    }),
  );
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value.assessment;
}

function subjectsOf(code: string, options: Options): readonly string[] | null {
  const found = assessed(options).findings.find((one) => one.code === code);
  return found === undefined ? null : found.subjects.map((one) => one.id);
}

const range = { value: 'drop', range: '203.0.113.10/32', ...signed } as const;
const ranges = (...trustedIps: string[]): Options => ({
  answers: { legacyMfa: { trustedIps } },
  choices: { trustedIps: [range] },
});
const federation = { value: 'rejectMfaByFederatedIdp', domain: 'Fed.example', ...signed } as const;
const federated = (authenticationType: string): Options => ({
  snapshot: { domains: { kind: 'read', value: [domain('fed.example', { authenticationType })] } },
  choices: { federation: [federation] },
});
const managedPolicy = [{ value: 'keepOurs', policyId: gone.toUpperCase(), ...signed }] as const;
const telephony = (...ids: string[]): Options => ({
  more: [phone(here)],
  answers: { telephony: { needs: [{ accounts: [{ id: here }], reason: 'gloves' }] } },
  choices: {
    telephony: [{ value: 'fido2Keys', accounts: ids.map((id) => ({ id })), ...signed }],
  },
});
const seats = (until?: string): Options => ({
  more: [{ id: 'temp', methods: ['fido2'], hasP1: false }],
  choices: {
    licences: {
      value: 'keepPerUserUntil',
      ...signed,
      ...(until === undefined ? {} : { until, owner: 'gaa' }),
    },
  },
});
const smsFor = (state: 'enabled' | 'disabled', groups: object): Options => ({
  methods: { Sms: { state } },
  choices: { methods: { Sms: { value: 'on', scope: 'leave', ...groups, ...signed } } },
});
const external = (methods: Options['methods']): Options => ({
  ...(methods === undefined ? {} : { methods }),
  choices: { methods: { [gone]: { value: 'off', ...signed } } },
});
const enforcement = {
  enforcement: { value: 'securityDefaultsToConditionalAccess', ...signed },
} as const;

describe('a choice is stale when what it was about has changed', () => {
  test.each<[string, Options, object]>([
    ['the range is gone', ranges('198.51.100.0/24'), { field: 'trustedIps', because: 'gone' }],
    ['every range is gone', ranges(), { subject: range.range, value: 'drop' }],
    ['the domain is managed now', federated('Managed'), { field: 'federation', because: 'gone' }],
    [
      'the policy id is gone',
      { policies: [aPolicy('other')], choices: { managedPolicy: [...managedPolicy] } },
      { field: 'managedPolicy', because: 'gone' },
    ],
    ['the account is gone', telephony(gone, here), { field: 'telephony', subject: gone }],
    ['the external method is gone', external({ Fido2: {} }), { field: 'methods', subject: gone }],
    [
      'P1 is gone, for the move to Conditional Access',
      { securityDefaults: true, isPremium: false, choices: enforcement },
      { field: 'enforcement', because: 'licenceGone' },
    ],
    [
      'P1 is gone, for the missing seats',
      { ...seats(), isPremium: false },
      { field: 'licences', because: 'licenceGone' },
    ],
    [
      'P1 is gone, and security defaults ask',
      { ...seats(), isPremium: false, securityDefaults: true, policies: [aPolicy('asks')] },
      { field: 'licences', because: 'licenceGone' },
    ],
    [
      'P1 is gone, and the policy only reports',
      {
        ...{ ...seats(), isPremium: false },
        policies: [aPolicy('reports', { state: 'enabledForReportingButNotEnforced' })],
      },
      { field: 'licences', because: 'licenceGone' },
    ],
    [
      'nothing to migrate is found, not chosen',
      { choices: { enforcement: { value: 'nothingToMigrate', ...signed } } },
      { field: 'enforcement', because: 'notSo' },
    ],
    [
      'there are no security defaults to keep',
      { choices: { enforcement: { value: 'keepSecurityDefaults', ...signed } } },
      { field: 'enforcement', because: 'notSo' },
    ],
    [
      'groups are named for whom a method is on that is off',
      smsFor('disabled', { exclude: ['all_users'] }),
      { field: 'methods', subject: 'Sms', value: 'on', because: 'isOff' },
    ],
    [
      'groups are to be let in again to a method that is off',
      smsFor('disabled', { readmit: [gone] }),
      { field: 'methods', subject: 'Sms', because: 'isOff' },
    ],
    ['its day has passed', seats('2026-11-21'), { field: 'licences', because: 'ranOut' }],
  ])('%s', (_name, options, expected) => {
    expect(assessed(options).staleChoices).toEqual([expect.objectContaining(expected)]);
  });

  test.each<[string, Options]>([
    ['the range is there', ranges(range.range)],
    ['the method is on', smsFor('enabled', { readmit: [gone] })],
    ['no group is named', smsFor('disabled', {})],
    ['ranges are not answered', { choices: { trustedIps: [range] } }],
    ['the domain is federated', federated('Federated')],
    ['domains were not read', { ...federated('Managed'), snapshot: { domains: refused } }],
    [
      'the policy is there',
      { policies: [aPolicy(gone)], choices: { managedPolicy: [...managedPolicy] } },
    ],
    [
      'policies were not read',
      {
        snapshot: { conditionalAccess: refused },
        choices: { managedPolicy: [...managedPolicy] },
      },
    ],
    ['the account is there', telephony(here)],
    ['the method is there', external({ Fido2: {}, [gone]: {} })],
    [
      'the methods policy was not read',
      { ...external({}), snapshot: { authenticationMethodsPolicy: refused } },
    ],
    [
      'licences were not read',
      { snapshot: { subscribedSkus: refused }, choices: enforcement, securityDefaults: true },
    ],
    ['its day is to come', seats('2026-12-31')],
    [
      'P1 is gone while its policies ask: the decision is open',
      { ...seats(), isPremium: false, policies: [aPolicy('asks')] },
    ],
  ])('not stale: %s', (_name, options) => {
    expect(assessed(options)).not.toHaveProperty('staleChoices');
  });

  test('users that were not read have not left', () => {
    const choices = { frontline: [{ value: 'siteOnly', accounts: [{ id: gone }], ...signed }] };
    const options: Options = { snapshot: { users: refused }, choices: choices as never };
    expect(assessed(options)).not.toHaveProperty('staleChoices');
  });

  test('a name nothing matches stays an input error', () => {
    const input = anInput({
      choices: {
        ...noChoices,
        frontline: [{ value: 'siteOnly', accounts: [{ id: 'typo' }], ...signed }],
      },
    });
    expect(assess(input)).toMatchObject({ failure: { code: 'input/selector-no-match' } });
  });
});

describe('a stale choice counts as not made', () => {
  test('the new range waits for its decision; the day that passed brings the seats back', () => {
    expect(subjectsOf('TRUSTED-IP-DECISION', ranges('198.51.100.0/24'))).toEqual([
      '198.51.100.0/24',
    ]);
    expect(subjectsOf('TRUSTED-IP-DECISION', ranges(range.range))).toBeNull();
    expect(subjectsOf('LICENCE-SHORTFALL', seats('2026-11-21'))).toEqual(['temp']);
    expect(subjectsOf('LICENCE-SHORTFALL', seats('2026-12-31'))).toBeNull();
  });

  test('without P1 the move to Conditional Access is not recommended', () => {
    const options: Options = { securityDefaults: true, choices: enforcement };
    expect(assessed(options).recommendation.enforcement).toBe(
      'securityDefaultsToConditionalAccess',
    );
    expect(assessed({ ...options, isPremium: false }).recommendation.enforcement).toBe(
      'keepSecurityDefaults',
    );
  });

  test('the people who are still there stay settled', () => {
    expect(subjectsOf('TELECOM-PROVIDER-CANDIDATE', telephony(gone, here))).toBeNull();
    expect(subjectsOf('TELECOM-PROVIDER-CANDIDATE', telephony(gone))).toEqual([here]);
  });

  test('a domain is the same whatever its case', () => {
    expect(subjectsOf('ADFS-MFA-BEHAVIOUR', federated('Federated'))).toBeNull();
  });
});
