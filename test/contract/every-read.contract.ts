import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { CloudName } from '../../shared/entra/cloud';
import type { Answers } from '../../shared/tenant/answer';
import { noChoices, type Choices } from '../../shared/tenant/choice';
import { findRead } from '../../src-main/graph/find-read';
import type { ReadRow } from '../../src-main/graph/read-row';
import { reads } from '../../src-main/graph/reads';
import type { PracticeOptions } from '../../src-main/practice-tenant/server';
import { captureTenant } from '../../src-main/rollout/capture-tenant';
import { beforeNextWrite, openKind } from '../fixtures/every-kind-bench';
import { goOn } from '../fixtures/open-practice';
import {
  act,
  applyTest,
  approveTest,
  driveRollout,
  openTestRollout,
  planPractice,
} from '../fixtures/run-rollout';
import type { Source } from '../../src-main/graph/source';
import { readScenario } from '../fixtures/scenario-file';
import { chinese, chosen, older } from '../fixtures/tenants-of-reads';
import { breachesOf, watchPractice, type Watched } from '../fixtures/watched-practice';

const root = join(import.meta.dirname, '..', '..');
const rows: readonly (readonly [string, ReadRow])[] = Object.entries(reads);
const seen = new Set<string>();
const breaches = new Set<string>();
/** Reads whose answer was held against Microsoft's description. */
const judged = new Set<string>();
const asOf = '2026-11-22T12:00:00Z';

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
}

function note(practice: Watched): void {
  for (const url of practice.gets) seen.add(url);
  for (const url of practice.judged) judged.add(url);
  for (const one of practice.breaches) breaches.add(one);
}

async function readOnly(
  name: 'S01' | 'S02' | 'S12' | 'S14',
  options: PracticeOptions = {},
  cloud: CloudName = 'global',
  choices: Choices = noChoices,
): Promise<void> {
  const practice = await watchPractice(name, { lagMs: 0, ...options }, cloud);
  const { answers } = readScenario(name).input as unknown as { answers: Answers };
  const { signal } = goOn;
  const read = await captureTenant(practice.source, {
    ...{ signal, onProgress: () => undefined, answers, choices },
  });
  note(practice);
  await practice.close();
  if (!read.ok) throw new Error(read.failure.code);
}

/** The whole rollout there and back again. */
async function rollOut(): Promise<void> {
  const practice = await watchPractice('S02', { lagMs: 0 });
  const plan = await planPractice(practice, 'S02', {
    ...noChoices,
    methods: {
      HardwareOath: { value: 'on', scope: 'all_users', reason: 'test', by: 'test', at: asOf },
    },
  });
  const rollout = await openTestRollout(practice, plan);
  await approveTest(rollout, plan);
  const done = await driveRollout(rollout, practice.source, plan);
  if (done.ok) {
    await approveTest(rollout, plan, 'rollBack');
    const { signal } = goOn;
    const back = await rollout.rollBack({ toStep: null, signal, onEvent: () => undefined });
    if (!back.ok) throw new Error(JSON.stringify(back.failure));
  }
  note(practice);
  await practice.close();
  if (!done.ok) throw new Error(JSON.stringify(done.failure));
}

/** What else a group of ours is part of, asked once it could be deleted. */
async function ownGroup(): Promise<void> {
  const bench = await openKind('group.create', { wrap: watched, lagMs: 0 });
  const done = await applyTest(bench.rollout);
  await bench.source.clock.sleep(31 * 86_400_000, goOn.signal);
  const groups = await bench.rollout.groups();
  await bench.close();
  const refusals = groups.ok ? groups.value.map(({ refusal }) => refusal) : [];
  if (!done.ok || refusals.length !== 1) throw new Error(JSON.stringify(groups));
}

function watched(source: Source): Source {
  const { get } = source.graph;
  Object.assign(source.graph, {
    get: async (...asked: Parameters<typeof get>) => {
      const [url] = asked;
      seen.add(url);
      const got = await get(...asked);
      const { status, json: body } = got.ok ? got.value : { status: 0, json: undefined };
      if (body !== undefined) {
        if (status === 200) judged.add(url);
        for (const one of breachesOf({ url, status, body })) breaches.add(one);
      }
      return got;
    },
  });
  return source;
}

