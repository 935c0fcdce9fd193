import { expect } from 'vitest';
import { makePlan } from '../../../../shared/plan/make-plan';
import type { Plan } from '../../../../shared/plan/plan';
import { applyStep, imageOfPlan, type TenantImage } from '../../../../shared/plan/post-image';
import type { Purpose } from '../../../../shared/plan/purpose';
import { orderViolations } from '../../../../shared/plan/order-rules';
import type { Step } from '../../../../shared/plan/step';
import type { Choices } from '../../../../shared/tenant/choice';
import type { ScheduleChoice } from '../../../../shared/tenant/schedule-choice';
import { read, unread } from '../../../../shared/tenant/snapshot';
import { aGroup } from '../../../fixtures/graph-objects';
import { readScenario, type ScenarioFile } from '../../../fixtures/scenario-file';
import { scenarioSnapshot, type ScenarioReading } from '../../../fixtures/scenario-snapshot';
import { sha256 } from '../../../fixtures/stable-id';

export interface PlannedScenario {
  readonly plan: Plan;
  readonly reading: ScenarioReading;
  /** Cohort of a user id. */
  cohortOf(userId: string): string;
  /** Cohorts of many ids, each once, in order of name. */
  cohortsOf(userIds: readonly string[]): readonly string[];
}

export function planScenario(
  scenario: string | ScenarioFile,
  choices: Partial<Choices> = {},
): PlannedScenario {
  const file = typeof scenario === 'string' ? readScenario(scenario) : scenario;
  const reading = scenarioSnapshot(file);
  return planReading({ ...reading, choices: { ...reading.choices, ...choices } });
}

/** A scenario with one group more, whose members were not read. */
export function withUnreadGroup(scenario: string, id: string): ScenarioReading {
  const reading = scenarioSnapshot(readScenario(scenario));
  const { groups, groupMembers } = reading.snapshot;
  if (groups.kind !== 'read') throw new Error('groups were not read');
  const snapshot = {
    ...reading.snapshot,
    groups: read([...groups.value, aGroup(id)]),
    groupMembers: { ...groupMembers, [id]: unread('refused') },
  };
  return { ...reading, snapshot };
}

export function planReading(reading: ScenarioReading): PlannedScenario {
  const made = makePlan({ ...reading, madeAt: reading.asOf, appVersion: '0.0.0', sha256 });
  if (!made.ok) throw new Error(JSON.stringify(made.failure));
  const cohorts = new Map(reading.users.map(({ user, cohort }) => [user.id, cohort.id]));
  const cohortOf = (id: string): string => cohorts.get(id) ?? `no cohort: ${id}`;
  return {
    plan: made.value,
    reading,
    cohortOf,
    cohortsOf: (ids) => [...new Set(ids.map(cohortOf))].sort(),
  };
}

/** From Tuesday 1 December 2026 on, Tokyo office hours. */
export function aSchedule(change: Partial<ScheduleChoice> = {}): ScheduleChoice {
  return {
    timeZone: 'Asia/Tokyo',
    startOn: '2026-12-01',
    reason: 'agreed with the works council',
    by: 'gaa@kestrel.example',
    at: '2026-11-22T09:00:00Z',
    ...change,
  };
}

/** The image after every step whose index is below `end`. */
export function imageAfter(plan: Plan, end = plan.steps.length): TenantImage {
  return plan.steps.slice(0, end).reduce(applyStep, imageOfPlan(plan));
}

export function stepsFor(plan: Plan, purpose: Step['purpose']): readonly Step[] {
  return plan.steps.filter((step) => step.purpose === purpose);
}

/** Rings by cohort, as scenario files write them. */
export function ringsOf({ plan, cohortsOf }: PlannedScenario): unknown {
  return plan.rings.map((ring) => ({
    ring: ring.ring,
    cohorts: cohortsOf(ring.members),
    size: ring.members.length,
  }));
}

/** First place of each purpose must rise, one after another. */
export function expectOrder({ plan }: PlannedScenario, order: readonly Purpose[]): void {
  const places = order.map((purpose) => plan.steps.findIndex((step) => step.purpose === purpose));
  expect(places.every((place) => place >= 0)).toBe(true);
  expect([...places].sort((a, b) => a - b)).toEqual(places);
  expect(orderViolations(plan.steps)).toEqual([]);
}
