import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { ok } from '../../../../shared/result';
import { openCaptureSource } from '../../../../src-main/graph/open-source';
import { loadBuiltInScenario } from '../../../../src-main/practice-tenant/scenario';
import {
  startPracticeTenant,
  type PracticeTenant,
} from '../../../../src-main/practice-tenant/server';
import { takeSnapshot, type ReadControl } from '../../../../src-main/rollout/take-snapshot';
import { sha256 } from '../../../../src-main/files/sha256';
import type { Reading } from '../../../../src-main/store/reading-store';
import { openTenantStore, type TenantStore } from '../../../../src-main/store/open-store';
import { answered, captureOf } from '../../../fixtures/read-capture';
import { connect, goOn } from '../../../fixtures/open-practice';

const ends: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

const scenario = loadBuiltInScenario('S02');
const users = 2_100;

async function serve(startAt?: string): Promise<PracticeTenant> {
  const tenant = await startPracticeTenant({
    scenario,
    users,
    ...(startAt === undefined ? {} : { startAt }),
  });
  ends.push(() => tenant.close());
  return tenant;
}

function openStore(directory: string): TenantStore {
  const store = openTenantStore(directory, { mode: 'write', clock: { now: () => Date.now() } });
  if (!store.ok) throw new Error(store.failure.code);
  return store.value;
}

