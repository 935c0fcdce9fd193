import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { isInScope } from '../../shared/assess/coverage';
import type { GroupIndex, Scope } from '../../shared/assess/membership';
import { policyBits } from '../../shared/assess/policy-bits';
import { policyTraits } from '../../shared/assess/policy-reach';
import { countOf, ScopeBits } from '../../shared/assess/scope-bits';
import type { ConditionalAccessPolicy } from '../../shared/entra/conditional-access-policy';
import { PeoplePlaces } from '../../shared/people-places';
import { isLong } from '../fixtures/campaign';
import { aPolicy } from '../fixtures/graph-objects';
import { idOf } from '../fixtures/many-people';

interface Budgets {
  /** 20 policies asked of each account by itself, as a multiple of asking 32 at a time. */
  readonly policiesOfNaive: number;
  /** Asking 32 at a time, as a multiple of reading the same bytes once. */
  readonly policiesOfStreaming: number;
  /** One policy changed, as a share of asking all 20. */
  readonly whatIfOfAll: number;
  /** Time per account at the larger size, as a multiple of that at the smaller one. */
  readonly policiesGrowthPerUser: number;
}

const budgets = JSON.parse(
  readFileSync(join(import.meta.dirname, 'budgets.json'), 'utf8'),
) as Budgets;
const size = isLong ? 1_000_000 : 200_000;
const report: string[] = [];
afterAll(() => {
  process.stdout.write(`${report.join('\n')}\n`);
});

const groupId = (n: number): string => idOf(9_000_000 + n);

/** Groups on both sides, roles, guests and single users, as 20 policies of a large tenant have. */
const policies: readonly ConditionalAccessPolicy[] = Array.from({ length: 20 }, (_, n) =>
  aPolicy(idOf(8_000_000 + n), {
    users: {
      includeUsers: n % 3 === 0 ? ['All'] : n % 7 === 0 ? ['GuestsOrExternalUsers'] : [],
      includeGroups: [groupId(n), groupId(n + 7)],
      excludeGroups: [groupId(n + 11), ...(n % 5 === 0 ? [groupId(99)] : [])],
      excludeUsers: [idOf(n)],
      includeRoles: n % 4 === 0 ? ['role-1'] : [],
    },
  }),
);

interface Tenant {
  readonly scopes: readonly Scope[];
  readonly bits: ScopeBits;
}

function tenantOf(people: number): Tenant {
  const groups = new Map<string, ReadonlySet<string> | null>([[groupId(99), null]]);
  for (let group = 0; group < 31; group += 1) {
    const members = new Set<string>();
    for (let n = group; n < people; n += 2 + group) members.add(idOf(n));
    groups.set(groupId(group), members);
  }
  const index: GroupIndex = groups;
  const scopes = Array.from({ length: people }, (_, n): Scope => {
    const userId = idOf(n);
    const isGuest = n % 23 === 0;
    return {
      userId,
      isGuest,
      guestType: isGuest ? 'b2bCollaborationGuest' : null,
      activeRoleIds: n % 997 === 0 ? ['role-1'] : [],
      limitedRoleIds: [],
      isInGroup: (id) => index.get(id)?.has(userId) ?? null,
    };
  });
  const places = new PeoplePlaces(scopes.map(({ userId }) => ({ id: userId })));
  return { scopes, bits: new ScopeBits(places, scopes, index) };
}

type Counts = readonly [applies: number, undecided: number];

function byBits({ bits }: Tenant, asked: readonly ConditionalAccessPolicy[]): readonly Counts[] {
  return asked.map((policy): Counts => {
    const { applies, undecided } = policyBits(policyTraits(policy), bits);
    return [countOf(applies), countOf(undecided)];
  });
}

function oneByOne({ scopes }: Tenant): readonly Counts[] {
  return policies.map((policy): Counts => {
    let [applies, undecided] = [0, 0];
    for (const scope of scopes) {
      const claim = isInScope(policy, scope);
      if (claim === true) applies += 1;
      else if (claim === null) undecided += 1;
    }
    return [applies, undecided];
  });
}

