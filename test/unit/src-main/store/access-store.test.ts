import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { accessRecord } from '../../../../shared/access/access-record';
import type { AccessDraft } from '../../../../shared/access/access-entry';
import { appendAccess, readAccess } from '../../../../src-main/store/access-store';
import { openWithDriver } from '../../../../src-main/store/drivers';
import { openTenantStore } from '../../../../src-main/store/open-store';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'causeway-access-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const draft = (at: string): AccessDraft => ({
  ...{ kind: 'export', at },
  body: { what: 'reports', files: [{ name: `${at}.html`, sha256: null }] },
});

function keep(count: number): void {
  for (let n = 0; n < count; n += 1) {
    expect(appendAccess(folder, draft(`2026-11-22T12:0${n}:00.000Z`)).ok).toBe(true);
  }
}

/** Past the triggers, as somebody would who may write the file. */
function changePast(sql: string): void {
  const database = openWithDriver(join(folder, 'access.db'), { readOnly: false });
  for (const name of ['no_update', 'no_delete', 'chain'])
    database.exec(`DROP TRIGGER access_${name}`);
  database.exec(sql);
  database.close();
}

const brokenAt = (): number | null => {
  const read = readAccess(folder);
  if (!read.ok) throw new Error(read.failure.code);
  return read.value.brokenAt;
};

test('a folder without one has none, and reading makes none', () => {
  expect(readAccess(folder)).toEqual({ ok: true, value: { entries: [], brokenAt: null } });
  expect(existsSync(join(folder, 'access.db'))).toBe(false);
});

test('entries are kept in order, each chained to the one before, for their owner alone', () => {
  keep(3);
  const read = readAccess(folder);
  if (!read.ok) throw new Error(read.failure.code);
  const { entries } = read.value;
  expect(entries.map(({ seq }) => seq)).toEqual([0, 1, 2]);
  expect(entries[2]?.prev).toBe(entries[1]?.hash);
  expect(read.value.brokenAt).toBe(null);
  if (process.platform !== 'win32') {
    expect(statSync(join(folder, 'access.db')).mode & 0o077).toBe(0);
  }
});

test('no entry can be changed or taken out', () => {
  keep(2);
  const database = openWithDriver(join(folder, 'access.db'), { readOnly: false });
  for (const sql of ["UPDATE access SET at='x'", 'DELETE FROM access']) {
    expect(() => database.exec(sql)).toThrow('append-only');
  }
  const [a, b] = ['a'.repeat(64), 'b'.repeat(64)];
  for (const seq of [2, 7]) {
    const sql = `INSERT INTO access VALUES (${seq},'export','x','{}','${a}','${b}')`;
    expect(() => database.exec(sql)).toThrow(seq === 2 ? 'chain' : 'gap');
  }
  database.close();
});

test('an entry that was changed is named, and what follows is still recorded', () => {
  keep(3);
  changePast(`UPDATE access SET body='{"forged":true}' WHERE seq=1`);
  expect(brokenAt()).toBe(1);
  expect(accessRecord([], 1).at(-1)).toContain('"firstBad":1');
});

test('a chain that was worked out anew, and one cut off at its end, are missed by the head', () => {
  keep(3);
  const head = readFileSync(join(folder, 'access-head.json'), 'utf8');
  changePast('DELETE FROM access WHERE seq=2');
  expect(brokenAt()).toBe(2);
  rmSync(join(folder, 'access.db'));
  expect(brokenAt()).toBe(0);
  keep(3);
  expect(brokenAt()).toBe(null);
  writeFileSync(join(folder, 'access-head.json'), head.replace(/"hash":"./, '"hash":"z'));
  expect(brokenAt()).toBe(2);
});

test('a kind of a later version is an entry like any other', () => {
  keep(1);
  const later = { ...draft('2026-11-22T13:00:00.000Z'), kind: 'somethingNew' as never };
  expect(appendAccess(folder, later).ok).toBe(true);
  expect(brokenAt()).toBe(null);
});

test('a damaged record is a failure of its own, and the store beside it opens and writes', () => {
  keep(1);
  writeFileSync(join(folder, 'access.db'), 'no database at all, and far too short for one');
  rmSync(join(folder, 'access.db-wal'), { force: true });
  expect(readAccess(folder)).toMatchObject({ failure: { code: 'store/corrupt' } });
  expect(appendAccess(folder, draft('x'))).toMatchObject({ failure: { code: 'store/corrupt' } });
  const store = openTenantStore(folder, { mode: 'write', clock: { now: () => 0 } });
  if (!store.ok) throw new Error(store.failure.code);
  expect(store.value.settings.set('a', 1).ok).toBe(true);
  expect(store.value.halted).toBe(null);
  store.value.close();
});

test('the record tells entry by entry what was hashed', () => {
  keep(2);
  const read = readAccess(folder);
  if (!read.ok) throw new Error(read.failure.code);
  const lines = accessRecord(read.value.entries, null).map((line) => JSON.parse(line) as object);
  expect(lines[0]).toMatchObject({ schema: 'causeway-access/1' });
  expect(lines.at(-1)).toEqual({ end: true, entries: 2, state: 'intact', firstBad: null });
  expect(lines[1]).toMatchObject({ seq: 0, text: expect.stringContaining('reports') as string });
});