function temporary(): string {
  const directory = mkdtempSync(join(tmpdir(), 'causeway-test-'));
  ends.push(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

async function read(
  tenant: PracticeTenant,
  store: TenantStore,
  control: ReadControl = goOn,
  onUsers: (count: number) => void = () => undefined,
) {
  return takeSnapshot({
    source: await connect(tenant),
    store,
    answers: null,
    control,
    onProgress: ({ sources }) => onUsers(sources.find((one) => one.source === 'users')?.count ?? 0),
    sha256,
  });
}

/** A reading that stopped after the first page of accounts. */
async function interrupted(directory: string): Promise<PracticeTenant> {
  const tenant = await serve();
  const store = openStore(directory);
  const cancel = new AbortController();
  const stopped = await read(tenant, store, { ...goOn, signal: cancel.signal }, (count) => {
    if (count >= 999) cancel.abort();
  });
  expect(stopped).toMatchObject({ ok: false, failure: { code: 'step/cancelled' } });
  store.close();
  return tenant;
}

/** Minutes after the scenario's own moment: a resumed reading is not from the future. */
const later = `${scenario.asOf}T12:10:00Z`;

async function requestsFor(tenant: PracticeTenant, path: string): Promise<number> {
  const response = await fetch(`${tenant.graphUrl}/_practice/stats`);
  const stats = (await response.json()) as { requests: Record<string, number> };
  return stats.requests[path] ?? 0;
}

/** A store that counts how often the pages of a list are fetched whole. */
function counting(store: TenantStore): { store: TenantStore; fetched: Map<string, number> } {
  const fetched = new Map<string, number>();
  const watch = (reading: Reading): Reading => ({
    ...reading,
    pages: (path) => {
      fetched.set(path, (fetched.get(path) ?? 0) + 1);
      return reading.pages(path);
    },
    eachPage: (path) => {
      fetched.set(path, (fetched.get(path) ?? 0) + 1);
      return reading.eachPage(path);
    },
  });
  const { snapshots } = store;
  const begin: typeof snapshots.begin = (...input) => {
    const begun = snapshots.begin(...input);
    return begun.ok ? ok(watch(begun.value)) : begun;
  };
  return { store: { ...store, snapshots: { ...snapshots, begin } }, fetched };
}

it('fetches the accounts as often for a report of many pages as for one of few', async () => {
  const path = '/v1.0/reports/authenticationMethods/userRegistrationDetails';
  const read = async (pages: number): Promise<number | undefined> => {
    const ids = Array.from(
      { length: pages },
      (_, at) => `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`,
    );
    const text = captureOf([
      answered('/v1.0/users', {
        value: ids.map((id) => ({ id, userPrincipalName: `${id}@contoso.example` })),
      }),
      ...ids.map((id, at) =>
        answered(at === 0 ? path : `${path}?$skiptoken=${at}`, {
          value: [{ id, methodsRegistered: [] }],
          ...(at + 1 < pages
            ? { '@odata.nextLink': `https://x.example${path}?$skiptoken=${at + 1}` }
            : {}),
        }),
      ),
    ]);
    const source = await openCaptureSource(text);
    if (!source.ok) throw new Error(source.failure.code);
    const own = openStore(temporary());
    const { store, fetched } = counting(own);
    const totals: (number | null)[] = [];
    const taken = await takeSnapshot({
      ...{ source: source.value, store, answers: null, control: goOn, sha256 },
      onProgress: ({ sources }) => {
        const report = sources.find((one) => one.source === 'registration');
        if (report?.state === 'reading') totals.push(report.total);
      },
    });
    own.close();
    expect(taken.ok).toBe(true);
    expect(totals).toContain(pages);
    return fetched.get('users');
  };
  const often = await read(40);
  expect(often).toBeGreaterThan(0);
  expect(often).toBe(await read(4));
});

describe('a reading that goes on after a restart', () => {
  it('follows its link on the port the practice tenant now has', { timeout: 60_000 }, async () => {
    const directory = temporary();
    const first = await interrupted(directory);
    const second = await serve(later);
    expect(second.graphUrl).not.toBe(first.graphUrl);
    await first.close();
    const store = openStore(directory);
    ends.push(() => store.close());
    const taken = await read(second, store);
    if (!taken.ok) throw new Error(JSON.stringify(taken.failure));
    expect(taken.value.users.kind === 'read' ? taken.value.users.value.length : null).toBe(users);
    // 2,100 accounts are three pages; those read before are not asked again.
    expect(await requestsFor(second, 'GET /v1.0/users')).toBeLessThan(3);
  });

  it('begins only that list again whose link has expired, and says so', async () => {
    const directory = temporary();
    const first = await interrupted(directory);
    await first.close();
    const second = await serve(later);
    const store = openStore(directory);
    ends.push(() => store.close());
    const left = store.snapshots.resume(second.tenantId, 'practice');
    const done = (left?.paths() ?? []).filter((path) => left?.state(path)?.kind === 'done');
    expect(done).toContain('subscribedSkus');
    const gone = '/v1.0/users?$select=id&$top=999&$skiptoken=gone';
    expect(left?.settle('users', { kind: 'reading', next: gone }).ok).toBe(true);
    const restarts = new Map<string, number>();
    const taken = await takeSnapshot({
      ...{ source: await connect(second), store, answers: null, control: goOn, sha256 },
      onProgress: ({ sources }) => {
        for (const one of sources) restarts.set(one.source, one.restarts);
      },
    });
    if (!taken.ok) throw new Error(JSON.stringify(taken.failure));
    const ids =
      taken.value.users.kind === 'read' ? taken.value.users.value.map(({ id }) => id) : [];
    expect(new Set(ids).size).toBe(users);
    expect(ids).toHaveLength(users);
    expect([...restarts].filter(([, times]) => times > 0)).toEqual([['users', 1]]);
    // The one that was refused, then three pages; what was read before is not asked again.
    expect(await requestsFor(second, 'GET /v1.0/users')).toBe(4);
    expect(await requestsFor(second, 'GET /v1.0/subscribedSkus')).toBe(0);
  }, 60_000);

  it('refuses a link to another host, kept from before', { timeout: 60_000 }, async () => {
    const directory = temporary();
    await interrupted(directory);
    const second = await serve(later);
    const store = openStore(directory);
    ends.push(() => store.close());
    const left = store.snapshots.resume(second.tenantId, 'practice');
    const link = 'https://evil.example/v1.0/users?$skiptoken=2';
    expect(left?.settle('users', { kind: 'reading', next: link }).ok).toBe(true);
    const taken = await read(second, store);
    if (!taken.ok) throw new Error(JSON.stringify(taken.failure));
    expect(taken.value.users).toMatchObject({ kind: 'unread', reason: { code: 'malformed' } });
  });
});
