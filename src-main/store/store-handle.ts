import { failure, type Failure } from '../../shared/diagnostic';
import { err, ok, type Result } from '../../shared/result';
import { closeQuietly, openDatabaseFile } from './database';
import type { Database, SqlValue } from './database-port';
import { keepStatements } from './keep-statements';

/**
 * One connection with its rule of death: any error between BEGIN and COMMIT closes it for good,
 * and nothing is written in this process again (execution.md 1.6). Reading goes on, read-only.
 */
export class StoreHandle {
  #database: Database;
  #dead: Failure | null = null;
  #closed = false;

  constructor(
    database: Database,
    private readonly path: string,
    readonly mode: 'write' | 'read',
  ) {
    this.#database = keepStatements(database);
  }

  /** Why nothing can be written any more; null while all is well. */
  get halted(): Failure | null {
    return this.#dead;
  }

  /** Nothing can be read any more: what seems to be the last row is none. */
  get isClosed(): boolean {
    return this.#closed;
  }

  /** Writes in one transaction. The value is only returned once the commit is durable. */
  write<T>(change: (database: Database) => T): Result<T, Failure> {
    return this.#transact(change, false);
  }

  /**
   * The same without waiting for the disk, for what can be read again: a power cut may take the
   * last of these, never one from between. The next `write` makes all before it durable as well.
   */
  writeUnsynced<T>(change: (database: Database) => T): Result<T, Failure> {
    return this.#transact(change, true);
  }

  #transact<T>(change: (database: Database) => T, mayBeLost: boolean): Result<T, Failure> {
    if (this.#dead) return err(failure('store/halted', this.#dead.values));
    if (this.mode === 'read') return err(failure('store/unwritable', { code: 'read-only' }));
    try {
      // Every other commit syncs (execution.md 1.2); an error on the way ends this connection.
      if (mayBeLost) this.#database.exec('PRAGMA synchronous=NORMAL');
      this.#database.exec('BEGIN IMMEDIATE');
      const value = change(this.#database);
      this.#database.exec('COMMIT');
      if (mayBeLost) this.#database.exec('PRAGMA synchronous=FULL');
      return ok(value);
    } catch (error) {
      const code = typeof error === 'object' && error !== null && 'errcode' in error;
      const halted = this.halt(code ? String(error.errcode) : 'error');
      // A bug must be seen as one, not as a full disk.
      if (!code) throw error;
      return err(halted);
    }
  }

  /** Ends writing in this process: the journal can no longer be trusted to hold what happens. */
  halt(code: string): Failure {
    if (this.#dead) return this.#dead;
    this.#dead = failure('store/halted', { code });
    closeQuietly(this.#database);
    const reopened = openDatabaseFile(this.path, 'read');
    if (reopened.ok) this.#database = keepStatements(reopened.value);
    else this.#closed = true;
    return this.#dead;
  }

  all(sql: string, ...values: SqlValue[]): Record<string, unknown>[] {
    if (this.#closed) return [];
    return this.#database
      .prepare(sql)
      .all(...values)
      .map(toRow);
  }

  get(sql: string, ...values: SqlValue[]): Record<string, unknown> | null {
    if (this.#closed) return null;
    const row = this.#database.prepare(sql).get(...values);
    return row === undefined || row === null ? null : toRow(row);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    if (this.mode === 'write' && this.#dead === null) fold(this.#database);
    closeQuietly(this.#database);
  }
}

/** Everything into the main file: whoever copies it after a regular end misses nothing. */
function fold(database: Database): void {
  try {
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  } catch {
    // Somebody reads just now, or the disk is full: the log stays beside the file, as after a crash.
  }
}

function toRow(row: unknown): Record<string, unknown> {
  return typeof row === 'object' && row !== null ? { ...row } : {};
}

export function textOf(row: Record<string, unknown> | null, column: string): string {
  const value = row?.[column];
  return typeof value === 'string' ? value : '';
}

export function numberOf(row: Record<string, unknown> | null, column: string): number {
  const value = row?.[column];
  return typeof value === 'number' ? value : 0;
}
