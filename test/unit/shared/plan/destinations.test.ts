import { describe, expect, it } from 'vitest';
import type { Plan } from '../../../../shared/plan/plan';
import type { Choices } from '../../../../shared/tenant/choice';
import {
  readScenario,
  type ScenarioFile,
  type ScenarioTenant,
} from '../../../fixtures/scenario-file';
import { planScenario, stepsFor } from './plans';

function tenant(change: (input: ScenarioTenant) => Partial<ScenarioTenant>): ScenarioFile {
  const file = readScenario('S02');
  if (file.input.kind !== 'tenant') throw new Error('S02 is a tenant');
  return { ...file, input: { ...file.input, ...change(file.input) } };
}

const emailTo = (allowExternalIdToUseEmailOtp: 'enabled' | 'default' | 'disabled') =>
  tenant(({ amp }) => ({
    amp: {
      ...amp,
      methods: {
        ...amp.methods,
        Email: {
          state: 'enabled',
          includeTargets: ['all_users'],
          allowExternalIdToUseEmailOtp,
        },
      },
    },
  }));

const withoutP1 = tenant(({ tenant: one }) => ({
  tenant: { ...one, licences: { 'Microsoft 365 Business Standard': 40 } },
  conditionalAccess: [],
}));

describe('per-user MFA to security defaults, without P1', () => {
  const { plan } = planScenario(withoutP1);

  it('registers, checks mail, turns security defaults on, then clears', () => {
    expect(plan.enforcement).toBe('perUserToSecurityDefaults');
    const places = (
      ['register', 'exchangeModernAuth', 'securityDefaultsOn', 'clearPerUser'] as const
    ).map((purpose) => plan.steps.findIndex((step) => step.purpose === purpose));
    const [register, mail, on, clear] = places;
    // Created in 2019: modern mail sign-in is on, nothing to ask.
    expect(mail).toBe(-1);
    expect(register).toBeLessThan(on ?? -1);
    expect(on).toBeLessThan(clear ?? -1);
    expect(stepsFor(plan, 'securityDefaultsOn')[0]?.planned).toEqual({ isEnabled: true });
    const cleared = stepsFor(plan, 'clearPerUser').flatMap((step) => step.items ?? []);
    expect(cleared).toHaveLength(20);
  });

  it('asks for the mail check in tenants from before August 2017', () => {
    const old = tenant(({ tenant: one }) => ({
      tenant: {
        ...one,
        licences: { 'Microsoft 365 Business Standard': 40 },
        createdOn: '2016-05-01',
      },
      conditionalAccess: [],
    }));
    const { plan: second } = planScenario(old);
    const mail = second.steps.findIndex((step) => step.purpose === 'exchangeModernAuth');
    const on = second.steps.findIndex((step) => step.purpose === 'securityDefaultsOn');
    expect(mail).toBeGreaterThan(0);
    expect(mail).toBeLessThan(on);
  });
});

describe('lost methods', () => {
  it('come back first, phones for their holders alone', () => {
    const lost = tenant(({ amp }) => ({
      amp: { ...amp, policyMigrationState: 'migrationComplete' },
    }));
    const { plan, cohortsOf } = planScenario(lost);
    const restore = stepsFor(plan, 'restoreMethods');
    expect(restore.map((step) => [step.kind, step.target.id])).toContainEqual([
      'method.configure',
      'SoftwareOath',
    ]);
    const members = restore.flatMap((step) => step.items ?? []).map((item) => item.userId);
    expect(cohortsOf(members)).toEqual(['enfPhone', 'gaB', 'offPhone', 'scan']);
    expect(plan.steps.filter((step) => step.kind === 'migration.state')).toEqual([]);
  });
});

