import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { judgePerson, simulatePlan } from '../../shared/lockout/simulate-lockout';
import type { Plan } from '../../shared/plan/plan';
import { applyStep, imageOfPlan } from '../../shared/plan/post-image';
import { isLong } from '../fixtures/campaign';
import { enlargedPlan } from '../fixtures/enlarged-plan';
import { planScenario } from '../unit/shared/plan/plans';

interface Budgets {
  /** Person by person and step by step, as a multiple of judging classes. */
  readonly simulationOfNaive: number;
  /** Processor time per account at the larger size, as a multiple of that at the smaller one. */
  readonly simulationGrowthPerUser: number;
}

const budgets = JSON.parse(
  readFileSync(join(import.meta.dirname, 'budgets.json'), 'utf8'),
) as Budgets;
const { plan } = planScenario('S02');
const repeats = 3;
const report: string[] = [];

/** Processor time of this process in milliseconds; the wall's clock also counts its neighbours. */
function cost(work: () => unknown): number {
  const from = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1000;
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
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let n = 0; n < repeats; n += 1) {
    ours.push(cost(() => simulatePlan(people)));
    theirs.push(cost(() => naive(people)));
  }
  const ratio = median(theirs) / median(ours);
  report.push(`simulate ${String(people.people.length)}: naive is ${ratio.toFixed(1)} times ours`);
  expect(ratio).toBeGreaterThanOrEqual(budgets.simulationOfNaive);
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
