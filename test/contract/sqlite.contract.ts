import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Database } from '../../src-main/store/database-port';
import { guardSchema, openDatabaseFile, sqlCode } from '../../src-main/store/database';
import { driverNames, loadDriver } from '../../src-main/store/drivers';
import { migrate } from '../../src-main/store/migrate';

const directories: string[] = [];
const databases: Database[] = [];
afterEach(() => {
  for (const database of databases.splice(0)) database.close();
  for (const directory of directories.splice(0))
    rmSync(directory, { recursive: true, force: true });
});

function folder(): string {
  const directory = mkdtempSync(join(tmpdir(), 'causeway-sqlite-'));
  directories.push(directory);
  return directory;
}

const h = (c: string): string => c.repeat(64);

function fill(database: Database): void {
  database.exec(`INSERT INTO plan VALUES ('${h('a')}','t',NULL,'{}','now',1)`);
  database.exec(`INSERT INTO rollout VALUES ('r','${h('a')}','now')`);
  database.exec(
    `INSERT INTO journal VALUES ('r',0,'note',NULL,NULL,'now','{}','${h('a')}','${h('b')}')`,
  );
  database.exec(
    `INSERT INTO journal VALUES ('r',1,'note',NULL,NULL,'now','{}','${h('b')}','${h('c')}')`,
  );
}

function refusal(database: Database, sql: string): string {
  try {
    database.exec(sql);
    return 'done';
  } catch (error) {
    return error instanceof Error ? error.message : 'error';
  }
}

/** Everything that would change or hide a journal row, or the schema that guards it. */
const attacks = [
  `INSERT INTO journal VALUES ('r',3,'note',NULL,NULL,'now','{}','${h('c')}','${h('d')}')`,
  `INSERT INTO journal VALUES ('r',2,'note',NULL,NULL,'now','{}','${h('b')}','${h('d')}')`,
  `INSERT OR REPLACE INTO journal VALUES ('r',1,'x',NULL,NULL,'now','{}','${h('b')}','${h('d')}')`,
  `INSERT INTO journal VALUES ('r',1,'x',NULL,NULL,'now','{}','${h('b')}','${h('d')}')
     ON CONFLICT (rollout_id, seq) DO UPDATE SET type='x'`,
  "UPDATE journal SET type='x'",
  'UPDATE OR REPLACE journal SET seq=0 WHERE seq=1',
  'DELETE FROM journal',
  'DROP TABLE journal',
  'DROP TRIGGER journal_no_delete',
  'ALTER TABLE journal RENAME TO gone',
  "ATTACH ':memory:' AS other",
  'PRAGMA writable_schema=ON; UPDATE sqlite_schema SET sql=NULL',
];

const present = driverNames.filter((name) => loadDriver(name) !== null);

it('has at least one SQLite driver, and says which are missing', () => {
  expect(present.length).toBeGreaterThan(0);
});

describe.each(driverNames)('SQLite through %s', (name) => {
  const driver = loadDriver(name);

  it.skipIf(driver === null)('guards the journal against every attack', () => {
    if (driver === null) throw new Error('absent');
    const path = join(folder(), 'a.db');
    const database = new driver.DatabaseSync(path, {});
    databases.push(database);
    database.exec('PRAGMA recursive_triggers=ON');
    database.enableDefensive(true);
    expect(migrate(database, 'write')).toMatchObject({ ok: true });
    fill(database);
    guardSchema(database);
    const before = JSON.stringify(database.prepare('SELECT * FROM journal').all());
    for (const attack of attacks) {
      expect([attack, refusal(database, attack)]).not.toEqual([attack, 'done']);
    }
    expect(JSON.stringify(database.prepare('SELECT * FROM journal').all())).toBe(before);
  });

  it.skipIf(driver === null)(
    'keeps rows of the journal from a tool that knows no authorizer',
    () => {
      if (driver === null) throw new Error('absent');
      const database = new driver.DatabaseSync(join(folder(), 'a.db'), {});
      databases.push(database);
      database.exec('PRAGMA recursive_triggers=ON');
      expect(migrate(database, 'write')).toMatchObject({ ok: true });
      fill(database);
      const before = JSON.stringify(database.prepare('SELECT * FROM journal').all());
      const changes = [
        "UPDATE journal SET type='x'",
        "UPDATE journal SET body='{}' WHERE seq=1",
        'DELETE FROM journal',
        'DELETE FROM journal WHERE seq=1',
      ];
      for (const change of changes) expect(refusal(database, change)).toBe('append-only');
      expect(JSON.stringify(database.prepare('SELECT * FROM journal').all())).toBe(before);
    },
  );

  it.skipIf(driver === null)('tells the same error codes', () => {
    if (driver === null) throw new Error('absent');
    const path = join(folder(), 'a.db');
    const one = new driver.DatabaseSync(path, {});
    const two = new driver.DatabaseSync(path, {});
    databases.push(one, two);
    one.exec('CREATE TABLE t (a) STRICT'.replace('(a)', '(a TEXT)'));
    one.exec('BEGIN EXCLUSIVE');
    let code: number | null = null;
    try {
      two.exec('BEGIN EXCLUSIVE');
    } catch (error) {
      code = sqlCode(error);
    }
    expect(code).toBe(5);
    one.exec('ROLLBACK');
  });
});

describe('openDatabaseFile', () => {
  it('reads every setting back and keeps its files private', () => {
    const path = join(folder(), 'a.db');
    const opened = openDatabaseFile(path, 'write');
    if (!opened.ok) throw new Error(opened.failure.code);
    databases.push(opened.value);
    const pragma = (name: string): unknown =>
      Object.values(opened.value.prepare(`PRAGMA ${name}`).get() as object)[0];
    expect(pragma('journal_mode')).toBe('wal');
    for (const [name, value] of [
      ['synchronous', 2],
      ['fullfsync', 1],
      ['checkpoint_fullfsync', 1],
      ['recursive_triggers', 1],
      ['foreign_keys', 1],
      ['trusted_schema', 0],
      ['cell_size_check', 1],
      ['busy_timeout', 2000],
    ] as const) {
      expect([name, pragma(name)]).toEqual([name, value]);
    }
    opened.value.exec('CREATE TABLE t (a TEXT) STRICT');
    for (const suffix of ['', '-wal', '-shm']) {
      expect(existsSync(path + suffix)).toBe(true);
      expect(statSync(path + suffix).mode & 0o777).toBe(0o600);
    }
  });

  it('refuses what is no database, and what is not there to read', () => {
    const path = join(folder(), 'a.db');
    expect(openDatabaseFile(path, 'read')).toMatchObject({
      ok: false,
      failure: { code: 'store/not-found' },
    });
    writeFileSync(path, 'this is not a database, whatever its name says '.repeat(100));
    expect(openDatabaseFile(path, 'write')).toMatchObject({
      ok: false,
      failure: { code: 'store/corrupt' },
    });
    expect(readFileSync(path, 'utf8')).toContain('not a database');
  });
});
