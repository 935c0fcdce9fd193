import { describe, expect, test } from 'vitest';
import { methodImpact } from '../../../../shared/plan/method-impact';
import { policyChange } from '../../../../shared/plan/policy-change';
import type { Plan } from '../../../../shared/plan/plan';
import type { Step } from '../../../../shared/plan/step';
import { aSchedule, planReading, planScenario, withUnreadGroup } from './plans';

const changeOf = (plan: Plan, id: string) =>
  policyChange(plan).methods.find((method) => method.id === id);
const settingOf = (plan: Plan, id: string) =>
  policyChange(plan).settings.find((setting) => setting.id === id);

const signed = { reason: 'r', by: 'gaa@kestrel.example', at: '2026-11-22T09:00:00Z' };

describe('the methods policy before the plan and after its last step', () => {
  const { plan } = planScenario('S02');

  test('a method that is turned on for all', () => {
    const change = changeOf(plan, 'TemporaryAccessPass');
    expect(change?.kind).toBe('on');
    expect(change?.before.to).toBe('nobody');
    expect(change?.after.to).toBe('everyone');
    expect(change?.planned?.state).toBe('enabled');
  });

  test('text messages are on for the eight who need them, and only on the way', () => {
    const change = changeOf(plan, 'Sms');
    expect(change?.kind).toBe('meanwhile');
    expect(change?.meanwhile).toEqual({ to: 'some', people: 8 });
    expect(change?.after).toEqual({ to: 'nobody', people: 0 });
  });

  test('what no step touches stays the same', () => {
    expect(changeOf(plan, 'QRCodePin')?.kind).toBe('same');
    expect(settingOf(plan, 'passkeyOptOut')).toMatchObject({ kind: 'same', before: 'notSet' });
  });

  test('the migration state goes from in progress to complete', () => {
    expect(settingOf(plan, 'migrationState')).toEqual({
      id: 'migrationState',
      kind: 'changed',
      before: 'migrationInProgress',
      after: 'migrationComplete',
      reach: null,
    });
  });

  test('a pilot group becomes everyone: wider, by people', () => {
    const change = changeOf(planScenario('S12').plan, 'MicrosoftAuthenticator');
    expect(change).toMatchObject({ kind: 'wider', before: { to: 'some', people: 20 } });
    expect(change?.after.to).toBe('everyone');
  });

  test('a policy that was not read is unknown, never off', () => {
    const unread: Plan = {
      ...plan,
      baseline: {
        ...plan.baseline,
        authenticationMethodsPolicy: { kind: 'unread', reason: { code: 'refused' } },
      },
    };
    const { methods, settings } = policyChange(unread);
    expect(new Set(methods.map(({ kind }) => kind))).toEqual(new Set(['unknown']));
    expect(new Set(settings.map(({ kind }) => kind))).toEqual(new Set(['unknown']));
    expect(methodImpact(unread).counts.losesAll).toBe(0);
  });

  test.each(['systemPreferred', 'registrationCampaign'])(
    '%s for others than before is a change, whatever its word',
    (id) => {
      const group = 'f0000000-0000-4000-8000-00000000ffff';
      const choice = { ...signed, value: 'default' } as const;
      const reading = withUnreadGroup('S02', group);
      const choices = {
        ...reading.choices,
        systemPreferred: { ...choice, include: group },
        registrationCampaign: { ...choice, include: [group], exclude: [] },
      };
      const changed = planReading({ ...reading, choices }).plan;
      const setting = settingOf(changed, id);
      expect(setting).toMatchObject({ kind: 'changed', before: 'default', after: 'default' });
      expect(setting?.reach?.before.to).toBe('everyone');
      expect(setting?.reach?.after).toEqual({ to: 'unknown', people: null });
    },
  );
});

describe('what people keep of their methods', () => {
  test('whoever has only a phone loses it; everybody is in one class', () => {
    const { plan, cohortsOf } = planScenario('S02');
    const impact = methodImpact(plan);
    const people = plan.people.filter((one) => one.enabled && one.isPerson);
    expect(Object.values(impact.counts).reduce((sum, count) => sum + count, 0)).toBe(people.length);
    expect(impact.losing).toHaveLength(impact.counts.losesAll);
    for (const id of impact.losing) {
      expect(plan.people.find((one) => one.id === id)?.isPhoneOnly).toBe(true);
    }
    expect(cohortsOf(impact.losing)).not.toEqual([]);
  });

  test('a phone that has ended by the last step of a chosen schedule is lost, not before', () => {
    const losing = (startOn: string) => {
      const { plan } = planScenario('S02', { schedule: aSchedule({ startOn }) });
      // Nothing of the plan itself takes phones away here.
      const isKept = ({ purpose }: Step) => !['setComplete', 'phoneMethodsOff'].includes(purpose);
      return methodImpact({ ...plan, steps: plan.steps.filter(isKept) }).losing.length;
    };
    const { counts } = planScenario('S02').plan;
    expect(losing('2027-02-10') - losing('2026-11-24')).toBe(
      (counts.phoneOnlyFeb2027 ?? 0) - (counts.phoneOnlyFeb2027NotPeople ?? 0),
    );
  });

  test('without the step that allows codes, completing would strand those who hold only codes', () => {
    const { plan } = planScenario('S02');
    const without = {
      ...plan,
      steps: plan.steps.filter((step) => !/SoftwareOath/.test(step.target.id)),
    };
    const more = methodImpact(without).counts.losesAll - methodImpact(plan).counts.losesAll;
    expect(more).toBe(3);
  });

  test('methods that were not read are unknown, never kept', () => {
    const { plan } = planScenario('S02');
    const blind = {
      ...plan,
      people: plan.people.map((one) => ({ ...one, methods: null, allowedMethods: null })),
    };
    const { counts } = methodImpact(blind);
    expect(counts.unknown).toBe(plan.people.filter((one) => one.enabled && one.isPerson).length);
  });
});
