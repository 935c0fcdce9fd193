import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterAll, expect, test } from 'vitest';
import { decodeRegistration } from '../../shared/entra/decode-registration';
import { decodeUser } from '../../shared/entra/decode-user';
import type { Json } from '../../shared/json';
import { sha256OfBytes } from '../../src-main/files/sha256';
import { atOnce } from '../../src-main/ports/in-turns';
import { openDatabaseFile } from '../../src-main/store/database';
import type { SnapshotHead } from '../../src-main/store/assemble-snapshot';
import type { Reading } from '../../src-main/store/reading-store';
import { SharedValues } from '../../src-main/store/shared-values';
import { openTenantStore, type TenantStore } from '../../src-main/store/open-store';
import { manyPeople } from '../fixtures/many-people';

interface Budgets {
  /**
   * Writing the accounts and their report in columns, ÷ inserting the same bytes page by page: what is
   * ours of it. Of the raw write (row 15: 15) it is only told: a file in memory that was used before is
   * written some seven times faster than one in new memory.
   */
  readonly columnsSaveOfInsert: number;
  /**
   * Loading them again, ÷ reading the same bytes and comparing their hash, which no loading does
   * without. Of the read alone (row 15: 2) it is only told: into memory that was used before, a file
   * is read many times faster than into new memory, and which of them it is nobody here decides.
   */
  readonly columnsLoadOfChecked: number;
  /** Loading the same kept as rows, ÷ loading them from columns (row 15: 10). */
  readonly rowsLoadOfColumns: number;
  /** Inserting a row for each of them, a field a column, ÷ writing them in columns (row 15: 4). */
  readonly rowsSaveOfColumns: number;
}

const budgets = JSON.parse(
  readFileSync(join(import.meta.dirname, 'budgets.json'), 'utf8'),
) as Budgets;
const folder = mkdtempSync(join(tmpdir(), 'causeway-kept-'));
/** A figure that is taken again starts from nothing. */
let attempt = 0;
const report: string[] = [];
const stores: TenantStore[] = [];
afterAll(() => {
  for (const store of stores) store.close();
  rmSync(folder, { recursive: true, force: true });
  process.stdout.write(`${report.join('\n')}\n`);
});

const users = 30_000;
const pageRows = 999;
const takenAt = '2026-11-22T12:00:00.000Z';

function cpuMs(work: () => unknown): number {
  const from = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1000;
}

/**
 * Of so short a work, the mean of ten. What is read or written is kept, as loading and saving keep it:
 * in memory of its own.
 */
const ofTen = (work: (n: number) => unknown): number => {
  const kept: unknown[] = [];
  return (
    cpuMs(() => {
      for (let n = 0; n < 10; n += 1) kept.push(work(n));
    }) / kept.length
  );
};

const median = (times: readonly number[]): number => [...times].sort((a, b) => a - b)[2] ?? 0;

/** A kept snapshot of these rows. */
function keep(name: string, lists: Readonly<Record<string, readonly Json[]>>) {
  const directory = join(folder, `${name}${String(attempt)}`);
  const opened = openTenantStore(directory, { mode: 'write', clock: { now: () => 0 } });
  if (!opened.ok) throw new Error(opened.failure.code);
  const store = opened.value;
  stores.push(store);
  const { snapshots } = store;
  const head = {
    ...({ tenantId: 't', cloud: 'global', origin: 'capture' } as const),
    ...{ takenAt, hash: 'a'.repeat(64) },
    ...{ signedInUserId: null, policyBytes: 0, throttledRequests: 0 },
    perUserMfa: { bulk: 'trusted' as const, checked: 0 },
  } satisfies SnapshotHead;
  /** As every reading ends: what is read is put together once, and then kept. */
  const assembled = (reading: Reading): boolean =>
    atOnce(snapshots.assemble(reading, head)).users.kind === 'read';
  const reading = snapshots.begin('t', 'capture', takenAt);
  if (!reading.ok) throw new Error(reading.failure.code);
  let save = cpuMs(() => {
    for (const [path, rows] of Object.entries(lists)) {
      for (let start = 0; start < rows.length; start += pageRows) {
        const isLast = start + pageRows >= rows.length;
        const page = rows.slice(start, start + pageRows);
        reading.value.page(path, page, isLast ? { kind: 'done' } : { kind: 'reading', next: '/' });
      }
    }
  });
  if (!assembled(reading.value)) throw new Error('Not read');
  save += cpuMs(() => {
    const finished = snapshots.finish(reading.value, head);
    if (!finished.ok) throw new Error(finished.failure.code);
  });
  const id = snapshots.latest()?.snapshotId ?? '';
  const load = (): number =>
    cpuMs(() => {
      const loaded = snapshots.load(id);
      if (loaded?.users.kind !== 'read') throw new Error('Not loaded');
    });
  return { directory, save, load };
}

