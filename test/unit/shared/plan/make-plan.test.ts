import { describe, expect, it } from 'vitest';
import { makePlan } from '../../../../shared/plan/make-plan';
import { orderViolations, namedPeople } from '../../../../shared/plan/order-rules';
import type { Purpose } from '../../../../shared/plan/purpose';
import { isWrite } from '../../../../shared/plan/summary';
import { unread } from '../../../../shared/tenant/snapshot';
import { readScenario } from '../../../fixtures/scenario-file';
import { scenarioSnapshot } from '../../../fixtures/scenario-snapshot';
import { sha256 } from '../../../fixtures/stable-id';
import { planScenario, stepsFor, type PlannedScenario } from './plans';

function ringsOf({ plan, cohortsOf }: PlannedScenario): unknown {
  return plan.rings.map((ring) => ({
    ring: ring.ring,
    cohorts: cohortsOf(ring.members),
    size: ring.members.length,
  }));
}

/** First place of each purpose must rise, one after another. */
function expectOrder({ plan }: PlannedScenario, order: readonly Purpose[]): void {
  const places = order.map((purpose) => plan.steps.findIndex((step) => step.purpose === purpose));
  expect(places.every((place) => place >= 0)).toBe(true);
  expect([...places].sort((a, b) => a - b)).toEqual(places);
  expect(orderViolations(plan.steps)).toEqual([]);
}

describe('S02: per-user MFA to Conditional Access', () => {
  const made = planScenario('S02');
  const { plan, cohortOf, cohortsOf } = made;

  it('puts people into the four rings and the scanner on its own track', () => {
    expect(ringsOf(made)).toEqual([
      { ring: 0, cohorts: ['gaA', 'gaB', 'gaC'], size: 3 },
      { ring: 1, cohorts: ['enfApp'], size: 7 },
      {
        ring: 2,
        cohorts: ['enabledNever', 'enfPhone', 'enfTotp3p', 'offApp', 'offPhone'],
        size: 15,
      },
      { ring: 3, cohorts: ['offNone'], size: 14 },
    ]);
    expect(plan.tracks.map((one) => [one.track, one.members.map(cohortOf)])).toEqual([
      ['exception', ['scan']],
    ]);
  });

  it('orders the purposes', () => {
    expectOrder(made, [
      'emergencyAccess',
      'enableMethods',
      'transitionGroups',
      'namedLocations',
      'caReportOnly',
      'register',
      'caEnforce',
      'clearPerUser',
      'replaceServiceAccount',
      'managedPolicy',
      'rescan',
      'setComplete',
      'phoneMethodsOff',
      'legacyCleanUp',
      'finish',
    ]);
  });

  it('never clears anybody before the enabled policy has them, whatever their ring', () => {
    const enforced = new Set<string>();
    const policyOn = plan.steps.findIndex(
      (step) => step.kind === 'ca.setState' && step.planned?.['state'] === 'enabled',
    );
    for (const [index, step] of plan.steps.entries()) {
      if (step.purpose === 'caEnforce') for (const id of namedPeople(step)) enforced.add(id);
      if (step.kind !== 'perUserMfa.set') continue;
      expect(index).toBeGreaterThan(policyOn);
      const early = step.items?.filter((item) => !enforced.has(item.userId)) ?? [];
      expect(cohortsOf(early.map((item) => item.userId))).toEqual(
        step.ring === undefined ? ['scan'] : [],
      );
    }
  });

  it('clears all twenty per-user states with the value they had', () => {
    const items = stepsFor(plan, 'clearPerUser').flatMap((step) => step.items ?? []);
    const priors = items.map((item) => item.prior);
    expect(items).toHaveLength(20);
    expect(priors.filter((prior) => prior === 'enforced')).toHaveLength(18);
    expect(priors.filter((prior) => prior === 'enabled')).toHaveLength(2);
    expect(new Set(items.map((item) => item.userId)).size).toBe(20);
  });

  it('creates both policies disabled and leaves out those who must stay out', () => {
    const creates = plan.steps.filter((step) => step.kind === 'ca.create');
    expect(creates).toHaveLength(2);
    const scan = made.reading.users.find(({ cohort }) => cohort.id === 'scan')?.user.id;
    for (const step of creates) {
      expect(step.planned?.['state']).toBe('disabled');
      const conditions = step.planned?.['conditions'] as {
        users: { excludeUsers: string[]; excludeRoles: string[] };
      };
      expect(conditions.users.excludeUsers).toContain('evidence:s01');
      expect(conditions.users.excludeUsers).toContain(scan);
      expect(conditions.users.excludeRoles).toEqual(['d29b2b05-8046-44ba-8758-1e26182fcf32']);
    }
  });

  it('takes the scanner back into the policy only after its replacement', () => {
    const kinds = plan.steps.map((step) => step.kind);
    const replaced = plan.steps.findIndex((step) => step.purpose === 'replaceServiceAccount');
    const included = kinds.indexOf('ca.exclude');
    const cleared = kinds.lastIndexOf('perUserMfa.set');
    expect(replaced).toBeLessThan(included);
    expect(included).toBeLessThan(cleared);
    const conditions = plan.steps[included]?.planned?.['conditions'] as {
      users: { excludeUsers: string[] };
    };
    expect(conditions.users.excludeUsers).toEqual(['evidence:s01', 'GuestsOrExternalUsers']);
  });

  it('gives SMS to the eight phone-only accounts and software codes to everybody', () => {
    const sms = plan.methodTargets.find((one) => one.id === 'Sms');
    expect(sms).toMatchObject({ state: 'enabled', scope: 'transition' });
    expect(cohortsOf(sms?.members ?? [])).toEqual(['enfPhone', 'gaB', 'offPhone', 'scan']);
    expect(sms?.members).toHaveLength(8);
    const configured = plan.steps.filter((step) => step.kind === 'method.configure');
    expect(configured.map((step) => [step.target.id, step.planned?.['state']])).toEqual([
      ['MicrosoftAuthenticator', undefined],
      ['SoftwareOath', 'enabled'],
      ['HardwareOath', 'enabled'],
      ['TemporaryAccessPass', 'enabled'],
      ['Sms', 'enabled'],
      ['Sms', 'disabled'],
    ]);
  });

  it('leaves shared mailboxes and guests alone', () => {
    const named = plan.steps.flatMap((step) => namedPeople(step));
    const cohorts = cohortsOf(named);
    expect(cohorts).not.toContain('shared');
    expect(cohorts).not.toContain('guests');
  });

  it('waits a week in report-only and a day in each ring', () => {
    const soaks = plan.steps.filter((step) => step.kind === 'soak');
    expect(soaks.map((step) => step.soakMinutes)).toEqual([60, 10_080, 1440, 1440, 1440, 1440]);
  });
});

