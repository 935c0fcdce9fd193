import { describe, expect, it } from 'vitest';
import { namedPeople } from '../../../../shared/plan/order-rules';
import { expectOrder, planScenario, ringsOf, stepsFor } from './plans';

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
