import { describe, expect, it } from 'vitest';
import { simulatePerson, simulatePlan } from '../../../../shared/lockout/simulate-lockout';
import { stepDays } from '../../../../shared/lockout/step-days';
import type { StepSimulation, Verdict } from '../../../../shared/lockout/verdict';
import type { Plan } from '../../../../shared/plan/plan';
import type { Step } from '../../../../shared/plan/step';
import type { ScheduleChoice } from '../../../../shared/tenant/schedule-choice';
import { aSchedule, planScenario, type PlannedScenario } from '../plan/plans';
import { rowWiseSimulation } from './row-wise-simulation';

function planFrom(startOn: string, change: Partial<ScheduleChoice> = {}): PlannedScenario {
  return planScenario('S02', { schedule: aSchedule({ startOn, ...change }) });
}

/** The verdict of somebody who has a phone alone, in the whole simulation, when a step is over. */
function ofPhoneOnly({ plan, reading }: PlannedScenario, stepId: string): Verdict | undefined {
  const id = reading.users.find(({ cohort }) => cohort.id === 'enfPhone')?.user.id ?? '';
  const { steps } = simulatePlan(plan);
  const last = steps.findIndex((step) => step.stepId === stepId);
  const said = steps
    .slice(0, last + 1)
    .flatMap(({ changed }) => changed.filter(({ after }) => after.userId === id));
  return said.at(-1)?.after.verdict;
}

/** The last step before completion, and completion. */
function aroundComplete({ steps }: Plan): readonly [string, string] {
  const place = steps.findIndex((step) => step.purpose === 'setComplete');
  return [steps[place - 1]?.id ?? '', steps[place]?.id ?? ''];
}

describe('the day of each step', () => {
  it('is the day the plan was made for, where no schedule was chosen', () => {
    const { plan } = planScenario('S02');
    expect(new Set(stepDays(plan))).toEqual(new Set([plan.asOf]));
  });

  it('is the day it is over, in UTC or in the tenant, whichever is later', () => {
    const days = stepDays(planFrom('2027-02-10').plan);
    // It begins with a working day of manual work.
    expect(days[0]).toBe('2027-02-11');
    expect([...days].sort()).toEqual(days);
    const { plan } = planFrom('2027-01-29', {
      timeZone: 'America/Los_Angeles',
      from: '16:00',
      to: '23:59',
    });
    const late = plan.schedule.steps.findIndex(
      ({ endsAt }) => new Date(endsAt).toISOString().slice(0, 10) > endsAt.slice(0, 10),
    );
    expect(late).toBeGreaterThanOrEqual(0);
    expect(stepDays(plan)[late]).not.toBe(plan.schedule.steps[late]?.endsAt.slice(0, 10));
  });

  it('is never before the plan was made, and goes on where a step has no place', () => {
    const { plan } = planFrom('2026-11-02');
    expect(stepDays(plan)[0]).toBe(plan.asOf);
    const steps = plan.schedule.steps.slice(0, 3);
    const cut = stepDays({ ...plan, schedule: { ...plan.schedule, steps } });
    expect(cut).toHaveLength(plan.steps.length);
    expect(new Set(cut.slice(2)).size).toBe(1);
  });
});

function inOrder({ people }: Plan, steps: readonly StepSimulation[]): readonly StepSimulation[] {
  const placeOf = new Map(people.map(({ id }, place) => [id, place]));
  const place = ({ after }: StepSimulation['changed'][number]): number =>
    placeOf.get(after.userId) ?? -1;
  return steps.map((step) => ({
    ...step,
    changed: [...step.changed].sort((a, b) => place(a) - place(b)),
  }));
}

describe('a verdict', () => {
  it('is that of the step’s day: in February nobody answers by Microsoft’s phone', () => {
    const february = planFrom('2027-02-10');
    const [before, complete] = aroundComplete(february.plan);
    expect(ofPhoneOnly(february, before)).toBe('mustRegister');
    expect(ofPhoneOnly(february, complete)).toBe('mustRegister');
  });

  it('stays what it was in a schedule that is over before', () => {
    const early = planFrom('2026-12-01', { soakDays: 1, registrationDays: 1 });
    expect(stepDays(early.plan).at(-1)?.localeCompare('2027-02-01')).toBe(-1);
    expect(simulatePlan(early.plan).steps).toEqual(simulatePlan(planScenario('S02').plan).steps);
  });

  it('is judged anew for everybody at the first step of a new time, whatever the step does', () => {
    const { plan } = planFrom('2027-01-28');
    const turn = stepDays(plan).findIndex((day) => day >= '2027-02-01');
    expect(turn).toBeGreaterThan(0);
    const run = simulatePlan(plan);
    const ended = run.steps.findIndex(({ changed }) =>
      changed.some(({ after }) => after.reasons.some(({ key }) => key.includes('phone_ended'))),
    );
    expect(ended).toBe(turn + 1);
  });

  it.each<Step['kind']>(['group.add', 'perUserMfa.set', 'ca.setState', 'migration.state', 'soak'])(
    'is judged anew on a turn that falls on a step of kind %s, as the second way does',
    (kind) => {
      const { plan } = planFrom('2026-12-01');
      const turn = plan.steps.findIndex((step) => step.kind === kind);
      expect(turn).toBeGreaterThan(0);
      const steps = plan.schedule.steps.map((step, place) => ({
        ...step,
        endsAt: place < turn ? '2027-01-20T10:00+09:00' : '2027-02-10T10:00+09:00',
      }));
      const moved = { ...plan, schedule: { ...plan.schedule, steps } };
      const ours = simulatePlan(moved).steps;
      expect(inOrder(plan, ours)).toEqual(rowWiseSimulation(moved));
      expect(ours[turn + 1]?.changed.length).toBeGreaterThan(0);
    },
  );

  it('is the same in the whole simulation and in that of one person', () => {
    const { plan } = planFrom('2027-01-28');
    const run = simulatePlan(plan);
    for (const { id } of plan.people.filter((person) => person.enabled)) {
      const told = simulatePerson(plan, id);
      if (!told.ok) throw new Error(told.failure.code);
      const said = run.steps.flatMap(({ stepId, changed }) =>
        changed.filter(({ after }) => after.userId === id).map(({ after }) => [stepId, after]),
      );
      expect(told.value.points.slice(1).map((one) => [one.stepId, one.verdict])).toEqual(said);
    }
  });
});