describe('S01: security defaults without P1', () => {
  const made = planScenario('S01');
  const { plan, cohortOf } = made;

  it('makes two rings', () => {
    expect(ringsOf(made)).toEqual([
      { ring: 0, cohorts: ['bookkeeper', 'owner'], size: 2 },
      { ring: 1, cohorts: ['newStarter', 'staffApp', 'staffPhone'], size: 8 },
    ]);
  });

  it('orders the purposes and proposes nothing that needs P1', () => {
    expectOrder(made, [
      'emergencyAccess',
      'enableMethods',
      'transitionGroups',
      'register',
      'blockSignIn',
      'rescan',
      'setComplete',
      'phoneMethodsOff',
    ]);
    const kinds = new Set(plan.steps.map((step) => step.kind));
    for (const kind of ['ca.create', 'ca.setState', 'ca.exclude', 'perUserMfa.set'] as const) {
      expect(kinds.has(kind)).toBe(false);
    }
    expect(kinds.has('securityDefaults.set')).toBe(false);
  });

  it('turns Authenticator with codes on before completing, and passes that work once', () => {
    const steps = plan.steps.map((step) => step.target.id);
    const complete = plan.steps.findIndex((step) => step.purpose === 'setComplete');
    const authenticator = plan.steps[steps.indexOf('MicrosoftAuthenticator')];
    expect(steps.indexOf('MicrosoftAuthenticator')).toBeLessThan(complete);
    expect(authenticator?.planned).toMatchObject({ state: 'enabled', isSoftwareOathEnabled: true });
    const pass = plan.steps[steps.indexOf('TemporaryAccessPass')];
    expect(pass?.planned).toMatchObject({ isUsableOnce: true });
    const voice = plan.methodTargets.find((one) => one.id === 'Voice');
    expect(voice?.state).toBe('disabled');
  });

  it('turns off SMS and voice at most, with security defaults still on', () => {
    const off = plan.steps.filter(
      (step) => step.kind === 'method.configure' && step.planned?.['state'] === 'disabled',
    );
    expect(off.map((step) => step.target.id)).toEqual(['Sms']);
    const people = stepsFor(plan, 'register').flatMap((step) => step.gate?.userIds ?? []);
    expect(people.map(cohortOf).sort()).toEqual([
      'bookkeeper',
      'newStarter',
      'staffPhone',
      'staffPhone',
    ]);
  });
});

