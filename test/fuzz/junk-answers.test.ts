import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Assessment } from '../../shared/assess/assessment';
import { exitCodeOfReading } from '../../src-main/cli/exit-codes';
import { sourceNames } from '../../shared/tenant/snapshot';
import { campaignSeed, isLong } from '../fixtures/campaign';
import { openJunkTenant, type JunkAnswer, type JunkTenant } from './junk-tenant';
import { sources, type Spoilt } from './junk-sources';
import { mutationsOf, unheardOf, type Mutation } from './mutations';

let tenant: JunkTenant;
let before: Assessment;
beforeAll(async () => {
  tenant = await openJunkTenant();
  before = await tenant.assessed(tenant.answers);
}, 60_000);
afterAll(() => tenant.close());

const counted = [
  ...(['phoneOnlyFeb2027', 'phoneOnlyJul2027', 'noMethod', 'usersStrandedNow'] as const),
  ...(['usersStrandedIfCompletedNow', 'perUserToClear', 'peopleInWorkQueue'] as const),
];

/** Who is in danger by which code, and how many by which count. */
function dangersOf({ findings, counts }: Assessment): ReadonlySet<string> {
  const named = findings
    .filter((one) => one.severity === 'blocker' || one.severity === 'high')
    .flatMap((one) => one.subjects.map((subject) => `${one.code} ${subject.id}`));
  const numbers = counted.flatMap((name) =>
    Array.from({ length: counts[name] ?? 0 }, (_, at) => `${name} ${at + 1}`),
  );
  return new Set([...named, ...numbers]);
}

function safeOf({ findings }: Assessment): readonly string[] {
  const covered = findings.find((one) => one.code === 'PU-MFA-COVERED')?.subjects ?? [];
  return covered.map((subject) => subject.id);
}

/** What an assessment claims, without hashes, dates, words, and how the reading went. */
function claimsOf({ findings, counts, recommendation, lowerBound, unread }: Assessment): string {
  const ofTenant = findings.filter((one) => one.code !== 'THROTTLED');
  const found = ofTenant.map((one) => [one.code, one.severity, one.subjects.map((s) => s.id)]);
  return JSON.stringify([found, counts, recommendation, lowerBound, unread]);
}

/** The exit code says it, a source that was read before is not now, or the report's age is in doubt. */
function isSaid(after: Assessment): boolean {
  const known = new Set(before.unread.map((one) => one.source));
  return (
    exitCodeOfReading(after) === 5 ||
    after.unread.some((one) => !known.has(one.source)) ||
    after.findings.some((one) => one.code === 'REPORT-STALE')
  );
}

/** What is wrong with how a spoilt answer was taken; empty: nothing. */
function wrongWith(after: Assessment): readonly string[] {
  const wrong: string[] = [];
  const dangers = dangersOf(after);
  const fallen = [...dangersOf(before)].filter((one) => !dangers.has(one));
  if (fallen.length > 0 && !isSaid(after)) wrong.push(`silently gone: ${fallen[0] ?? ''}`);
  const known = new Set(safeOf(before));
  const grown = safeOf(after).filter((id) => !known.has(id));
  if (grown.length > 0) wrong.push(`called safe: ${grown[0] ?? ''}`);
  if (claimsOf(after) !== claimsOf(before) && !isSaid(after)) wrong.push('changed without a word');
  return wrong;
}

