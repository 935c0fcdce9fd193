import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { decodeUser } from '../../../../shared/entra/decode-user';
import { RowView } from '../../../../shared/entra/row-view';
import type { Json } from '../../../../shared/json';
import { sha256OfBytes } from '../../../../src-main/files/sha256';
import { atOnce } from '../../../../src-main/ports/in-turns';
import type { SnapshotHead } from '../../../../src-main/store/assemble-snapshot';
import { initialMigration } from '../../../../src-main/store/migrations/0001-initial';
import { openTenantStore, type TenantStore } from '../../../../src-main/store/open-store';
import type { Reading } from '../../../../src-main/store/reading-store';

let directory = '';
let store: TenantStore;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'causeway-test-'));
  store = opened('write');
});
afterEach(() => {
  store.close();
  rmSync(directory, { recursive: true, force: true });
});

const takenAt = '2026-11-22T12:00:00.000Z';

function opened(mode: 'write' | 'read'): TenantStore {
  const result = openTenantStore(directory, { mode, clock: { now: () => 0 } });
  if (!result.ok) throw new Error(result.failure.code);
  return result.value;
}

function user(n: number): Json {
  const name = n % 2 === 0 ? `佐藤 ${String(n)}` : null;
  const row = { id: `u${String(n)}`, userPrincipalName: `u${String(n)}@a.example` };
  return decodeUser({ ...row, displayName: name, department: 'People' }) as Json;
}
const all = [0, 1, 2, 3, 4, 5].map(user);

function begun(): Reading {
  const reading = store.snapshots.begin('t', 'capture', takenAt);
  if (!reading.ok) throw new Error(reading.failure.code);
  return reading.value;
}

function finished(reading: Reading): string {
  const head: SnapshotHead = {
    ...{ tenantId: 't', cloud: 'global', origin: 'capture', takenAt, hash: 'a'.repeat(64) },
    ...{ signedInUserId: null, policyBytes: 0, throttledRequests: 0 },
    perUserMfa: { bulk: 'trusted', checked: 0 },
  };
  atOnce(store.snapshots.assemble(reading, head));
  const record = store.snapshots.finish(reading, head);
  if (!record.ok) throw new Error(record.failure.code);
  return record.value.snapshotId;
}

/** A snapshot of six accounts on three pages. */
function kept(): string {
  const reading = begun();
  reading.page('users', all.slice(0, 2), { kind: 'reading', next: '/2' });
  reading.page('users', all.slice(2, 4), { kind: 'reading', next: '/3' });
  reading.page('users', all.slice(4), { kind: 'done' });
  return finished(reading);
}

const usersOf = (id: string): unknown => {
  const users = store.snapshots.load(id)?.users;
  return users?.kind === 'read' ? users.value : users;
};

/** Changes the file behind the store's back. */
function changed(sql: string, ...values: (string | Uint8Array)[]): void {
  store.close();
  const database = new DatabaseSync(join(directory, 'causeway.db'));
  database.prepare(sql).run(...values);
  database.close();
  store = opened('write');
}

function bodyOf(seq: number): Buffer {
  const database = new DatabaseSync(join(directory, 'causeway.db'), { readOnly: true });
  const row: unknown = database.prepare('SELECT body FROM row_chunk WHERE seq=?').get(seq);
  database.close();
  return Buffer.from((row as { body: Uint8Array }).body);
}

it('keeps accounts in columns and gives them back in their order', () => {
  const id = kept();
  expect(bodyOf(0).length).toBeGreaterThan(0);
  const users = usersOf(id);
  expect(users).toEqual(all);
  expect((users as unknown[]).every((row) => row instanceof RowView)).toBe(true);
});

it('counts them where they lie, and forgets them with their list', () => {
  const reading = begun();
  reading.page('users', all.slice(0, 2), { kind: 'reading', next: '/2' });
  const resumed = store.snapshots.resume('t', 'capture');
  expect(resumed?.rowCount('users')).toBe(2);
  expect(resumed?.pages('users')).toEqual([all.slice(0, 2)]);
  reading.restart('users');
  expect(store.snapshots.resume('t', 'capture')?.rowCount('users')).toBe(0);
  expect(reading.pages('users')).toEqual([]);
});

