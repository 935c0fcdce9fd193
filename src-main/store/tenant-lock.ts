import { join } from 'node:path';
import { failure, type Failure } from '../../shared/diagnostic';
import { err, ok, type Result } from '../../shared/result';
import { closeQuietly, openDatabaseFile, sqlCode, sqlFailure } from './database';

/** Held while the engine may write. The system frees it when the process ends. */
export interface TenantLock {
  isHeld(): boolean;
  release(): void;
}

/**
 * One writer per tenant: an exclusive transaction on `lock.db` (execution.md 3.9). No other code
 * may open that file: closing any handle of it in this process would drop the lock.
 */
export function takeTenantLock(directory: string): Result<TenantLock, Failure> {
  const opened = openDatabaseFile(join(directory, 'lock.db'), 'write');
  if (!opened.ok) return opened;
  const database = opened.value;
  try {
    database.exec('PRAGMA busy_timeout=0');
    database.exec('PRAGMA locking_mode=EXCLUSIVE');
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    closeQuietly(database);
    return err(sqlCode(error) === 5 ? failure('store/locked') : sqlFailure(error));
  }
  let held = true;
  return ok({
    isHeld: () => held,
    release: () => {
      held = false;
      closeQuietly(database);
    },
  });
}
