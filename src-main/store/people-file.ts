import { existsSync, unlinkSync } from 'node:fs';
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

export const peopleFileName = 'people.db';

/**
 * The people list in a file of its own. It holds nothing that a snapshot and its answers do not give
 * again, and never shares a transaction with the journal: filling it for a large tenant takes
 * seconds, in which the journal must be able to commit. Damaged, old or half filled, it is deleted.
 */
export class PeopleFile {
  #database: Database | null = null;
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

  /** Takes the file of an earlier start, if it is whole. */
  open(): void {
    const path = join(this.directory, peopleFileName);
    if (this.#database !== null || !existsSync(path)) return;
    const opened = this.openFile(path);
    if (!opened.ok) return;
    this.#database = opened.value;
    try {
      const isWhole = this.#text('PRAGMA quick_check(1)') === 'ok';
      const isReadable = migrate(opened.value, 'write', peopleMigrations).ok;
      this.#key = isWhole && isReadable ? this.#text('SELECT key FROM content') : null;
    } catch {
      this.#key = null;
    }
    if (this.#key === null) this.close();
  }

  /** A new, empty file in place of whatever was there. */
  begin(): Result<void, Failure> {
    this.close();
    const path = join(this.directory, peopleFileName);
    try {
      for (const suffix of ['', '-wal', '-shm']) {
        if (existsSync(path + suffix)) unlinkSync(path + suffix);
      }
    } catch (error) {
      return err(sqlFailure(error));
    }
    const opened = this.openFile(path);
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

  /** One of `peopleIndexes`: before `finish`, each a turn of its own. */
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
    if (finished.ok) this.#key = key;
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
    if (database === null) return err(failure('store/not-found', { path: peopleFileName }));
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

  #text(sql: string): string | null {
    const [row] = this.all(sql);
    const value = row === undefined ? null : Object.values(row)[0];
    return typeof value === 'string' ? value : null;
  }
}

function toText(list: readonly string[] | null): string | null {
  return list === null ? null : JSON.stringify(list);
}