it('merges rows of one account, also when they are loaded again', () => {
  const reading = begun();
  const [first, second] = [user(0), { ...(user(0) as object), accountEnabled: true } as Json];
  reading.page('users', [first, user(1)], { kind: 'reading', next: '/2' });
  reading.page('users', [second], { kind: 'done' });
  const merged = [{ ...(first as object), accountEnabled: null, perUserMfaState: null }, user(1)];
  expect(usersOf(finished(reading))).toEqual(merged);
});

it('gives up the columns of snapshots that are kept no longer', () => {
  for (let n = 0; n < 5; n += 1) kept();
  const database = new DatabaseSync(join(directory, 'causeway.db'), { readOnly: true });
  const row: unknown = database.prepare('SELECT count(*) AS n FROM row_chunk').get();
  database.close();
  expect(row).toEqual({ n: 9 });
});

it('goes on with a list that was begun in pages of before', () => {
  const reading = begun();
  const asItCame = { id: 'u0', userPrincipalName: 'u0@a.example', department: 'People' };
  reading.page('users', [{ ...asItCame, displayName: '佐藤 0' }], { kind: 'reading', next: '/2' });
  reading.page('users', all.slice(1), { kind: 'done' });
  expect(reading.rowCount('users')).toBe(6);
  expect(usersOf(finished(reading))).toEqual(all);
});

it('gives nothing of a snapshot with a damaged page', () => {
  const id = kept();
  const body = bodyOf(1);
  const letter = body.indexOf('u2@a.example');
  body[letter] = 0x76;
  changed('UPDATE row_chunk SET body=? WHERE seq=1', body);
  expect(store.snapshots.load(id)).toBeNull();
});

it('gives nothing of a snapshot with a page of the wrong length, though its hash is right', () => {
  const id = kept();
  const body = bodyOf(1).subarray(0, -1);
  changed('UPDATE row_chunk SET body=?, hash=? WHERE seq=1', body, sha256OfBytes(body));
  expect(store.snapshots.load(id)).toBeNull();
});

it('gives nothing of a snapshot with a page that counts otherwise', () => {
  const id = kept();
  changed('UPDATE row_chunk SET count=3 WHERE seq=1');
  expect(store.snapshots.load(id)).toBeNull();
});

it.each([0, 1, 2])('gives nothing of a snapshot without its page %i', (seq) => {
  const id = kept();
  changed(`DELETE FROM row_chunk WHERE seq=${String(seq)}`);
  expect(store.snapshots.load(id)).toBeNull();
});

it('gives nothing of a snapshot without any of its pages', () => {
  const id = kept();
  changed('DELETE FROM row_chunk');
  expect(store.snapshots.load(id)).toBeNull();
});

it('calls a list unread whose page is damaged while it is being read', () => {
  const reading = begun();
  reading.page('users', all, { kind: 'done' });
  changed("UPDATE row_chunk SET hash=replace(hash, substr(hash, 1, 1), 'x')");
  const resumed = store.snapshots.resume('t', 'capture');
  expect(resumed?.pages('users')).toEqual([[null]]);
});

it('reads a file of before without changing it, and brings it along when it writes', () => {
  const reading = begun();
  reading.page('users', [{ id: 'u1', userPrincipalName: 'u1@a.example', department: 'People' }], {
    kind: 'done',
  });
  const id = finished(reading);
  store.close();
  const database = new DatabaseSync(join(directory, 'causeway.db'));
  database.exec('DROP TABLE row_chunk; PRAGMA user_version=1');
  const tables: unknown = database
    .prepare("SELECT count(*) AS n FROM sqlite_schema WHERE type='table'")
    .get();
  database.close();
  expect(tables).toEqual({ n: initialMigration.split('CREATE TABLE').length - 1 });
  store = opened('read');
  expect(usersOf(id)).toEqual([all[1]]);
  store.close();
  store = opened('write');
  expect(usersOf(id)).toEqual([all[1]]);
  const next = kept();
  expect(usersOf(next)).toEqual(all);
});
