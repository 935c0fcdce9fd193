import { join } from 'node:path';
import type { Failure } from '../../shared/diagnostic';
import { ok, type Result } from '../../shared/result';
import { answersSchema, type Answers } from '../../shared/tenant/answer';
import { choicesSchema, type Choices } from '../../shared/tenant/choice';
import type { Snapshot } from '../../shared/tenant/snapshot';
import type { Steps } from '../ports/in-turns';
import { openDatabaseFile } from './database';
import type { Database, SqlValue } from './database-port';
import { documentStore } from './document-store';
import { openTenantStore, type StoreOptions } from './open-store';
import type { Coverage, SnapshotRecord } from './snapshot-coverage';
import { carriedOverKey } from './setting-store';
import { snapshotStore } from './snapshot-store';
import { StoreHandle, textOf } from './store-handle';

/** What can still be read of a store that is not whole. Nothing is written to it. */
export interface DamagedStore {
  /** Newest first. */
  readonly snapshots: readonly SnapshotRecord[];
  /** Null where a page of it cannot be read. */
  loadSteps(snapshotId: string): Steps<Snapshot | null>;
  readonly answers: Answers | null;
  readonly choices: Choices | null;
  /** Its rows into a store of its own, which is made, and knows that it was taken over. */
  copySnapshot(
    snapshotId: string,
    directory: string,
    clock: StoreOptions['clock'],
  ): Result<void, Failure>;
  close(): void;
}

const file = 'causeway.db';
const list =
  'SELECT snapshot_id, tenant_id, taken_at, hash FROM snapshot ORDER BY taken_at DESC, snapshot_id DESC';

/** Opens past the checks that refuse it. Failures: those of a file that is no database at all. */
export function openDamagedStore(directory: string): Result<DamagedStore, Failure> {
  const path = join(directory, file);
  const opened = openDatabaseFile(path, 'read');
  if (!opened.ok) return opened;
  const handle = new StoreHandle(opened.value, path, 'read');
  const store = snapshotStore(handle);
  const records = orElse([], () => handle.all(list).map(toRecord));
  return ok({
    snapshots: records,
    *loadSteps(snapshotId) {
      try {
        return yield* store.loadSteps(snapshotId);
      } catch {
        return null;
      }
    },
    answers: orElse(null, () => documentStore(handle, 'answers', answersSchema).get()),
    choices: orElse(null, () => documentStore(handle, 'choices', choicesSchema).get()),
    copySnapshot: (snapshotId, target, clock) => copySnapshot(handle, snapshotId, target, clock),
    close: () => handle.close(),
  });
}

function copySnapshot(
  from: StoreHandle,
  snapshotId: string,
  directory: string,
  clock: StoreOptions['clock'],
): Result<void, Failure> {
  // With all its tables; then its file alone, which says what may be written.
  const made = openTenantStore(directory, { mode: 'write', clock });
  if (!made.ok) return made;
  made.value.close();
  const path = join(directory, file);
  const opened = openDatabaseFile(path, 'write');
  if (!opened.ok) return opened;
  const to = new StoreHandle(opened.value, path, 'write');
  const [row] = from.all('SELECT coverage, taken_at FROM snapshot WHERE snapshot_id=?', snapshotId);
  const { readingId = '' } = JSON.parse(textOf(row ?? null, 'coverage')) as Coverage;
  try {
    return to.write((database) => {
      copyRows(from, database, 'reading', 'reading_id', readingId);
      copyRows(from, database, 'row_chunk', 'reading_id', readingId);
      copyRows(from, database, 'reading_page', 'reading_id', readingId);
      copyRows(from, database, 'snapshot', 'snapshot_id', snapshotId);
      copyRows(from, database, 'snapshot_object', 'snapshot_id', snapshotId);
      database
        .prepare('INSERT INTO setting (key, value) VALUES (?,?)')
        .run(carriedOverKey, JSON.stringify(textOf(row ?? null, 'taken_at')));
    });
  } finally {
    to.close();
  }
}

/** All rows of one owner; a table that an older file lacks has none. */
function copyRows(from: StoreHandle, to: Database, table: string, owner: string, id: string): void {
  const isThere = from.get("SELECT 1 AS n FROM sqlite_master WHERE type='table' AND name=?", table);
  if (isThere === null) return;
  for (const row of from.all(`SELECT * FROM ${table} WHERE ${owner}=?`, id)) {
    const names = Object.keys(row);
    const places = names.map(() => '?').join(',');
    to.prepare(`INSERT INTO ${table} (${names.join(',')}) VALUES (${places})`).run(
      ...(Object.values(row) as SqlValue[]),
    );
  }
}

function toRecord(row: Record<string, unknown>): SnapshotRecord {
  return {
    snapshotId: textOf(row, 'snapshot_id'),
    tenantId: textOf(row, 'tenant_id'),
    takenAt: textOf(row, 'taken_at'),
    hash: textOf(row, 'hash'),
  };
}

/** What a damaged page holds cannot be told: it counts as not there. */
function orElse<T>(other: T, read: () => T): T {
  try {
    return read();
  } catch {
    return other;
  }
}
