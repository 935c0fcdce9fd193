import { describe, expect, it } from 'vitest';
import {
  largestPolicyBytes,
  policyBytesAfter,
  utf8Length,
} from '../../../../shared/plan/policy-size';
import { imageOfPlan } from '../../../../shared/plan/post-image';
import { stepTitle } from '../../../../shared/plan/step-title';
import { reverseOf } from '../../../../shared/plan/step-requests';
import { m } from '../../../../shared/paraglide/messages.js';
import type { Plan } from '../../../../shared/plan/plan';
import {
  readScenario,
  type ScenarioFile,
  type ScenarioTenant,
} from '../../../fixtures/scenario-file';
import { stableId } from '../../../fixtures/stable-id';
import { imageAfter, planScenario, stepsFor } from './plans';

function tenant(change: (input: ScenarioTenant) => Partial<ScenarioTenant>): ScenarioFile {
  const file = readScenario('S02');
  if (file.input.kind !== 'tenant') throw new Error('S02 is a tenant');
  return { ...file, input: { ...file.input, ...change(file.input) } };
}

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
    expect(step?.why.values).toEqual({ reason: 'agreed', by: 'gaa@kestrel.example' });
  });

  it('turn a method off only where nobody needs it', () => {
    const off = { value: 'off', ...signed } as const;
    expect(() => planScenario('S02', { methods: { MicrosoftAuthenticator: off } })).toThrow(
      'method_nobody_needs',
    );
    const { plan } = planScenario('S02', { methods: { Email: off } });
    const step = plan.steps.find((one) => one.target.id === 'Email');
    expect(step?.planned).toEqual({ state: 'disabled' });
    expect(step?.purpose).toBe('legacyCleanUp');
    expect(() => planScenario('S01', { methods: { Email: off } })).toThrow(
      'on_with_security_defaults',
    );
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

  it('is in no ring and in no other step', () => {
    const others = plan.steps.filter((step) => step.purpose !== 'emergencyAccess');
    const named = others.flatMap((step) => step.items ?? []).map((item) => item.userId);
    expect(cohortsOf(named)).not.toContain('bg');
    expect(JSON.stringify(plan.steps)).not.toContain('evidence:');
  });
});

describe('size of the methods policy', () => {
  const { plan } = planScenario('S02');

  it('counts UTF-8 bytes', () => {
    for (const text of ['abc', 'é', '漢字', '😀', '']) {
      expect(utf8Length(text)).toBe(Buffer.byteLength(text));
    }
  });

  it('grows by what the plan adds', () => {
    expect(policyBytesAfter(plan, imageOfPlan(plan))).toBe(plan.baseline.policyBytes);
    const after = imageAfter(plan);
    const grown =
      Buffer.byteLength(JSON.stringify(after.policy)) -
      Buffer.byteLength(JSON.stringify(imageOfPlan(plan).policy));
    expect(policyBytesAfter(plan, after)).toBe(plan.baseline.policyBytes + grown);
    expect(largestPolicyBytes(plan)).toBeGreaterThanOrEqual(plan.baseline.policyBytes + grown);
  });
});

describe('texts', () => {
  const catalogue = m as unknown as Record<string, unknown>;
  const snake = (text: string): string =>
    text.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();

  it('exist for every step of every destination', () => {
    const plans = [
      planScenario('S01'),
      planScenario('S02'),
      planScenario('S12'),
      planScenario(withoutP1),
    ];
    const keys = new Set<string>();
    for (const { plan } of plans) {
      for (const ring of plan.rings) keys.add(ring.name);
      for (const track of plan.tracks) keys.add(`track_${snake(track.track)}`);
      for (const step of plan.steps) {
        keys.add(stepTitle(step).key);
        keys.add(step.why.key);
        keys.add(`purpose_${snake(step.purpose)}`);
        if ('why' in step.reverse) keys.add(step.reverse.why);
        if (step.manual !== undefined) keys.add(`manual_${step.manual.id}_steps`);
        const back = reverseOf(step);
        if (back !== null) keys.add(stepTitle(back).key);
      }
    }
    expect(keys.size).toBeGreaterThan(60);
    expect([...keys].filter((key) => typeof catalogue[key] !== 'function')).toEqual([]);
  });

  it('carry ids of the tenant only where a name is missing', () => {
    const { plan } = planScenario('S02');
    expect(plan.tenant.id).toBe(stableId('tenant', 'kestrel.example'));
    expect(plan.tenant.primaryDomain).toBe('kestrel.example');
  });
});
