import { describe, expect, it } from 'vitest';
import { assess } from '../../../../shared/assess/assess';
import { refusedChoices } from '../../../../shared/assess/refuse-choices';
import type { Answers } from '../../../../shared/tenant/answer';
import type { Choices } from '../../../../shared/tenant/choice';
import { noChoices } from '../../../../shared/tenant/choice';
import { read } from '../../../../shared/tenant/snapshot';
import { servicePlanIds } from '../../../../shared/entra/tenant-resources';
import { anInput, type SnapshotOptions } from '../../../fixtures/a-snapshot';
import { aPolicy } from '../../../fixtures/graph-objects';

const signed = { reason: 'r', by: 'gaa', at: '2026-11-22' };

interface Case extends SnapshotOptions {
  readonly given?: Omit<Answers, 'schema'>;
  readonly choices: Partial<Choices>;
  readonly operatorId?: string;
}

function refused({ given, choices, operatorId, ...options }: Case) {
  const answers: Answers | null =
    given === undefined ? null : { schema: 'causeway-answers/1', ...given };
  const base = anInput(options);
  const snapshot = { ...base.snapshot, signedInUserId: operatorId ?? null };
  const assessed = assess({ ...base, snapshot, answers });
  if (!assessed.ok) throw new Error(assessed.failure.code);
  const { people } = assessed.value;
  return refusedChoices({ ...noChoices, ...choices }, { snapshot, answers, people }).map(
    ({ place, failure }) => [place, failure.code, failure.values] as const,
  );
}

const codes = (one: Case): readonly string[] => refused(one).map(([, code]) => code);

describe('Conditional Access without P1', () => {
  const choose = (value: NonNullable<Choices['enforcement']>['value']): Partial<Choices> => ({
    enforcement: { value, ...signed },
  });

  it.each([
    'perUserToConditionalAccess',
    'conditionalAccess',
    'securityDefaultsToConditionalAccess',
  ] as const)('%s is refused', (value) => {
    expect(refused({ isPremium: false, choices: choose(value) })).toEqual([
      ['enforcement', 'guardrail/choice-without-licence', { place: 'enforcement' }],
    ]);
    expect(codes({ isPremium: true, choices: choose(value) })).toEqual([]);
  });

  it('is no reason against security defaults', () => {
    expect(codes({ isPremium: false, choices: choose('perUserToSecurityDefaults') })).toEqual([]);
  });

  it('P1 that ran out leaves a stale choice; unread licences refuse nothing', () => {
    const over = {
      skuId: 'x',
      skuPartNumber: 'SPB',
      capabilityStatus: 'Suspended',
      consumedUnits: null,
      prepaidUnits: null,
      servicePlans: [
        { servicePlanId: servicePlanIds.p1, servicePlanName: null, provisioningStatus: null },
      ],
    };
    const choices = choose('conditionalAccess');
    expect(codes({ choices, snapshot: { subscribedSkus: read([over]) } })).toEqual([]);
    const unread = { kind: 'unread', reason: { code: 'refused' } } as const;
    expect(codes({ choices, snapshot: { subscribedSkus: unread } })).toEqual([]);
  });
});

describe('security defaults while enabled policies stay', () => {
  const policies = [aPolicy('theirs', { displayName: 'Microsoft-managed: MFA' }), aPolicy('ours')];
  const kept = {
    managedPolicy: [{ value: 'keepTheirs' as const, policyId: 'theirs', ...signed }],
  };

  it('is refused where somebody chose to keep one, and names it', () => {
    const choices = {
      ...kept,
      enforcement: { value: 'turnOnSecurityDefaults' as const, ...signed },
      licences: { value: 'securityDefaultsForAll' as const, ...signed },
    };
    const policy = 'Microsoft-managed: MFA';
    expect(refused({ policies, choices })).toEqual([
      ['enforcement', 'guardrail/choice-two-askers', { place: 'enforcement', policy }],
      ['licences', 'guardrail/choice-two-askers', { place: 'licences', policy }],
    ]);
  });

  it('is allowed where the plan turns every policy off first', () => {
    const enforcement = { value: 'perUserToSecurityDefaults' as const, ...signed };
    expect(codes({ policies, choices: { enforcement } })).toEqual([]);
    const off = [aPolicy('theirs', { state: 'disabled' })];
    expect(codes({ policies: off, choices: { ...kept, enforcement } })).toEqual([]);
  });

  it('nothing keeps defaults that are off while policies ask', () => {
    const choices = { enforcement: { value: 'keepSecurityDefaults' as const, ...signed } };
    expect(codes({ policies, choices, securityDefaults: false })).toEqual([
      'guardrail/choice-two-askers',
    ]);
    expect(codes({ choices, securityDefaults: true })).toEqual([]);
  });
});

