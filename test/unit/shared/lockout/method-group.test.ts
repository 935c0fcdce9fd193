import { describe, expect, it } from 'vitest';
import { judgeGuardrails } from '../../../../shared/lockout/guardrails';
import { judgePerson, simulatePlan } from '../../../../shared/lockout/simulate-lockout';
import type { Plan } from '../../../../shared/plan/plan';
import { applyStep, imageOfPlan } from '../../../../shared/plan/post-image';
import { planReading } from '../plan/plans';
import { readScenario } from '../../../fixtures/scenario-file';
import { scenarioSnapshot } from '../../../fixtures/scenario-snapshot';

const groupId = '99999999-9999-4999-8999-999999999999';
const signed = { reason: 'pilot', by: 'gaa', at: '2026-11-22T12:00:00Z' };
const reading = scenarioSnapshot(readScenario('S02'));
const holders = reading.users.filter(({ user }) => {
  const row = planReading(reading).plan.people.find((one) => one.id === user.id);
  return row?.methods?.join() === 'softwareOneTimePasscode';
});
const [inside = '', ...outside] = holders.map(({ user }) => user.id);

/** The plan of S02 with one-time passcodes on for a group that holds `inside` alone, or unread. */
function planFor(scope: string, isRead = true): Plan {
  const { snapshot, choices } = reading;
  const groups = snapshot.groups.kind === 'read' ? snapshot.groups.value : [];
  const [pattern] = groups;
  if (pattern === undefined) throw new Error('no group to go by');
  const group = { ...pattern, id: groupId, displayName: 'Token pilot' };
  const members = isRead
    ? { kind: 'read' as const, value: [inside] }
    : { kind: 'unread' as const, reason: 'notRead' as const };
  const known = {
    ...snapshot,
    groups: { kind: 'read' as const, value: [...groups, group] },
    groupMembers: { ...snapshot.groupMembers, [groupId]: members },
  } as typeof snapshot;
  const methods = { SoftwareOath: { value: 'on' as const, scope, ...signed } };
  return planReading({ ...reading, snapshot: known, choices: { ...choices, methods } }).plan;
}

const lastImage = (plan: Plan) => plan.steps.reduce(applyStep, imageOfPlan(plan));

function verdictAtEnd(plan: Plan, id: string): string {
  const person = plan.people.find((one) => one.id === id);
  if (person === undefined) throw new Error('nobody');
  return judgePerson(lastImage(plan), person, plan.asOf).verdict;
}

describe('a method that is on for one group', () => {
  it('is kept by whoever is in it, and told as lost by whoever holds nothing else outside', () => {
    expect(outside).toHaveLength(2);
    const everyone = planFor('all_users');
    expect(holders.map(({ user }) => verdictAtEnd(everyone, user.id))).toEqual([
      ...['signsIn', 'signsIn', 'signsIn'],
    ]);
    const pilot = planFor('Token pilot');
    expect(verdictAtEnd(pilot, inside)).toBe('signsIn');
    for (const id of outside) expect(verdictAtEnd(pilot, id)).not.toBe('signsIn');
  });

  it('shows in the simulation of the step that takes it away, by name', () => {
    const told = (plan: Plan): Set<string> =>
      new Set(
        simulatePlan(plan)
          .steps.flatMap((step) => step.changed)
          .flatMap(({ after }) => (after.verdict === 'signsIn' ? [] : after.userId)),
      );
    const [everyone, pilot] = [told(planFor('all_users')), told(planFor('Token pilot'))];
    expect(outside.filter((id) => everyone.has(id))).toEqual([]);
    expect(outside.filter((id) => pilot.has(id))).toEqual(outside);
    expect(pilot.has(inside)).toBe(false);
  });

  it('stops the operator who is outside, and not the one inside; unread members prove nothing', () => {
    const stops = (plan: Plan, operatorId: string): boolean =>
      judgeGuardrails({
        image: lastImage(plan),
        people: new Map(plan.people.map((one) => [one.id, one])),
        ...{ emergencyAccess: [], operatorId, now: plan.asOf },
      }).failures.some(({ code }) => code === 'guardrail/operator');
    expect(stops(planFor('Token pilot'), inside)).toBe(false);
    for (const id of outside) expect(stops(planFor('Token pilot'), id)).toBe(true);
    expect(stops(planFor('Token pilot', false), inside)).toBe(true);
  });
});
