import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTenantStore, type TenantStore } from '../../../../src-main/store/open-store';

let directory = '';
let store: TenantStore;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'causeway-test-'));
  const opened = openTenantStore(directory, { mode: 'write', clock: { now: () => 0 } });
  if (!opened.ok) throw new Error(opened.failure.code);
  store = opened.value;
});
afterEach(() => {
  store.close();
  rmSync(directory, { recursive: true, force: true });
});

const takenAt = '2026-11-22T12:00:00.000Z';

/** Finishes an empty reading with this hash, taken at the same moment as all others. */
function finish(hash: string, domain?: string): boolean {
  const reading = store.snapshots.begin('t', 'capture', takenAt);
  if (!reading.ok) throw new Error(reading.failure.code);
  const rows =
    domain === undefined
      ? []
      : [{ id: domain, authenticationType: 'Managed', isDefault: true, isInitial: false }];
  reading.value.page('domains', rows, { kind: 'done' });
  return store.snapshots.finish(reading.value, {
    ...{ tenantId: 't', cloud: 'global', origin: 'capture', takenAt, hash },
    ...{ signedInUserId: null, policyBytes: 0, throttledRequests: 0 },
    perUserMfa: { bulk: 'trusted', checked: 0 },
  }).ok;
}

it('keeps a capture that is read again and again', () => {
  const hash = 'a'.repeat(64);
  for (let times = 0; times < 8; times += 1) expect(finish(hash)).toBe(true);
  expect(store.halted).toBeNull();
});

it('holds the last reading for the latest, whatever its hash', () => {
  for (const digit of ['f', '9', '5', '3', '1', '0']) expect(finish(digit.repeat(64))).toBe(true);
  const latest = store.snapshots.latest();
  expect(latest?.hash).toBe('0'.repeat(64));
  expect(store.snapshots.load(latest?.snapshotId ?? '')?.hash).toBe('0'.repeat(64));
});

const domainsOf = (snapshotId: string | undefined): unknown => {
  const domains = store.snapshots.load(snapshotId ?? '')?.domains;
  return domains?.kind === 'read' ? domains.value.map(({ id }) => id) : domains;
};

it('leaves the pages of a finished reading where they are, also while the next one begins', () => {
  expect(finish('a'.repeat(64), 'first.example')).toBe(true);
  const first = store.snapshots.latest();
  expect(store.snapshots.resume('t', 'capture')).toBeNull();
  const next = store.snapshots.begin('t', 'capture', takenAt);
  if (!next.ok) throw new Error(next.failure.code);
  next.value.page('domains', [{ id: 'half.example' }], { kind: 'reading', next: '/x' });
  expect(domainsOf(first?.snapshotId)).toEqual(['first.example']);
  expect(store.snapshots.resume('t', 'capture')?.pages('domains')).toEqual([
    [{ id: 'half.example' }],
  ]);
  expect(store.snapshots.discard(next.value).ok).toBe(true);
  expect(store.snapshots.resume('t', 'capture')).toBeNull();
  expect(domainsOf(first?.snapshotId)).toEqual(['first.example']);
});

it('gives up the pages of snapshots that are kept no longer', () => {
  for (const digit of ['1', '2', '3', '4', '5']) finish(digit.repeat(64), `${digit}.example`);
  const database = new DatabaseSync(join(directory, 'causeway.db'), { readOnly: true });
  const count = (table: string): unknown =>
    Object.values(
      database.prepare(`SELECT count(*) FROM ${table}`).get() as Record<string, unknown>,
    )[0];
  expect(['snapshot', 'reading', 'reading_page', 'reading_source'].map(count)).toEqual([
    3, 3, 3, 0,
  ]);
  database.close();
});

it('still opens a file in which snapshots have copies of their own', () => {
  expect(finish('a'.repeat(64), 'old.example')).toBe(true);
  const { snapshotId = '' } = store.snapshots.latest() ?? {};
  store.close();
  const database = new DatabaseSync(join(directory, 'causeway.db'));
  database.exec(`INSERT INTO snapshot_object (snapshot_id, path, body, hash)
    SELECT '${snapshotId}', path || '#' || printf('%06d', seq), body, hash FROM reading_page;
    UPDATE snapshot SET coverage = json_remove(coverage, '$.readingId');
    DELETE FROM reading_page; DELETE FROM reading`);
  database.close();
  const opened = openTenantStore(directory, { mode: 'write', clock: { now: () => 0 } });
  if (!opened.ok) throw new Error(opened.failure.code);
  store = opened.value;
  expect(domainsOf(snapshotId)).toEqual(['old.example']);
});

it('gives nothing where it is closed while it loads', () => {
  expect(finish('a'.repeat(64), 'first.example')).toBe(true);
  const steps = store.snapshots.loadSteps(store.snapshots.latest()?.snapshotId ?? '');
  expect(steps.next().done).toBe(false);
  store.close();
  let last = steps.next();
  while (last.done !== true) last = steps.next();
  expect(last.value).toBeNull();
});