describe('an exemption for all trusted locations', () => {
  const wide = aPolicy('wide', {
    displayName: 'MFA outside',
    conditions: { locations: { includeLocations: ['All'], excludeLocations: ['AllTrusted'] } },
  });
  const named = aPolicy('named', {
    conditions: { locations: { includeLocations: ['All'], excludeLocations: ['office'] } },
  });
  const choices = { locationParity: { value: 'keepExemption' as const, ...signed } };

  it('is refused while nobody said which trusted IPs there are', () => {
    const expected = ['locationParity', 'guardrail/choice-exemption'];
    const [first] = refused({ policies: [wide], choices });
    expect(first?.slice(0, 2)).toEqual(expected);
    expect(first?.[2]).toEqual({ place: 'locationParity', policy: 'MFA outside' });
    expect(
      codes({ policies: [wide], choices, given: { legacyMfa: { trustedIps: null } } }),
    ).toEqual(['guardrail/choice-exemption']);
  });

  it('is allowed once they are answered, for named places, or where MFA is asked everywhere', () => {
    const given = { legacyMfa: { trustedIps: [] } };
    expect(codes({ policies: [wide], choices, given })).toEqual([]);
    expect(codes({ policies: [named], choices })).toEqual([]);
    const everywhere = { locationParity: { value: 'mfaEverywhere' as const, ...signed } };
    expect(codes({ policies: [wide], choices: everywhere })).toEqual([]);
  });
});

describe('off for a last method', () => {
  const off = (...ids: string[]): Partial<Choices> => ({
    methods: Object.fromEntries(ids.map((id) => [id, { value: 'off' as const, ...signed }])),
  });
  const given = { accounts: { emergencyAccess: [{ id: 'ea1' }] } };
  const users = [
    { id: 'ea1', methods: ['fido2SecurityKey'] },
    { id: 'me', methods: ['microsoftAuthenticatorPush', 'mobilePhone'] },
    { id: 'hello', methods: ['windowsHelloForBusiness', 'microsoftAuthenticatorPush'] },
  ];

  it('of an emergency access account is refused, with the account', () => {
    expect(refused({ users, given, choices: off('Fido2') })).toEqual([
      [
        'methods.Fido2',
        'guardrail/choice-last-method',
        { place: 'methods.Fido2', people: 'ea1@practice.example', count: '1' },
      ],
    ]);
    expect(codes({ users, choices: off('Fido2') })).toEqual([]);
  });

  it('of the operator is refused once nothing is left, not before', () => {
    const mine = { users, operatorId: 'me' };
    expect(codes({ ...mine, choices: off('MicrosoftAuthenticator') })).toEqual([]);
    expect(codes({ ...mine, choices: off('MicrosoftAuthenticator', 'Sms') })).toEqual([]);
    const all = refused({ ...mine, choices: off('MicrosoftAuthenticator', 'Sms', 'Voice') });
    expect(all.map(([place]) => place)).toEqual([
      'methods.MicrosoftAuthenticator',
      'methods.Sms',
      'methods.Voice',
    ]);
  });

  it('leaves people out of it, and what the policy does not govern', () => {
    expect(codes({ users, choices: off('Fido2', 'MicrosoftAuthenticator') })).toEqual([]);
    const operatorId = 'hello';
    expect(codes({ users, operatorId, choices: off('MicrosoftAuthenticator') })).toEqual([]);
  });

  it('or left out of it by a group is refused alike; members nobody read refuse nothing', () => {
    const leaving = (...exclude: string[]): Partial<Choices> => ({
      methods: { Fido2: { value: 'on', exclude, ...signed } },
    });
    const tenant = { users, given, groups: { vault: ['ea1'], desk: ['me'] } };
    expect(refused({ ...tenant, choices: leaving('desk', 'vault') })).toEqual([
      [
        'methods.Fido2',
        'guardrail/choice-last-method',
        { place: 'methods.Fido2', people: 'ea1@practice.example', count: '1' },
      ],
    ]);
    expect(codes({ ...tenant, choices: leaving('desk') })).toEqual([]);
    expect(codes({ ...tenant, choices: leaving('Nobody') })).toEqual([]);
    // Off for all, and left out of what is left.
    const { methods } = leaving('desk');
    const both = { ...methods, ...off('Sms', 'Voice').methods };
    const authenticator = { MicrosoftAuthenticator: methods!['Fido2']! };
    const mine = { ...tenant, operatorId: 'me' };
    expect(codes({ ...mine, choices: { methods: both } })).toEqual([]);
    expect(codes({ ...mine, choices: { methods: { ...both, ...authenticator } } })).toHaveLength(3);
  });

  it('"leave" and "on" are no reason', () => {
    const methods = { Fido2: { value: 'leave' as const, ...signed } };
    expect(codes({ users, given, choices: { methods } })).toEqual([]);
  });
});
