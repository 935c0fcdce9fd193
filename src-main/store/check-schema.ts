import { failure, type Failure } from '../../shared/diagnostic';
import { err, ok, type Result } from '../../shared/result';
import { sqlFailure } from './database';
import type { Database } from './database-port';
import { openWithDriver } from './drivers';
import { migrate, tenantMigrations, versionOf } from './migrate';

/** By version. */
const expected: (string | undefined)[] = [];

/**
 * Tables, indexes and triggers are letter for letter those this product makes in a file of its
 * version. SQLite's own check
 * does not look at them: a changed name would make every query throw, and a missing trigger would
 * leave the journal open to changes. Failures: `store/corrupt`.
 */
export function checkSchema(database: Database): Result<void, Failure> {
  try {
    const version = versionOf(database);
    const known = (expected[version] ??= madeAnew(version));
    return schemaOf(database) === known
      ? ok(undefined)
      : err(failure('store/corrupt', { code: 'schema' }));
  } catch (error) {
    return err(sqlFailure(error));
  }
}

function madeAnew(version: number): string {
  const database = openWithDriver(':memory:', { readOnly: false });
  try {
    migrate(database, 'write', tenantMigrations.slice(0, version));
    return schemaOf(database);
  } finally {
    database.close();
  }
}

function schemaOf(database: Database): string {
  const sql = 'SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name';
  return JSON.stringify(database.prepare(sql).all());
}
