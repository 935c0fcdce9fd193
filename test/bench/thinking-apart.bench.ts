import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { longestHold } from '../fixtures/longest-hold';
import { planApart, type PlanningApart } from '../fixtures/planning-apart';

interface Budgets {
  /** Longest time the main process is held while a thread plans, as a share of planning in it. */
  readonly longestHoldOfPlanning: number;
}

const budgets = JSON.parse(
  readFileSync(join(import.meta.dirname, 'budgets.json'), 'utf8'),
) as Budgets;
const users = 20_000;
let apart: PlanningApart;
const report: string[] = [];

beforeAll(async () => void (apart = await planApart(users)), 300_000);
afterAll(async () => {
  await apart.close();
  process.stdout.write(`${report.join('\n')}\n`);
});

test('the main process is hardly held while a large tenant is assessed and planned', async () => {
  const here = apart.open(null).planning;
  const startedAt = performance.now();
  expect(here.assessed(apart.input).ok && here.simulation(apart.input).ok).toBe(true);
  const inThisProcess = performance.now() - startedAt;
  const holds: number[] = [];
  for (let times = 0; times < 3; times += 1) {
    const { planning } = apart.open();
    const held = await longestHold(async () => {
      await planning.prepare('assessed', apart.input);
      await planning.prepare('simulation', apart.input);
    });
    expect(planning.plan(apart.input).ok).toBe(true);
    holds.push(held);
  }
  const hold = holds.sort((a, b) => a - b)[1] ?? 0;
  report.push(
    `${users}: ${inThisProcess.toFixed(0)} ms in the main process; beside it, held ${hold.toFixed(0)} ms at most`,
  );
  expect(hold / inThisProcess).toBeLessThanOrEqual(budgets.longestHoldOfPlanning);
});
