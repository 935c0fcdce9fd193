import { describe, expect, it } from 'vitest';
import { loadPerDay } from '../../../../shared/plan/load-per-day';
import { aSchedule, planScenario } from './plans';

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

describe('load per day', () => {
  const { plan } = planScenario('S02', {
    schedule: aSchedule({ freezes: [{ from: '2026-12-24', to: '2027-01-04', name: 'year end' }] }),
  });
  const load = loadPerDay(plan);

  it('asks everybody who has to register once, on working days outside freezes', () => {
    const registering = new Set(
      plan.steps
        .filter((step) => step.purpose === 'register' && step.why.values['count'] !== '0')
        .flatMap((step) => step.gate?.userIds ?? []),
    );
    expect(registering.size).toBeGreaterThan(10);
    expect(sum(load.map((day) => day.registers))).toBe(registering.size);
    for (const { date } of load) {
      expect([0, 6]).not.toContain(new Date(`${date}T00:00:00Z`).getUTCDay());
      expect(date < '2026-12-24' || date > '2027-01-04').toBe(true);
    }
  });

  it('spreads a ring over its days of registration', () => {
    const most = Math.max(...load.map((day) => day.registers));
    const biggest = Math.max(...plan.rings.map((ring) => ring.members.length));
    expect(most).toBeLessThanOrEqual(Math.ceil(biggest / plan.schedule.registrationDays) * 2);
    expect(load.filter((day) => day.registers > 0).length).toBeGreaterThan(5);
  });

  it('counts whoever joins the enforced group, and one call for ten of them', () => {
    const joining = plan.steps.filter(
      (step) => step.kind === 'group.add' && step.purpose === 'caEnforce',
    );
    expect(sum(load.map((day) => day.switched))).toBe(
      sum(joining.map((step) => step.items?.length ?? 0)),
    );
    for (const { registers, switched, calls } of load) {
      expect(calls).toBe(Math.ceil((registers + switched) / 10));
    }
  });

  it('is empty for a plan that asks nobody anything', () => {
    const steps = plan.steps.filter((step) => step.kind !== 'gate' && step.kind !== 'group.add');
    expect(loadPerDay({ ...plan, steps })).toEqual([]);
  });
});
