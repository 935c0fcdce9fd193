import { closeSync, existsSync, openSync } from 'node:fs';
import { failure, type Failure } from '../../shared/diagnostic';
import { err, ok, type Result } from '../../shared/result';
import type { Database } from './database-port';
import { openWithDriver } from './drivers';

/** Settings of every connection, read back after setting (execution.md 1.3). */
const settings: readonly (readonly [string, string, string | number])[] = [
  ['synchronous', 'FULL', 2],
  ['fullfsync', 'ON', 1],
  ['checkpoint_fullfsync', 'ON', 1],
  ['recursive_triggers', 'ON', 1],
  ['foreign_keys', 'ON', 1],
  ['trusted_schema', 'OFF', 0],
  ['cell_size_check', 'ON', 1],
  ['busy_timeout', '2000', 2000],
];

/**
 * Opens a database file, made as an empty 0600 file first because drivers make 0644 ones. Refuses
 * the file when a setting does not read back. Failures: `store/not-found`, `store/unwritable`,
 * `store/corrupt`.
 */
export function openDatabaseFile(path: string, mode: 'write' | 'read'): Result<Database, Failure> {
  if (mode === 'read' && !existsSync(path)) return err(failure('store/not-found'));
  let database: Database | null = null;
  try {
    if (mode === 'write' && !existsSync(path)) closeSync(openSync(path, 'wx', 0o600));
    database = openWithDriver(path, { readOnly: mode === 'read' });
    const refused = configure(database, mode);
    if (refused === null) return ok(database);
    database.close();
    return err(failure('store/unwritable', { code: refused }));
  } catch (error) {
    closeQuietly(database);
    return err(sqlFailure(error));
  }
}

/** The name of the first setting that did not take; null when all did. */
function configure(database: Database, mode: 'write' | 'read'): string | null {
  if (mode === 'write') database.exec('PRAGMA journal_mode=WAL');
  for (const [name, value] of settings) database.exec(`PRAGMA ${name}=${value}`);
  if (mode === 'write' && readSetting(database, 'journal_mode') !== 'wal') return 'journal_mode';
  for (const [name, , expected] of settings) {
    if (readSetting(database, name) !== expected) return name;
  }
  database.enableDefensive(true);
  return null;
}

function readSetting(database: Database, name: string): unknown {
  const row = database.prepare(`PRAGMA ${name}`).get();
  return typeof row === 'object' && row !== null ? Object.values(row)[0] : undefined;
}

export function closeQuietly(database: Database | null): void {
  try {
    database?.close();
  } catch {
    // A dead handle: nothing is left to save, and nothing was acknowledged.
  }
}

/** SQLite's primary result code; null for errors that are not SQLite's. */
export function sqlCode(error: unknown): number | null {
  if (typeof error !== 'object' || error === null || !('errcode' in error)) return null;
  return typeof error.errcode === 'number' ? error.errcode & 0xff : null;
}

const corruptCodes = new Set([11, 26]);

/** A driver's error as a failure; its text stays out, it may hold paths. */
export function sqlFailure(error: unknown): Failure {
  const code = sqlCode(error);
  if (code !== null && corruptCodes.has(code)) {
    return failure('store/corrupt', { code: String(code) });
  }
  if (code === 5) return failure('store/locked', { code: '5' });
  const system =
    typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  return failure('store/unwritable', { code: code === null ? system : String(code) });
}

const deny = 1;
/** Drops, attach and alter: SQLite's action codes. */
const deniedActions = new Set([10, 11, 12, 13, 14, 15, 16, 17, 24, 25, 26, 30]);
const journalChanges = new Set([9, 23]);

/** After migration: no DROP, ALTER, ATTACH, and nothing but INSERT on the journal. */
export function guardSchema(database: Database): void {
  database.setAuthorizer((action, first) => {
    if (deniedActions.has(action)) return deny;
    return journalChanges.has(action) && first === 'journal' ? deny : 0;
  });
}
