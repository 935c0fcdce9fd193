import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { fateOf } from '../../shared/lockout/plan-fate';
import { judgePerson, simulatePlan } from '../../shared/lockout/simulate-lockout';
import { makePlan } from '../../shared/plan/make-plan';
import type { Plan } from '../../shared/plan/plan';
import { applyStep, imageOfPlan } from '../../shared/plan/post-image';
import { isLong } from '../fixtures/campaign';
import { sha256 } from '../../src-main/files/sha256';
import { enlargedPlan } from '../fixtures/enlarged-plan';
import { readScenario } from '../fixtures/scenario-file';
import { scenarioSnapshot, type ScenarioReading } from '../fixtures/scenario-snapshot';
import { planScenario } from '../unit/shared/plan/plans';

interface Budgets {
  /** Person by person and step by step, as a multiple of judging classes. */
  readonly simulationOfNaive: number;
  /** The same with every change of every person written down. */
  readonly simulationDocumentOfNaive: number;
  /**
   * Processor time per account at the larger size, as a multiple of that at the smaller one, which fits
   * into the processor's caches; what grows with the square of the people would be 10.
   */
  readonly simulationGrowthPerUser: number;
  /** The same of making the plan and simulating all of it. */
  readonly planGrowthPerUser: number;
  /** Simulating a plan of 100,000 people, half of whom a policy names, as a part of making it. */
  readonly simulationOfPlanning: number;
  /** Processor time of making and simulating the plan of 100,000 people. */
  readonly planSecondsAtHundredThousand: number;
}

const budgets = JSON.parse(
  readFileSync(join(import.meta.dirname, 'budgets.json'), 'utf8'),
) as Budgets;
const { plan } = planScenario('S02');
const repeats = 5;
/** Runs before any is counted: compiling the code takes as long as ten of them. */
const warmUps = 30;
const report: string[] = [];

/** Processor time of this process in milliseconds; the wall's clock also counts its neighbours. */
function cost(work: () => unknown): number {
  const from = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1000;
}

/** Of several in a row: the first pays for the garbage of what ran before. */
function costOfEach(work: () => unknown): number {
  const runs = 8;
  return (
    cost(() => {
      for (let n = 0; n < runs; n += 1) work();
    }) / runs
  );
}

function median(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}

/** What a simulator without classes does. */
function naive(all: Plan): void {
  let image = imageOfPlan(all);
  for (const step of all.steps) {
    const after = applyStep(image, step);
    if (after !== image) for (const person of all.people) judgePerson(after, person, all.asOf);
    image = after;
  }
}

afterAll(() => {
  process.stdout.write(`${report.join('\n')}\n`);
});

test('a whole plan is judged by classes, not person by person', () => {
  const people = enlargedPlan(plan, 200);
  const few = enlargedPlan(plan, 8);
  for (let n = 0; n < warmUps; n += 1) {
    fateOf(few);
    simulatePlan(few);
    naive(few);
  }
  const ours: number[] = [];
  const documents: number[] = [];
  const theirs: number[] = [];
  for (let n = 0; n < repeats; n += 1) {
    ours.push(costOfEach(() => fateOf(people)));
    documents.push(costOfEach(() => simulatePlan(people)));
    theirs.push(cost(() => naive(people)));
  }
  const ratio = median(theirs) / median(ours);
  const ofDocument = median(theirs) / median(documents);
  report.push(
    `simulate ${String(people.people.length)}: naive is ${ratio.toFixed(0)} times ours, ` +
      `${ofDocument.toFixed(0)} times ours with everybody named in a document`,
  );
  expect(ratio).toBeGreaterThanOrEqual(budgets.simulationOfNaive);
  expect(ofDocument).toBeGreaterThanOrEqual(budgets.simulationDocumentOfNaive);
});

test('the work grows with the people, also to a million of them', () => {
  const sizes = isLong ? [2_300, 23_000] : [230, 2_300];
  const perUser = sizes.map((copies) => {
    const people = enlargedPlan(plan, copies);
    const ms = median(Array.from({ length: repeats }, () => cost(() => simulatePlan(people))));
    const count = people.people.length;
    report.push(
      `simulate ${String(count)} accounts × ${String(plan.steps.length)} steps: ` +
        `${ms.toFixed(0)} ms of processor, ${((ms * 1000) / count).toFixed(1)} µs each`,
    );
    return ms / count;
  });
  const [small, large] = perUser;
  expect((large ?? 0) / (small ?? 1)).toBeLessThanOrEqual(budgets.simulationGrowthPerUser);
});

/** S02 with so many times its groups of people; accounts that answers name stay as they are. */
function manyPeople(times: number): ScenarioReading {
  const file = readScenario('S02');
  if (file.input.kind !== 'tenant') throw new Error('S02 is a tenant');
  const cohorts = file.input.cohorts.map((one) =>
    one.count > 2 ? { ...one, count: one.count * times } : one,
  );
  return scenarioSnapshot({ ...file, input: { ...file.input, cohorts } });
}

test('a plan is made and simulated in time that grows with the people, at 100,000 too', () => {
  const [small, large] = [310, 3_100].map((times) => {
    const reading = manyPeople(times);
    const input = { ...reading, madeAt: reading.asOf, appVersion: 'bench', sha256 };
    let made: Plan | null = null;
    const planning = cost(() => {
      const answer = makePlan(input);
      if (!answer.ok) throw new Error(answer.failure.code);
      made = answer.value;
    });
    const whole = made as unknown as Plan;
    const simulating = cost(() => simulatePlan(whole));
    const people = whole.people.length;
    report.push(
      `plan ${String(people)} accounts: made in ${planning.toFixed(0)} ms of processor, ` +
        `simulated over ${String(whole.steps.length)} steps in ${simulating.toFixed(0)} ms`,
    );
    return { people, perUser: (planning + simulating) / people, part: simulating / planning };
  });
  expect(large?.people).toBeGreaterThan(100_000);
  expect((large?.perUser ?? 0) / (small?.perUser ?? 1)).toBeLessThanOrEqual(
    budgets.planGrowthPerUser,
  );
  expect(large?.part).toBeLessThanOrEqual(budgets.simulationOfPlanning);
  const seconds = ((large?.perUser ?? 0) * 100_000) / 1000;
  expect(seconds).toBeLessThanOrEqual(budgets.planSecondsAtHundredThousand);
});
