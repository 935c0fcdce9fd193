import { readdirSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { failure, type Failure } from '../../shared/diagnostic';
import type { Json } from '../../shared/json';
import type { PersonTraits } from '../../shared/people/person-traits';
import { err, ok, type Result } from '../../shared/result';
import { closeQuietly, openDatabaseFile, sqlCode, sqlFailure } from './database';
import type { Database, SqlValue } from './database-port';
import { migrate, peopleMigrations } from './migrate';

/** One account as it is stored. `traits` is a place in the list that `finish` is given. */
export interface StoredPerson {
  readonly n: number;
  readonly traits: number;
  readonly id: string;
  readonly upn: string;
  readonly name: string;
  readonly department: string | null;
  readonly isAdministrator: boolean;
  readonly isEmergencyAccess: boolean;
  readonly isOperator: boolean;
  readonly methods: readonly string[] | null;
  readonly allowedMethods: readonly string[] | null;
  readonly survivingMethods: readonly string[] | null;
  /** In the order of the columns of `person_order`, from `name_rank` on. */
  readonly ranks: readonly number[];
  readonly folded: string;
}

const prefix = 'people-';

/**
 * The people list in a file of its own. It holds nothing that a snapshot and its answers do not give
 * again, and never shares a transaction with the journal: filling it for a large tenant takes
 * seconds, in which the journal must be able to commit. Damaged, old or half filled, it is deleted.
 *
 * Every fill makes a file of a new name. One driver lets go of a closed file only when its statements
 * are collected, and would then take away the log of whatever lies under the same name.
 */
export class PeopleFile {
  #database: Database | null = null;
  #name: string | null = null;
  #key: string | null = null;

  /** `openFile`: `openDatabaseFile`, or the same over one driver. */
  constructor(
    private readonly directory: string,
    private readonly openFile: (path: string) => Result<Database, Failure> = (path) =>
      openDatabaseFile(path, 'write'),
  ) {}

  /** What the finished content was made of; null while there is none. */
  get key(): string | null {
    return this.#key;
  }

  /** Takes the file that an earlier start made of this, if it is whole. */
  open(key: string): void {
    for (const name of this.#names().filter((one) => one.startsWith(prefixOf(key)))) {
      this.close();
      const opened = this.openFile(join(this.directory, name));
      if (!opened.ok) continue;
      this.#database = opened.value;
      this.#name = name;
      if (this.#isWhole(opened.value, key)) {
        this.#key = key;
        this.#sweep();
        return;
      }
      this.close();
    }
  }

  #isWhole(database: Database, key: string): boolean {
    try {
      return (
        this.#text('PRAGMA quick_check(1)') === 'ok' &&
        migrate(database, 'write', peopleMigrations).ok &&
        this.#text('SELECT key FROM content') === key
      );
    } catch {
      return false;
    }
  }

  /** A new, empty file. */
  begin(key: string): Result<void, Failure> {
    this.close();
    const taken = new Set(this.#names());
    let number = 0;
    while (taken.has(`${prefixOf(key)}${number}.db`)) number += 1;
    this.#name = `${prefixOf(key)}${number}.db`;
    const opened = this.openFile(join(this.directory, this.#name));
    if (!opened.ok) return opened;
    this.#database = opened.value;
    return migrate(opened.value, 'write', peopleMigrations);
  }

  insert(people: readonly StoredPerson[]): Result<void, Failure> {
    return this.change((database) => {
      const person = database.prepare('INSERT INTO person VALUES (?,?,?,?,?,?,?,?,?,?,?,?)');
      const order = database.prepare('INSERT INTO person_order VALUES (?,?,?,?,?,?,?,?,?,?,?,?)');
      for (const one of people) {
        person.run(
          ...[one.n, one.traits, one.id, one.upn, one.name, one.department],
          ...[one.isAdministrator, one.isEmergencyAccess, one.isOperator].map(Number),
          ...[one.methods, one.allowedMethods, one.survivingMethods].map(toText),
        );
        order.run(one.n, one.traits, ...one.ranks, one.folded);
      }
    });
  }

  /** One or all of `peopleIndexes`, before `finish`. */
  index(sql: string): Result<void, Failure> {
    return this.change((database) => database.exec(sql));
  }

  /** From here on the content counts. */
  finish(key: string, traits: readonly PersonTraits[]): Result<void, Failure> {
    const finished = this.change((database) => {
      const statement = database.prepare('INSERT INTO traits VALUES (?,?)');
      traits.forEach((one, at) => statement.run(at, JSON.stringify(one)));
      database.prepare('INSERT INTO content VALUES (1,?)').run(key);
    });
    if (finished.ok) {
      this.#key = key;
      this.#sweep();
    }
    return finished;
  }

  traits(): readonly PersonTraits[] {
    return this.all('SELECT body FROM traits ORDER BY traits').map(
      (row) => JSON.parse(String(row['body'])) as PersonTraits,
    );
  }

  /** In one transaction; an error undoes it and is answered. */
  change(write: (database: Database) => void): Result<void, Failure> {
    const database = this.#database;
    if (database === null) return err(failure('store/not-found', { path: prefix }));
    try {
      database.exec('BEGIN IMMEDIATE');
      write(database);
      database.exec('COMMIT');
      return ok(undefined);
    } catch (error) {
      this.close();
      // A bug must be seen as one, not as a full disk.
      if (sqlCode(error) === null) throw error;
      return err(sqlFailure(error));
    }
  }

  /** Rows of a query. Throws the driver's error: the file is then damaged. */
  all(sql: string, ...values: SqlValue[]): readonly Record<string, unknown>[] {
    if (this.#database === null) return [];
    return this.#database.prepare(sql).all(...values) as Record<string, unknown>[];
  }

  /** A list that SQL gives as one JSON text: many times faster than row by row. */
  list(sql: string, ...values: SqlValue[]): Json {
    const [row] = this.all(sql, ...values);
    return JSON.parse(String(row === undefined ? 'null' : Object.values(row)[0])) as Json;
  }

  close(): void {
    closeQuietly(this.#database);
    this.#database = null;
    this.#key = null;
  }

  /** Closes and deletes a file that turned out damaged. */
  discard(): void {
    this.close();
    this.#name = null;
    this.#sweep();
  }

  #names(): readonly string[] {
    try {
      return readdirSync(this.directory).filter((name) => /^people-[0-9a-f]+-\d+\.db$/.test(name));
    } catch {
      return [];
    }
  }

  /** Deletes every other file; one that something still holds goes another time. */
  #sweep(): void {
    for (const name of this.#names()) {
      if (name === this.#name) continue;
      for (const suffix of ['', '-wal', '-shm']) {
        try {
          unlinkSync(join(this.directory, name + suffix));
        } catch {
          // Gone already, or held: nobody reads it.
        }
      }
    }
  }

  #text(sql: string): string | null {
    const [row] = this.all(sql);
    const value = row === undefined ? null : Object.values(row)[0];
    return typeof value === 'string' ? value : null;
  }
}

/** `key` is a hash in hex; part of it names the file, all of it is compared. */
function prefixOf(key: string): string {
  return `${prefix}${key.slice(0, 16)}-`;
}

function toText(list: readonly string[] | null): string | null {
  return list === null ? null : JSON.stringify(list);
}