describe('S12: security defaults to Conditional Access', () => {
  const made = planScenario('S12');
  const { plan } = made;

  it('secures the operator after the methods and before everything else', () => {
    expect(ringsOf(made)).toEqual([
      { ring: 0, cohorts: ['operator'], size: 1 },
      { ring: 1, cohorts: ['staffApp'], size: 17 },
      { ring: 2, cohorts: ['staffPhone', 'temp'], size: 4 },
    ]);
    expectOrder(made, [
      'setInProgress',
      'enableMethods',
      'secureOperator',
      'emergencyAccess',
      'register',
      'caReportOnly',
      'switchToConditionalAccess',
      'managedPolicy',
      'rescan',
      'setComplete',
    ]);
  });

  it('never turns security defaults off by a step of its own', () => {
    expect(plan.steps.filter((step) => step.kind === 'securityDefaults.set')).toEqual([]);
    const enabled = plan.steps.filter((step) => step.planned?.['state'] === 'enabled');
    expect(enabled.every((step) => step.kind === 'method.configure')).toBe(true);
    const [hand] = stepsFor(plan, 'switchToConditionalAccess');
    expect(hand).toMatchObject({ kind: 'manual', blast: 'tenant' });
  });

  it('keeps the Staff group among the targets it widens', () => {
    const step = plan.steps.find((one) => one.target.id === 'MicrosoftAuthenticator');
    const targets = step?.planned?.['includeTargets'] as { id: string }[];
    expect(targets).toHaveLength(2);
    expect(targets[1]?.id).toBe('all_users');
    expect((step?.prior?.['includeTargets'] as unknown[]).length).toBe(1);
  });
});

describe('other tenants', () => {
  it('does not plan on what was not read', () => {
    const reading = scenarioSnapshot(readScenario('S02'));
    for (const section of [
      'authenticationMethodsPolicy',
      'conditionalAccess',
      'securityDefaults',
      'subscribedSkus',
      'users',
    ] as const) {
      const snapshot = { ...reading.snapshot, [section]: unread('refused') };
      const made = makePlan({
        ...reading,
        snapshot,
        madeAt: reading.asOf,
        appVersion: '0',
        sha256,
      });
      expect(made.ok, section).toBe(false);
      if (!made.ok) expect(made.failure.code).toBe('plan/snapshot-incomplete');
    }
  });

  it('honours moved rings and refuses to move an administrator', () => {
    const base = planScenario('S02');
    const member = base.plan.rings[3]?.members[0] ?? '';
    const administrator = base.plan.rings[0]?.members[0] ?? '';
    const moved = planScenario('S02', { ringMoves: { [member]: 1 } });
    expect(moved.plan.rings[1]?.members).toContain(member);
    expect(moved.plan.rings[3]?.members).not.toContain(member);
    expect(moved.plan.rings.flatMap((ring) => ring.members)).toHaveLength(39);
    expect(() => planScenario('S02', { ringMoves: { [administrator]: 2 } })).toThrow(
      'administrators_in_ring_0',
    );
  });

  it('keeps a Microsoft-managed policy by hand where somebody chose so', () => {
    const base = planScenario('S02');
    const policyId = stepsFor(base.plan, 'managedPolicy')[0]?.target.id ?? '';
    const signed = { reason: 'ours covers more', by: 'gaa@kestrel.example', at: '2026-11-21' };
    const kept = planScenario('S02', {
      managedPolicy: [{ value: 'keepTheirs', policyId, ...signed }],
    });
    expect(stepsFor(kept.plan, 'managedPolicy').map((step) => step.kind)).toEqual(['manual']);
  });

  it('plans nothing that writes where everything is as it should be', () => {
    const file = readScenario('S01');
    if (file.input.kind === 'snapshot') throw new Error('S01 is a tenant');
    const enabled = { state: 'enabled', includeTargets: ['all_users'] } as const;
    const { plan } = planScenario({
      ...file,
      input: {
        ...file.input,
        amp: {
          ...file.input.amp,
          policyMigrationState: 'migrationComplete',
          methods: { Fido2: enabled, MicrosoftAuthenticator: enabled },
        },
        cohorts: file.input.cohorts.map((cohort) => ({
          ...cohort,
          methods: ['microsoftAuthenticatorPush'],
        })),
      },
    });
    expect(plan.enforcement).toBe('nothingToMigrate');
    expect(plan.steps.filter(isWrite)).toEqual([]);
    expect(plan.steps).toEqual([]);
  });
});