/** What no plan of S02 does: the exclusions of somebody else's policy, and a create that is lost. */
async function oneKind(kind: 'ca.exclude' | 'group.create' | 'ca.create'): Promise<void> {
  const bench = await openKind(kind, { wrap: watched });
  const action = { kind: 'reset', when: 'before' };
  const rules = [{ method: 'POST', path: '*', action }];
  const isLost = kind !== 'ca.exclude';
  if (isLost) beforeNextWrite(bench, () => act(bench.source, 'faults', { rules }));
  const done = await applyTest(bench.rollout);
  await bench.close();
  const isAsked = !done.ok && done.failure.values['why'] === 'notFound';
  if (isLost ? !isAsked : !done.ok) throw new Error(JSON.stringify(done));
}

/** One attribute of each list that is read only where rings go by it. */
const rules = (['jobTitle', 'extensionAttribute1'] as const).map((attribute) => ({
  ...{ name: attribute, attribute, values: ['x'] },
}));
const signed = { reason: 'test', by: 'test', at: asOf };
const ringsByAttributes: Choices = { ...noChoices, rings: { value: 'rules', rules, ...signed } };

beforeAll(async () => {
  await readOnly('S01');
  await readOnly('S01', { scenario: chosen });
  await readOnly('S12');
  await readOnly('S14', {}, 'global', ringsByAttributes);
  await readOnly('S02', { scenario: older });
  await readOnly('S02', { scenario: chinese }, 'china');
  await rollOut();
  for (const kind of ['ca.exclude', 'group.create', 'ca.create'] as const) await oneKind(kind);
  await ownGroup();
}, 300_000);

describe('the list of reads', () => {
  test('holds every GET that leaves', () => {
    const strange = [...seen].filter((url) => !url.startsWith('/_practice'));
    expect(strange.length).toBeGreaterThan(500);
    expect(strange.filter((url) => findRead(url) === null)).toEqual([]);
  });

  test('is answered as Microsoft describes it', () => {
    expect([...breaches].sort()).toEqual([]);
    const told = new Set([...judged].map(findRead));
    expect(rows.filter(([, row]) => !told.has(row)).map(([name]) => name)).toEqual([]);
  });

  test('holds none that is never sent', () => {
    const used = new Set([...seen].map(findRead));
    const idle = rows.filter(([, row]) => !used.has(row)).map(([name]) => name);
    expect(idle).toEqual([]);
  });

  test('is the only place that writes addresses of Graph down', () => {
    const address = /['"`]\/(v1\.0|beta)\/(?!\$batch)/;
    const files = ['shared', 'src-main', 'src-renderer'].flatMap((room) =>
      readdirSync(join(root, room), { recursive: true, encoding: 'utf8' }).map((file) =>
        join(room, file),
      ),
    );
    const found = files.filter(
      (file) =>
        /\.(ts|svelte|mjs)$/.test(file) &&
        // A rehearsal asks a copy, which is no tenant.
        !/practice-tenant|paraglide|rehearsal-/.test(file) &&
        address.test(withoutComments(readFileSync(join(root, file), 'utf8'))),
    );
    expect(found.sort()).toEqual(
      ['people', 'policies', 'tenant'].map((part) =>
        join('src-main', 'graph', `reads-of-${part}.ts`),
      ),
    );
  });

  test('says of each what it needs, costs and feeds', () => {
    for (const [name, row] of rows) {
      expect([name, row.feeds.length > 0, row.cost >= 1]).toEqual([name, true, true]);
      const isLog = /\/(reports|auditLogs)\//.test(row.url);
      expect([name, row.bucket === 'reports']).toEqual([name, isLog]);
      const isConditional = row.url.includes('/identity/conditionalAccess/');
      expect([name, row.bucket === 'conditionalAccess']).toEqual([name, isConditional]);
      expect([name, row.bucket === 'signInActivity']).toEqual([
        name,
        row.url.includes('signInActivity'),
      ]);
    }
  });

  test('finds no row for what the product does not ask', () => {
    const others = ['/v1.0/users', '/v1.0/me', '/beta/users?$top=5', '/v1.0/groups/x/owners'];
    expect(others.map(findRead)).toEqual([null, null, null, null]);
    expect(findRead('/v1.0/users?$skiptoken=x')).toBe(reads.users);
  });
});
