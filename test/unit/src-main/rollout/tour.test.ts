import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { loadBuiltInScenario } from '../../../../src-main/practice-tenant/scenario';
import {
  startPracticeTenant,
  type PracticeTenant,
} from '../../../../src-main/practice-tenant/server';
import { takeSnapshot, type ReadControl } from '../../../../src-main/rollout/take-snapshot';
import { sha256 } from '../../../../src-main/store/journal-store';
import { openTenantStore, type TenantStore } from '../../../../src-main/store/open-store';
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
