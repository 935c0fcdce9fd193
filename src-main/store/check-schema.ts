import { failure, type Failure } from '../../shared/diagnostic';
import { err, ok, type Result } from '../../shared/result';
import { sqlFailure } from './database';
import type { Database } from './database-port';
import { openWithDriver } from './drivers';
import { migrate, tenantMigrations } from './migrate';

let expected: string | null = null;

/**
 * Tables, indexes and triggers are letter for letter those this product makes. SQLite's own check
 * does not look at them: a changed name would make every query throw, and a missing trigger would
 * leave the journal open to changes. Failures: `store/corrupt`.
 */
export function checkSchema(database: Database): Result<void, Failure> {
  try {
    expected ??= madeAnew();
    return schemaOf(database) === expected
      ? ok(undefined)
      : err(failure('store/corrupt', { code: 'schema' }));
  } catch (error) {
    return err(sqlFailure(error));
  }
}

function madeAnew(): string {
  const database = openWithDriver(':memory:', { readOnly: false });
  try {
    migrate(database, 'write', tenantMigrations);
    return schemaOf(database);
  } finally {
    database.close();
  }
}

function schemaOf(database: Database): string {
  const sql = 'SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name';
  return JSON.stringify(database.prepare(sql).all());
}
