import { expect, it } from 'vitest';
import type { PersonView } from '../../../../shared/ipc/people-contract';
import type { ScheduleChoice } from '../../../../shared/tenant/schedule-choice';
import { planPointsOf } from '../../../../src-main/workspace/person-points';
import { aSchedule, planScenario } from '../../shared/plan/plans';

/** Of somebody who has a phone alone: the points of the plan, without the two dates. */
function pointsOf(schedule?: ScheduleChoice): PersonView['points'] {
  const { plan, reading } = planScenario('S02', schedule === undefined ? {} : { schedule });
  const id = reading.users.find(({ cohort }) => cohort.id === 'enfPhone')?.user.id;
  const person = plan.people.find((one) => one.id === id);
  if (person === undefined) throw new Error('nobody has a phone alone');
  return planPointsOf(plan, person).filter(({ point }) => !/^\d{4}-/.test(point));
}

it('judges each point of a plan on the day its schedule reaches it', () => {
  const proposed = pointsOf();
  expect(pointsOf(aSchedule({ soakDays: 1, registrationDays: 1 }))).toEqual(proposed);
  const late = pointsOf(aSchedule({ startOn: '2027-02-10' }));
  expect(late.map(({ point }) => point)).toEqual(proposed.map(({ point }) => point));
  expect(late[0]).toEqual(proposed[0]);
  // At the end phones are off anyway.
  const rings = late.slice(1, -1);
  expect(rings.length).toBeGreaterThan(0);
  const ended = rings.filter(({ reasons }) => reasons.some(({ key }) => /phone_ended/.test(key)));
  expect(ended).toEqual(rings);
});

it('tells the rule that decided with each reason', () => {
  const reasons = pointsOf().flatMap((point) => point.reasons);
  expect(reasons.length).toBeGreaterThan(0);
  expect(reasons.filter(({ rule }) => rule === '')).toEqual([]);
  expect(reasons.map(({ rule }) => rule)).toContain('R8');
});
