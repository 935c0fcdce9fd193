import { describe, expect, it } from 'vitest';
import { judgeGuardrails, type GuardrailInput } from '../../../../shared/lockout/guardrails';
import type { Person } from '../../../../shared/assess/people';
import { roleTemplateIds } from '../../../../shared/entra/directory-role';
import { applyStep, type TenantImage } from '../../../../shared/plan/post-image';
import type { Json, JsonObject } from '../../../../shared/json';
import type { Step } from '../../../../shared/plan/step';
import { aMethodsPolicy } from '../../../fixtures/graph-objects';
import { aPerson, anImage } from './people';

const byDefault = 'x509CertificateAuthenticationDefaultMode';
const ids = ['bg1', 'bg2'];
const users = [
  ...ids.map((id) => ({
    id,
    methods: ['fido2SecurityKey'],
    roles: ['globalAdministrator'] as const,
  })),
  { id: 'op', methods: ['microsoftAuthenticatorPush'] },
];
const emergency = (id: string, change: Partial<Person> = {}): Person =>
  aPerson({
    id,
    upn: `${id}@practice.onmicrosoft.com`,
    isEmergencyAccess: true,
    isGlobalAdministrator: 'active',
    ...change,
  });
const operator = aPerson({ id: 'op', methods: ['microsoftAuthenticatorPush'] });

function input(
  change: Partial<GuardrailInput> = {},
  people: readonly Person[] = [],
): GuardrailInput {
  const all = [...ids.map((id) => emergency(id)), operator, ...people];
  return {
    image: anImage({ users }),
    people: new Map(all.map((one) => [one.id, one])),
    emergencyAccess: ids,
    operatorId: 'op',
    now: '2026-11-22T12:00:00Z',
    ...change,
  };
}

function checksOf(change: Partial<GuardrailInput>, people: readonly Person[] = []): string[] {
  return judgeGuardrails(input(change, people)).failures.map(
    (one) => one.values['check'] ?? one.code,
  );
}

const enforceAll: Step = {
  id: 's01',
  kind: 'ca.create',
  purpose: 'caEnforce',
  target: { type: 'conditionalAccessPolicy', id: '', name: '' },
  owned: [],
  prior: null,
  planned: {
    displayName: 'x',
    state: 'enabled',
    conditions: {
      users: { includeUsers: ['All'] },
      applications: { includeApplications: ['All'] },
      clientAppTypes: ['all'],
    },
    grantControls: { operator: 'OR', builtInControls: ['block'] },
  },
  reverse: { kind: 'leave', why: '' },
  blast: 'tenant',
  scopes: [],
  why: { key: '', values: {}, rules: [] },
};

