import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { assess } from '../../shared/assess/assess';
import { noChoices } from '../../shared/tenant/choice';
import type { Snapshot } from '../../shared/tenant/snapshot';
import { takeSnapshot } from '../../src-main/rollout/take-snapshot';
import { sha256 } from '../../src-main/files/sha256';
import { goOn, openPractice } from '../fixtures/open-practice';
import { readRequests } from '../fixtures/practice-requests';

interface Budgets {
  /** Pages of the lists that grow with the accounts: users and registration report. */
  readonly listRequestsPerThousandUsers: number;
  readonly listRequestsAtLeast: number;
  /** Accounts whose per-user MFA state is read once more, to check the bulk field. */
  readonly sampledShareOfUsers: number;
  /** Everything that does not grow: policies, roles, groups, licences. */
  readonly otherRequests: number;
  /** Time per account at the larger size, as a multiple of that at the smaller one. */
  readonly assessGrowthPerUser: number;
  readonly millisecondsPerThousandUsersAssessed: number;
}

const budgets = JSON.parse(
  readFileSync(join(import.meta.dirname, 'budgets.json'), 'utf8'),
) as Budgets;
const sizes = { small: 4_000, large: 20_000 };
const repeats = 3;

interface Sample {
  readonly snapshot: Snapshot;
  readonly lists: number;
  readonly sampled: number;
  readonly others: number;
}

const samples: Partial<Record<keyof typeof sizes, Sample>> = {};
const report: string[] = [];

async function readTenant(users: number): Promise<Sample> {
  const practice = await openPractice('S02', { scenario: undefined, users });
  const startedAt = performance.now();
  const taken = await takeSnapshot({
    source: practice.source,
    store: practice.store,
    answers: null,
    control: goOn,
    onProgress: () => undefined,
    sha256,
  });
  const seconds = (performance.now() - startedAt) / 1000;
  const requests = await readRequests(practice.tenant.graphUrl);
  await practice.close();
  if (!taken.ok) throw new Error(JSON.stringify(taken.failure));
  const count = (pattern: RegExp): number =>
    requests
      .filter(([template]) => pattern.test(template))
      .reduce((sum, [, times]) => sum + times, 0);
  const all = count(/^(?!.*_practice)/);
  const lists = count(/v1\.0\/users$|userRegistrationDetails$/);
  const sampled = count(/authentication\/requirements$/);
  report.push(`${users} accounts read in ${seconds.toFixed(1)} s with ${all} requests`);
  return { snapshot: taken.value, lists, sampled, others: all - lists - sampled };
}

/** Median of some runs, in milliseconds. */
function timeToAssess(snapshot: Snapshot): number {
  const times = Array.from({ length: repeats }, () => {
    const startedAt = performance.now();
    const done = assess({ snapshot, answers: null, choices: noChoices, asOf: snapshot.takenAt });
    if (!done.ok) throw new Error(JSON.stringify(done.failure));
    return performance.now() - startedAt;
  });
  return times.sort((a, b) => a - b)[Math.floor(repeats / 2)]!;
}

beforeAll(async () => {
  samples.small = await readTenant(sizes.small);
  samples.large = await readTenant(sizes.large);
}, 300_000);

afterAll(() => {
  process.stdout.write(`${report.join('\n')}\n`);
});

test.each(['small', 'large'] as const)('%s: every account is read, in few requests', (size) => {
  const sample = samples[size]!;
  const { users } = sample.snapshot;
  expect(users.kind === 'read' ? users.value.length : users.reason).toBe(sizes[size]);
  const thousands = sizes[size] / 1000;
  const listBudget = budgets.listRequestsAtLeast + budgets.listRequestsPerThousandUsers * thousands;
  expect(sample.lists).toBeLessThanOrEqual(listBudget);
  expect(sample.sampled).toBeLessThanOrEqual(budgets.sampledShareOfUsers * sizes[size]);
  expect(sample.others).toBeLessThanOrEqual(budgets.otherRequests);
});

test('assessing grows no faster than the accounts', () => {
  const small = timeToAssess(samples.small!.snapshot);
  const large = timeToAssess(samples.large!.snapshot);
  report.push(
    `assessed ${sizes.small} in ${small.toFixed(0)} ms, ${sizes.large} in ${large.toFixed(0)} ms`,
  );
  const growth = large / sizes.large / (small / sizes.small);
  expect(growth).toBeLessThanOrEqual(budgets.assessGrowthPerUser);
  const perThousand = (large / sizes.large) * 1000;
  expect(perThousand).toBeLessThanOrEqual(budgets.millisecondsPerThousandUsersAssessed);
});
