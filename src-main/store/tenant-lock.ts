import { closeSync, existsSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { failure, type Failure } from '../../shared/diagnostic';
import { err, ok, type Result } from '../../shared/result';
import { closeQuietly, sqlCode, sqlFailure } from './database';
import type { Database } from './database-port';
import { openWithDriver } from './drivers';

/** Held while the engine may write. The system frees it when the process ends. */
export interface TenantLock {
  isHeld(): boolean;
  release(): void;
}

/** Kept from the garbage collector: a collected connection would silently free its lock. */
const heldDatabases = new Set<Database>();

/**
 * One writer per tenant: an exclusive transaction on `lock.db` (execution.md 3.9). No other code
 * may open that file: closing any handle of it in this process would drop the lock.
 */
export function takeTenantLock(directory: string): Result<TenantLock, Failure> {
  const path = join(directory, 'lock.db');
  let database: Database | null = null;
  try {
    if (!existsSync(path)) closeSync(openSync(path, 'wx', 0o600));
    // No write-ahead log here: only a rollback journal locks the file itself, readers included.
    database = openWithDriver(path, { readOnly: false });
    database.exec('PRAGMA busy_timeout=0');
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    closeQuietly(database);
    return err(sqlCode(error) === 5 ? failure('store/locked') : sqlFailure(error));
  }
  const held = database;
  heldDatabases.add(held);
  let isHeld = true;
  return ok({
    isHeld: () => isHeld,
    release: () => {
      isHeld = false;
      heldDatabases.delete(held);
      closeQuietly(held);
    },
  });
}