/** Milliseconds to fill a table of a new file, a page a transaction. */
function insertAll(name: string, pages: readonly (readonly Cells[])[]): number {
  const opened = openDatabaseFile(join(folder, `${name}${String(attempt)}.db`), 'write');
  if (!opened.ok) throw new Error(opened.failure.code);
  const database = opened.value;
  database.exec('PRAGMA synchronous=NORMAL');
  const time = cpuMs(() => {
    for (const rows of pages) {
      const table = `of${String(rows[0]?.length)}`;
      const cells = (rows[0] ?? []).map((_, n) => `c${String(n)}`).join(',');
      database.exec(`BEGIN; CREATE TABLE IF NOT EXISTS ${table} (${cells})`);
      const insert = database.prepare(
        `INSERT INTO ${table} VALUES (${cells.replaceAll(/c\d+/g, '?')})`,
      );
      for (const row of rows) insert.run(...row);
      database.exec('COMMIT');
    }
  });
  database.close();
  return time;
}

function pagesOf<T>(rows: readonly T[]): readonly (readonly T[])[] {
  const count = Math.ceil(rows.length / pageRows);
  return Array.from({ length: count }, (_, n) => rows.slice(n * pageRows, (n + 1) * pageRows));
}

type Cells = readonly (string | number | null | Uint8Array)[];

/** A row of a list as one of a table: a field a column. */
function cellsOf(row: object): Cells {
  return Object.values(row).map((value: unknown) => {
    if (typeof value === 'boolean') return Number(value);
    return typeof value === 'string' || value === null ? value : JSON.stringify(value);
  });
}

test('accounts are kept in columns, at the pace of their bytes', () => {
  attempt += 1;
  const { snapshot } = manyPeople(users);
  if (snapshot.users.kind !== 'read' || snapshot.registration.kind !== 'read') throw new Error();
  // As the tour decodes them: what accounts have in common is made once.
  const { once } = new SharedValues();
  const lists = {
    users: snapshot.users.value.map((row) => decodeUser(row as Json, once) as Json),
    registration: snapshot.registration.value.map(
      (row) => decodeRegistration(row as unknown as Json, once) as Json,
    ),
  };
  /** As Graph may answer them, in another order: kept as they came. */
  const asTheyCame = Object.fromEntries(
    Object.entries(lists).map(([path, rows]) => [
      path,
      rows.map((row): Json => Object.fromEntries(Object.entries(row as object).reverse())),
    ]),
  );
  const first = keep('first', lists);
  const byRow = keep('rows', asTheyCame);
  const database = new DatabaseSync(join(first.directory, 'causeway.db'), { readOnly: true });
  const chunks = database.prepare('SELECT body FROM row_chunk').all() as { body: Uint8Array }[];
  database.close();
  const bytes = Buffer.concat(chunks.map(({ body }) => body));
  const raw = (n: number): string => join(folder, `raw${String(attempt)}-${String(n)}`);
  const times = {
    write: [0],
    save: [0],
    each: [0],
    insert: [0],
    read: [0],
    checked: [0],
    load: [0],
    rows: [0],
  };
  for (const list of Object.values(times)) list.length = 0;
  // The first round runs before everything was compiled: what a workspace does all day comes after.
  for (let n = 0; n < 5; n += 1) {
    times.write.push(ofTen((one) => writeFileSync(raw(10 * n + one), bytes)));
    times.save.push(keep(`kept${String(n)}`, lists).save);
    times.each.push(
      insertAll(
        `each${String(n)}`,
        Object.values(lists)
          .flatMap(pagesOf)
          .map((rows) => rows.map((row) => cellsOf(row as object))),
      ),
    );
    times.insert.push(
      insertAll(
        `same${String(n)}`,
        chunks.map(({ body }) => [[body]]),
      ),
    );
    times.read.push(ofTen(() => readFileSync(raw(0))));
    times.checked.push(ofTen(() => sha256OfBytes(readFileSync(raw(0)))));
    times.load.push(first.load());
    times.rows.push(byRow.load());
  }
  const [read, load] = [median(times.read), median(times.load)];
  const save = median(times.save);
  const checked = median(times.checked);
  const ratios = [save / median(times.insert), load / checked, median(times.rows) / load] as const;
  const rowsSave = median(times.each) / save;
  report.push(
    `${String(users)} accounts and their report in columns, ${(bytes.length / 1e6).toFixed(1)} MB: ` +
      `saving takes ${ratios[0].toFixed(1)} times inserting their bytes, ` +
      `${(save / median(times.write)).toFixed(1)} times the write alone, loading ` +
      `${(load / read).toFixed(1)} times the read alone, ${ratios[1].toFixed(1)} times the read with its ` +
      `hash; loading rows takes ${ratios[2].toFixed(1)} ` +
      `times as long (${load.toFixed(0)} ms); saving takes ${rowsSave.toFixed(1)} times as long row by ` +
      `row, ${(byRow.save / save).toFixed(1)} times as pages of JSON`,
  );
  expect(ratios[0]).toBeLessThanOrEqual(budgets.columnsSaveOfInsert);
  expect(ratios[1]).toBeLessThanOrEqual(budgets.columnsLoadOfChecked);
  expect(ratios[2]).toBeGreaterThanOrEqual(budgets.rowsLoadOfColumns);
  expect(rowsSave).toBeGreaterThanOrEqual(budgets.rowsSaveOfColumns);
}, 600_000);