describe('choices', () => {
  const signed = { reason: 'agreed', by: 'gaa@kestrel.example', at: '2026-11-21' };

  it('never narrow system-preferred authentication by themselves', () => {
    const { plan } = planScenario('S02');
    expect(plan.steps.map((step) => step.kind)).not.toContain('systemPreferred.set');
    expect(plan.steps.map((step) => step.kind)).not.toContain('campaign.set');
    const chosen = planScenario('S02', {
      systemPreferred: { value: 'enabled', include: 'SSPR-Users', ...signed },
    });
    const step = chosen.plan.steps.find((one) => one.kind === 'systemPreferred.set');
    expect(step?.planned).toMatchObject({
      systemCredentialPreferences: { state: 'enabled', includeTargets: [{ targetType: 'group' }] },
    });
    expect(step?.prior).toMatchObject({ systemCredentialPreferences: { state: 'default' } });
    expect(step?.why.values).toEqual({ reason: 'agreed', by: 'gaa@kestrel.example', count: '41' });
  });

  it('turn a method off only where nobody needs it', () => {
    const off = { value: 'off', ...signed } as const;
    expect(() => planScenario('S02', { methods: { MicrosoftAuthenticator: off } })).toThrow(
      'method_nobody_needs',
    );
    const { plan } = planScenario(emailTo('disabled'), { methods: { Email: off } });
    const step = plan.steps.find((one) => one.target.id === 'Email');
    expect(step?.planned).toEqual({ state: 'disabled' });
    expect(step?.purpose).toBe('legacyCleanUp');
    expect(() => planScenario('S01', { methods: { Email: off } })).toThrow(
      'on_with_security_defaults',
    );
  });

  it.each(['enabled', 'default'] as const)('leave Email on while guests may use it: %s', (to) => {
    const off = { methods: { Email: { value: 'off', ...signed } } } as const;
    expect(() => planScenario(emailTo(to), off)).toThrow('email_for_guests_off');
  });

  it('let office phones in only where somebody who is called holds one', () => {
    const called = (methods: readonly string[]): ScenarioFile =>
      tenant(({ cohorts }) => ({
        cohorts: [
          ...cohorts,
          { id: 'desk', count: 2, kind: 'member', perUserMfa: 'enforced', methods: [...methods] },
        ],
      }));
    const voiceOf = (file: ScenarioFile, choices: Partial<Choices> = {}) =>
      planScenario(file, choices).plan.steps.find(
        (step) => step.target.id === 'Voice' && step.planned?.['state'] === 'enabled',
      )?.planned;
    expect(voiceOf(called(['officePhone']))).toMatchObject({ isOfficePhoneAllowed: true });
    expect(voiceOf(called(['alternateMobilePhone']))).not.toHaveProperty('isOfficePhoneAllowed');
    const moveNow = { officePhone: { value: 'moveNow', ...signed } } as const;
    expect(voiceOf(called(['officePhone']), moveNow)).toBeUndefined();
  });

  it('keep SMS on where somebody chose so', () => {
    const { plan } = planScenario('S02', { methods: { Sms: { value: 'on', ...signed } } });
    expect(
      stepsFor(plan, 'phoneMethodsOff').filter((step) => step.kind === 'method.configure'),
    ).toEqual([]);
  });
});

describe('emergency access that is declared', () => {
  const file = tenant(({ cohorts, answers, conditionalAccess }) => ({
    cohorts: [
      ...cohorts,
      {
        id: 'bg',
        count: 2,
        kind: 'member',
        perUserMfa: 'enforced',
        methods: ['fido2SecurityKey'],
        roles: [{ role: 'Global Administrator', assignment: 'active' }],
        upnDomain: 'initial',
      },
    ],
    conditionalAccess: conditionalAccess.map((policy) => ({
      ...policy,
      state: 'enabled',
      users: { include: ['All'] },
    })),
    answers: {
      ...answers,
      accounts: {
        ...answers.accounts,
        emergencyAccess: [{ upnPattern: 'bg?@kestrelexample.onmicrosoft.com' }],
      },
    },
  }));
  const { plan, cohortsOf } = planScenario(file);

  it('is excluded from enabled policies and cleared before anything else', () => {
    const steps = stepsFor(plan, 'emergencyAccess');
    expect(steps.map((step) => step.kind)).toEqual(['ca.exclude', 'perUserMfa.set']);
    const conditions = steps[0]?.planned?.['conditions'] as { users: { excludeUsers: string[] } };
    expect(cohortsOf(conditions.users.excludeUsers)).toEqual(['bg']);
    expect(cohortsOf((steps[1]?.items ?? []).map((item) => item.userId))).toEqual(['bg']);
    expect(plan.steps.indexOf(steps[1] as Plan['steps'][number])).toBe(1);
  });

  it('may use what is offered to the rings alone, where pupils are left out', () => {
    const input = file.input as ScenarioTenant;
    const school = planScenario({
      ...file,
      input: {
        ...input,
        conditionalAccess: [],
        amp: { ...input.amp, methods: { ...input.amp.methods, Fido2: { state: 'disabled' } } },
        cohorts: [
          ...input.cohorts,
          { id: 'pupil', count: 2, kind: 'student', perUserMfa: 'disabled', methods: [] },
        ],
        answers: { ...input.answers, populations: { pupils: [{ upnPattern: 'pupil*@*' }] } },
      },
    });
    const add = school.plan.steps.find(
      (step) => step.target.name.includes('methods rollout') && step.items,
    );
    const cohorts = school.cohortsOf((add?.items ?? []).map((item) => item.userId));
    expect(cohorts).toContain('bg');
    expect(cohorts).not.toContain('pupil');
    const named = school.plan.steps.filter((step) => step.purpose === 'excludePupils');
    expect(named.map((step) => step.kind)).toEqual(['group.create', 'group.add', 'campaign.set']);
    const policy = school.plan.steps.find((step) => step.kind === 'ca.create');
    expect(JSON.stringify(policy?.planned)).toContain(`created:${named[0]?.id ?? ''}`);
  });

  it('is in no ring and in no other step', () => {
    const others = plan.steps.filter((step) => step.purpose !== 'emergencyAccess');
    const named = others.flatMap((step) => step.items ?? []).map((item) => item.userId);
    expect(cohortsOf(named)).not.toContain('bg');
    expect(JSON.stringify(plan.steps)).not.toContain('evidence:');
  });
});