/** Columns the evaluation reads for a policy, and the two it writes. */
function columnsOf({ conditions: { users } }: ConditionalAccessPolicy): number {
  const isAll = users?.includeUsers?.includes('All') === true;
  const guests = users?.includeUsers?.includes('GuestsOrExternalUsers') === true ? 1 : 0;
  const included = (users?.includeGroups ?? []).length + (users?.includeRoles ?? []).length;
  const excluded = (users?.excludeGroups ?? []).filter((id) => id !== groupId(99)).length;
  return (isAll ? 0 : guests + included) + excluded + (users?.excludeUsers ?? []).length + 2;
}

function stream(words: Uint32Array): number {
  let sum = 0;
  for (let at = 0; at < words.length; at += 1) sum = (sum + (words[at] ?? 0)) | 0;
  return sum;
}

/** Processor time in milliseconds of the fastest of some runs, each of so many repetitions. */
function fastest(runs: number, times: number, work: () => unknown): number {
  let least = Infinity;
  for (let run = 0; run < runs; run += 1) {
    const from = process.cpuUsage();
    for (let n = 0; n < times; n += 1) work();
    const { user, system } = process.cpuUsage(from);
    least = Math.min(least, (user + system) / 1000 / times);
  }
  return least;
}

/**
 * How many times as long `work` takes as `reference`: the middle of rounds that take turns. Others on
 * the machine only lengthen it, so what is over `most` is measured again.
 */
function timesAsLong(work: () => unknown, reference: () => unknown, most: number): number {
  let least = Infinity;
  for (let attempt = 0; attempt < 3 && least > most; attempt += 1) {
    const rounds = Array.from({ length: 11 }, () => fastest(1, 5, work) / fastest(1, 5, reference));
    least = Math.min(least, rounds.sort((a, b) => a - b)[5] ?? Infinity);
  }
  return least;
}

const tenant = tenantOf(size);
const small = tenantOf(size / 10);

test('20 policies are asked about everybody at the speed of reading', () => {
  let said: readonly Counts[] = [];
  const ours = fastest(9, 5, () => byBits(tenant, policies));
  const naive = fastest(1, 1, () => (said = oneByOne(tenant)));
  expect(byBits(tenant, policies)).toEqual(said);
  const columns = policies.reduce((sum, one) => sum + columnsOf(one), 0);
  const words = new Uint32Array(columns * ((size + 31) >>> 5)).fill(3);
  const ofStreaming = timesAsLong(
    () => byBits(tenant, policies),
    () => stream(words),
    budgets.policiesOfStreaming,
  );
  report.push(
    `20 policies × ${String(size)}: one by one takes ${(naive / ours).toFixed(0)} times as long; ` +
      `${ofStreaming.toFixed(1)} times reading the same bytes; ` +
      `${((ours * 1e6) / size / policies.length).toFixed(2)} ns for each account and policy`,
  );
  expect(naive / ours).toBeGreaterThanOrEqual(budgets.policiesOfNaive);
  expect(ofStreaming).toBeLessThanOrEqual(budgets.policiesOfStreaming);
});

test('one policy more or less is asked alone', () => {
  const all = fastest(9, 5, () => byBits(tenant, policies));
  const one = fastest(9, 20, () => byBits(tenant, policies.slice(4, 5)));
  report.push(`what if one policy changes: ${(one / all).toFixed(3)} of asking all 20`);
  expect(one / all).toBeLessThanOrEqual(budgets.whatIfOfAll);
});

test('the work grows with the people', () => {
  const perUser = [small, tenant].map(
    (one) => fastest(9, 10, () => byBits(one, policies)) / one.scopes.length,
  );
  const growth = (perUser[1] ?? 0) / (perUser[0] ?? 1);
  report.push(
    `from ${String(size / 10)} to ${String(size)}: ${growth.toFixed(2)} for each account`,
  );
  expect(growth).toBeLessThanOrEqual(budgets.policiesGrowthPerUser);
});