async function judge(
  answers: readonly JunkAnswer[],
  source: NonNullable<Spoilt['source']> | null = null,
): Promise<readonly string[]> {
  try {
    const after = await tenant.assessed(answers);
    const isNamed = source === null || after.unread.some((one) => one.source === source);
    return [...wrongWith(after), ...(isNamed ? [] : [`${source} is not named`])];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}

function spoil(
  answers: readonly JunkAnswer[],
  url: string,
  mutation: Mutation,
): readonly JunkAnswer[] {
  const { status, isCut = false } = mutation;
  if (status === 'removed') return answers.filter((one) => one.url !== url);
  return answers.map((one) =>
    one.url === url
      ? { ...one, status: status ?? one.status, body: mutation.apply(one.body), isCut }
      : one,
  );
}

function mutationsFor({ url, rows = 1, items = 2, fields, legal }: Spoilt): {
  readonly url: string;
  readonly mutations: readonly Mutation[];
} {
  // The last one: of a person who is asked about again when the capture is read.
  const answer = tenant.answers.findLast((one) => url.test(one.url));
  if (answer === undefined) throw new Error(`nothing captured for ${String(url)}`);
  const limits = fields === undefined ? { rows, items } : { rows, items, fields };
  const mutations = mutationsOf(answer.body, limits);
  return { url: answer.url, mutations: mutations.filter((one) => legal?.test(one.name) !== true) };
}

test('the tenant unspoilt is read in full', () => {
  expect(exitCodeOfReading(before)).toBe(0);
  expect(dangersOf(before).size).toBeGreaterThan(80);
  expect(safeOf(before)).toHaveLength(7);
});

test('no answer of the tenant and no source is left out', () => {
  const spared = tenant.answers.filter((one) => !sources.some(({ url }) => url.test(one.url)));
  expect(spared.map((one) => one.url)).toEqual([]);
  const named = new Set(sources.map((one) => one.source));
  expect(sourceNames.filter((name) => !named.has(name))).toEqual(['perUserMfa']);
});

describe.each(sources)('junk in place of $name', (source) => {
  test('is said, makes no danger less and nobody safe', { timeout: 240_000 }, async () => {
    const { url, mutations } = mutationsFor(source);
    const failed: string[] = [];
    // Whole answers always, of the rest every sixth from another one with each seed; all when long.
    const tried = mutations.filter(
      (one, at) => isLong || one.isWhole === true || (at + campaignSeed) % 6 === 0,
    );
    for (const mutation of tried) {
      const named = mutation.isWhole === true ? (source.source ?? null) : null;
      const wrong = await judge(spoil(tenant.answers, url, mutation), named);
      if (wrong.length > 0) failed.push(`${mutation.name}: ${wrong.join('; ')}`);
    }
    expect(failed).toEqual([]);
  });
});

test.each([
  ...['conditions', 'conditions.users', 'conditions.applications', 'conditions.locations'],
  ...['conditions.platforms', 'grantControls'],
])('a policy with something unheard of in %s covers nobody for certain', async (path) => {
  const policies = tenant.answers.find(({ url }) => /conditionalAccess\/policies/.test(url));
  if (policies === undefined) throw new Error('no policies');
  const rows = (policies.body as { value: Record<string, unknown>[] }).value;
  const at = rows.findIndex((one) => one['state'] === 'enabled');
  const whole = structuredClone(rows);
  const conditions = whole[at]?.['conditions'] as Record<string, unknown>;
  conditions['locations'] ??= { includeLocations: [], excludeLocations: [] };
  conditions['platforms'] ??= { includePlatforms: [], excludePlatforms: [] };
  const known = { ...policies, body: { value: whole } as JunkAnswer['body'] };
  const answers = tenant.answers.map((one) => (one === policies ? known : one));
  expect(safeOf(await tenant.assessed(answers))).toEqual(safeOf(before));
  const spoilt = spoil(answers, policies.url, unheardOf(['value', at, ...path.split('.')]));
  expect(safeOf(await tenant.assessed(spoilt))).toEqual([]);
});

test('two answers spoilt at once, at random', { timeout: 120_000 }, async () => {
  const all = sources.flatMap((source) => {
    const { url, mutations } = mutationsFor(source);
    return mutations.map((mutation) => ({ url, mutation }));
  });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...all), fc.constantFrom(...all), async (first, second) => {
      // Both in one answer could undo each other's place.
      fc.pre(first.url !== second.url);
      const once = spoil(tenant.answers, first.url, first.mutation);
      const wrong = await judge(spoil(once, second.url, second.mutation));
      expect(wrong, `${first.mutation.name} + ${second.mutation.name}`).toEqual([]);
    }),
    { numRuns: 60 },
  );
});
