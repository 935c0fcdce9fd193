import { failure, type Failure } from '../../shared/diagnostic';
import { err, ok, type Result } from '../../shared/result';
import { sqlFailure } from './database';
import { initialAccessMigration } from './access-migrations/0001-initial';
import type { Database } from './database-port';
import { initialMigration } from './migrations/0001-initial';
import { rowChunkMigration } from './migrations/0002-row-chunk';
import { initialPeopleMigration } from './people-migrations/0001-initial';

/** Of a tenant's own database. */
export const tenantMigrations: readonly string[] = [initialMigration, rowChunkMigration];
/** Of the people list, in a file of its own. */
export const peopleMigrations: readonly string[] = [initialPeopleMigration];
/** Of the sign-ins and exports, in a file of its own. */
export const accessMigrations: readonly string[] = [initialAccessMigration];

/**
 * Brings the file to this version, each step in its own transaction; a newer file is refused. A file
 * that is only read stays as it is: whoever reads it knows what files of before have not.
 */
export function migrate(
  database: Database,
  mode: 'write' | 'read',
  migrations: readonly string[] = tenantMigrations,
): Result<void, Failure> {
  try {
    const version = versionOf(database);
    if (mode === 'read' && version === 0) return err(failure('store/not-found'));
    if (version > migrations.length) {
      return err(failure('store/newer-schema', { version: String(version) }));
    }
    if (mode === 'read') return ok(undefined);
    for (let next = version; next < migrations.length; next += 1) {
      database.exec('BEGIN IMMEDIATE');
      // Another process may have migrated while this one waited.
      if (versionOf(database) === next) {
        database.exec(migrations[next] ?? '');
        database.exec(`PRAGMA user_version=${next + 1}`);
      }
      database.exec('COMMIT');
    }
    return ok(undefined);
  } catch (error) {
    return err(sqlFailure(error));
  }
}

export function versionOf(database: Database): number {
  const row = database.prepare('PRAGMA user_version').get();
  const value: unknown = typeof row === 'object' && row !== null ? Object.values(row)[0] : 0;
  return typeof value === 'number' ? value : 0;
}
