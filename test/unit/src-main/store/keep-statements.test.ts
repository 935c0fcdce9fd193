import { expect, it } from 'vitest';
import type { Database } from '../../../../src-main/store/database-port';
import { openWithDriver } from '../../../../src-main/store/drivers';
import { keepStatements } from '../../../../src-main/store/keep-statements';

/** A database in memory that tells what it was asked to read. */
function counted() {
  const database = openWithDriver(':memory:', { readOnly: false });
  database.exec('CREATE TABLE page (seq INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT');
  const read: string[] = [];
  const counting = {
    exec: (sql: string) => database.exec(sql),
    prepare: (sql: string) => {
      read.push(sql);
      return database.prepare(sql);
    },
    close: () => database.close(),
    enableDefensive: () => undefined,
    setAuthorizer: () => undefined,
  } satisfies Database;
  return { read, kept: keepStatements(counting) };
}

const insert = 'INSERT INTO page (seq, body) VALUES (?,?)';
const select = 'SELECT body FROM page WHERE seq=?';

it('reads each text once, and runs it with other values every time', () => {
  const { read, kept } = counted();
  for (let seq = 0; seq < 5; seq += 1) {
    kept.exec('BEGIN IMMEDIATE');
    kept.prepare(insert).run(seq, `page ${seq}`);
    kept.exec('COMMIT');
    expect(kept.prepare(select).get(seq)).toMatchObject({ body: `page ${seq}` });
  }
  expect(read).toEqual([insert, select]);
  kept.close();
});

it('goes on with a statement that failed, and with one that was read before its table changed', () => {
  const { read, kept } = counted();
  kept.prepare(insert).run(1, 'one');
  expect(() => kept.prepare(insert).run(1, 'again')).toThrow();
  kept.exec('ALTER TABLE page ADD COLUMN more TEXT');
  kept.prepare(insert).run(2, 'two');
  expect(kept.prepare(select).get(2)).toMatchObject({ body: 'two' });
  expect(read).toHaveLength(2);
  kept.close();
});

it('keeps so many and no more', () => {
  const { read, kept } = counted();
  for (const times of [1, 2]) {
    for (let n = 0; n < 200; n += 1) kept.prepare(`SELECT ${n} AS n`).get();
    expect(read).toHaveLength(times === 1 ? 200 : 272);
  }
  kept.close();
});