describe('guardrails', () => {
  it('let two sound accounts and a sound operator pass', () => {
    expect(judgeGuardrails(input())).toEqual({ ok: true, failures: [] });
  });

  it('ask for two declared accounts, counted once', () => {
    expect(checksOf({ emergencyAccess: [] })).toContain('twoDeclared');
    expect(checksOf({ emergencyAccess: ['bg1'] })).toContain('twoDeclared');
    expect(checksOf({ emergencyAccess: ['bg1', 'bg1'] })).toContain('twoDeclared');
    expect(checksOf({ emergencyAccess: ['bg1', 'gone'] })).toContain('exists');
  });

  it.each<[string, Partial<Person>]>([
    ['enabled', { enabled: false }],
    ['enabled', { isEnabledUnknown: true }],
    ['initialDomain', { upn: 'bg1@practice.example' }],
    ['strongMethod', { methods: ['mobilePhone'] }],
    ['strongMethod', { methods: null }],
    ['strongMethod', { methods: ['certificate'] }],
    ['perUserDisabled', { perUserMfa: 'enforced' }],
    ['perUserDisabled', { perUserMfa: 'unknown' }],
  ])('refuse an account that fails %s', (check, change) => {
    expect(checksOf({}, [emergency('bg1', change)])).toContain(check);
  });

  it.each<readonly [string, Json | undefined, readonly string[]]>([
    ['two factors', { [byDefault]: 'x509CertificateMultiFactor', rules: [] }, []],
    ['one factor', { [byDefault]: 'x509CertificateSingleFactor', rules: [] }, ['strongMethod']],
    ['what was not read', undefined, ['strongMethod']],
  ])('take a certificate as a strong method where it stands for %s', (_, settings, expected) => {
    const allowed = { X509Certificate: { authenticationModeConfiguration: settings } };
    const policy = aMethodsPolicy({ Fido2: {}, MicrosoftAuthenticator: {}, ...allowed });
    const image = { ...input().image, policy };
    const holder = emergency('bg1', { methods: ['certificate'] });
    expect(checksOf({ image }, [holder])).toEqual(expected);
  });

  it('ask for a permanently active Global Administrator, from roles that were read', () => {
    const image = input().image;
    for (const isPermanent of [false, null]) {
      const holdings = (image.roles ?? []).map((held) =>
        held.userId === 'bg1' ? { ...held, isPermanent } : held,
      );
      expect(checksOf({ image: { ...image, roles: holdings } })).toEqual(['globalAdministrator']);
    }
    const eligible = (image.roles ?? []).map((held) => ({
      ...held,
      assignment: 'eligible' as const,
    }));
    expect(checksOf({ image: { ...image, roles: eligible } })).toContain('globalAdministrator');
    expect(checksOf({ image: { ...image, roles: null } })).toContain('globalAdministrator');
    expect(image.roles?.[0]?.roleTemplateId).toBe(roleTemplateIds.globalAdministrator);
  });

  it('refuse synchronised accounts, and accounts whose source is not known', () => {
    const image = input().image;
    expect(checksOf({ image: { ...image, syncedAccounts: new Set(['bg2']) } })).toEqual([
      'cloudOnly',
    ]);
    expect(checksOf({ image: { ...image, syncedAccounts: null } })).toContain('cloudOnly');
  });

  it('refuse a step that stops an emergency account or the operator', () => {
    const after: TenantImage = applyStep(input().image, enforceAll);
    const verdict = judgeGuardrails(input({ image: after }));
    expect(verdict.ok).toBe(false);
    expect(verdict.failures.map((one) => one.code)).toEqual([
      'guardrail/emergency-access',
      'guardrail/emergency-access',
      'guardrail/operator',
    ]);
    expect(verdict.failures[0]?.values['by']).toBe('created:s01');
  });

  it('say of two evaluators of two minds whom the account is stopped for, and by what', () => {
    const planned = enforceAll.planned as JsonObject;
    // A platform of tomorrow: one evaluator tries those of today.
    const platforms = { includePlatforms: ['tomorrow'] };
    const conditions = { ...(planned['conditions'] as JsonObject), platforms };
    const step: Step = { ...enforceAll, planned: { ...planned, conditions } };
    const [first] = judgeGuardrails(input({ image: applyStep(input().image, step) })).failures;
    expect(first).toEqual({
      code: 'guardrail/evaluators-disagree',
      values: { account: emergency('bg1').upn, by: 'created:s01', stoppedFor: 'rules' },
    });
  });

  it('refuse a step that turns the keys off', () => {
    const off: Step = {
      ...enforceAll,
      kind: 'method.configure',
      target: { type: 'method', id: 'Fido2', name: 'Fido2' },
      planned: { state: 'disabled' },
    };
    expect(checksOf({ image: applyStep(input().image, off) })).toEqual([
      'strongMethod',
      'strongMethod',
    ]);
  });

  it('judge a partner who is no user of the tenant by the accounts alone', () => {
    expect(checksOf({ operatorId: null })).toEqual([]);
    expect(checksOf({ operatorId: 'nobody' })).toEqual(['exists']);
  });
});
