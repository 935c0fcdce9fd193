import { describe, expect, it } from 'vitest';
import { withLatePasses } from '../../../../shared/plan/late-passes';
import type { Plan } from '../../../../shared/plan/plan';
import { readScenario } from '../../../fixtures/scenario-file';
import { scenarioSnapshot } from '../../../fixtures/scenario-snapshot';
import { aSchedule, planReading, planScenario } from './plans';

const withPass = (plan: Plan): readonly string[] => [
  ...new Set(plan.steps.flatMap((step) => step.gate?.passUserIds ?? [])),
];
const phonesIn = (plan: Plan): readonly string[] => {
  const gated = new Set(
    plan.steps.flatMap((step) => (step.purpose === 'register' ? (step.gate?.userIds ?? []) : [])),
  );
  return plan.people
    .filter((one) => one.enabled && one.isPhoneOnly && gated.has(one.id))
    .map((one) => one.id);
};
const july = (plan: Plan, ids: readonly string[]): readonly string[] =>
  ids.filter((id) => plan.people.find((one) => one.id === id)?.date === 'july');

describe('a pass for those who have only a phone', () => {
  const planAt = (asOf: string): Plan =>
    planReading({ ...scenarioSnapshot(readScenario('S02')), asOf }).plan;

  it('is needed once it no longer works for them', () => {
    const before = planAt('2026-11-22T12:00:00Z');
    const phones = phonesIn(before);
    expect(phones.length).toBeGreaterThan(0);
    expect(withPass(before).filter((id) => phones.includes(id))).toEqual([]);
    const after = planAt('2027-02-02T12:00:00Z');
    const late = phonesIn(after).filter((id) => !july(after, phonesIn(after)).includes(id));
    expect(late.length).toBeGreaterThan(0);
    expect(withPass(after)).toEqual(expect.arrayContaining([...late]));
    const last = planAt('2027-07-01T12:00:00Z');
    expect(withPass(last)).toEqual(expect.arrayContaining([...phonesIn(last)]));
  });

  it('goes by the day registration ends, not by the day of planning', () => {
    const { plan } = planScenario('S02', { schedule: aSchedule({ startOn: '2027-02-01' }) });
    const phones = phonesIn(plan);
    const early = july(plan, phones);
    expect(withPass(plan)).toEqual(
      expect.arrayContaining(phones.filter((id) => !early.includes(id))),
    );
    for (const id of early) expect(withPass(plan)).not.toContain(id);
  });

  it('names them at the gate of those who register early as well', () => {
    const plan = planAt('2027-02-02T12:00:00Z');
    const phones = plan.people.filter((one) => one.enabled && one.date === 'february');
    const gate = plan.steps.find((step) => step.purpose === 'register');
    if (gate === undefined) throw new Error('no gate');
    const { ring: _, ...rest } = gate;
    const userIds = phones.map((one) => one.id);
    const early = { ...rest, gate: { figure: 'registered' as const, userIds } };
    const [step] = withLatePasses({ ...plan, steps: [early] }).steps;
    expect(userIds.length).toBeGreaterThan(0);
    expect(step?.gate?.passUserIds).toEqual(userIds);
  });

  it('is not needed where Microsoft ends no phones', () => {
    const plan = planAt('2027-02-02T12:00:00Z');
    const elsewhere = { ...plan, cloud: 'usgov' as const };
    expect(withLatePasses(elsewhere)).toBe(elsewhere);
  });
});
