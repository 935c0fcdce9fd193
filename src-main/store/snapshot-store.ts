import type { Failure } from '../../shared/diagnostic';
import type { Json } from '../../shared/json';
import { ok, type Result } from '../../shared/result';
import type { Snapshot } from '../../shared/tenant/snapshot';
import { atOnce, type Steps } from '../ports/in-turns';
import { assembleSnapshot, type SnapshotHead } from './assemble-snapshot';
import type { Coverage, SnapshotRecord } from './snapshot-coverage';
import type { Database } from './database-port';
import { KeptPages } from './kept-pages';
import { readingOf, type Reading } from './reading-store';
import { extensions, type SnapshotExtensions } from './snapshot-extension';
import { textOf, type StoreHandle } from './store-handle';

/** Finished snapshots are immutable; a reading becomes one in a single transaction. */
export interface SnapshotStore extends SnapshotExtensions {
  begin(tenantId: string, source: Snapshot['origin'], startedAt: string): Result<Reading, Failure>;
  /** The unfinished reading of this tenant and source, if one was left. */
  resume(tenantId: string, source: Snapshot['origin']): Reading | null;
  discard(reading: Reading): Result<void, Failure>;
  /**
   * The snapshot as it stands, before it has a hash, in steps. `areUsersEachOnce`: that was seen when
   * they were taken, and nobody has to look again.
   */
  assemble(
    reading: Reading,
    head: SnapshotHead,
    seen?: { readonly areUsersEachOnce: boolean },
  ): Steps<Snapshot>;
  finish(reading: Reading, head: SnapshotHead): Result<SnapshotRecord, Failure>;
  /** The newest snapshot's record. */
  latest(): SnapshotRecord | null;
  /** The one before this, of the same tenant; null when none is kept. */
  before(snapshotId: string): SnapshotRecord | null;
  /** Null also where a page is damaged: such a snapshot is read anew, never told in part. */
  load(snapshotId: string): Snapshot | null;
  /** The same in steps, where others wait. */
  loadSteps(snapshotId: string): Steps<Snapshot | null>;
}

const columns =
  'SELECT earlier.snapshot_id, earlier.tenant_id, earlier.taken_at, earlier.hash FROM snapshot AS earlier';

/** A reading that no snapshot stands on. */
const unfinished = `reading_id NOT IN
  (SELECT json_extract(coverage, '$.readingId') FROM snapshot
   WHERE json_extract(coverage, '$.readingId') IS NOT NULL)`;

function deleteUnfinished(database: Database): void {
  for (const table of ['reading_page', 'row_chunk', 'reading_source', 'reading']) {
    database.exec(`DELETE FROM ${table} WHERE ${unfinished}`);
  }
}

/** Besides those a plan stands on. */
const keptSnapshots = 3;

export function snapshotStore(handle: StoreHandle): SnapshotStore {
  /** Readings in which every account was seen to have one row. */
  const eachOnce = new Set<string>();
  const coverageOf = (reading: Reading, head: SnapshotHead): Coverage => ({
    head,
    unread: Object.fromEntries(
      reading.paths().map((path) => {
        const state = reading.state(path);
        return [path, state?.kind === 'unread' ? state.reason : null];
      }),
    ),
  });
  const toRecord = (row: ReturnType<StoreHandle['get']>): SnapshotRecord | null =>
    row === null
      ? null
      : {
          snapshotId: textOf(row, 'snapshot_id'),
          tenantId: textOf(row, 'tenant_id'),
          takenAt: textOf(row, 'taken_at'),
          hash: textOf(row, 'hash'),
        };
  return {
    begin: (tenantId, source, startedAt) => {
      const id = `r${String(nextNumber(handle)).padStart(6, '0')}-${startedAt}`;
      const begun = handle.write((database) => {
        deleteUnfinished(database);
        database
          .prepare(
            'INSERT INTO reading (reading_id, tenant_id, source, started_at) VALUES (?,?,?,?)',
          )
          .run(id, tenantId, source, startedAt);
      });
      return begun.ok ? ok(readingOf(handle, id, startedAt)) : begun;
    },
    resume: (tenantId, source) => {
      const row = handle.get(
        `SELECT reading_id, started_at FROM reading WHERE tenant_id=? AND source=? AND ${unfinished}`,
        tenantId,
        source,
      );
      return row === null
        ? null
        : readingOf(handle, textOf(row, 'reading_id'), textOf(row, 'started_at'));
    },
    discard: () => handle.write(deleteUnfinished),
    *assemble(reading, head, seen) {
      const pages = (path: string): Iterable<readonly Json[]> => reading.eachPage(path);
      const told = coverageOf(reading, head);
      const coverage =
        seen?.areUsersEachOnce === true ? { ...told, isEachOnce: true as const } : told;
      const snapshot = yield* assembleSnapshot(coverage, pages, reading.held);
      const { users } = snapshot;
      const isEachOnce = users.kind === 'read' && users.value.length === reading.rowCount('users');
      if (isEachOnce) eachOnce.add(reading.id);
      return snapshot;
    },
    finish: (reading, head) => {
      const coverage = JSON.stringify({
        ...coverageOf(reading, head),
        ...(eachOnce.has(reading.id) ? { isEachOnce: true } : {}),
        readingId: reading.id,
      } satisfies Coverage);
      const record: SnapshotRecord = {
        snapshotId: `${head.takenAt}-${reading.id}-${head.hash.slice(0, 12)}`,
        tenantId: head.tenantId,
        takenAt: head.takenAt,
        hash: head.hash,
      };
      const finished = handle.write((database) => {
        database
          .prepare(
            'INSERT INTO snapshot (snapshot_id, tenant_id, source, taken_at, hash, coverage) VALUES (?,?,?,?,?,?)',
          )
          .run(record.snapshotId, head.tenantId, head.origin, head.takenAt, head.hash, coverage);
        // The pages stay where they are: hundreds of megabytes are not written twice.
        database.prepare('DELETE FROM reading_source WHERE reading_id=?').run(reading.id);
        const old = `SELECT snapshot_id FROM snapshot WHERE snapshot_id NOT IN
          (SELECT snapshot_id FROM plan WHERE snapshot_id IS NOT NULL) AND snapshot_id NOT IN
          (SELECT snapshot_id FROM snapshot ORDER BY taken_at DESC, snapshot_id DESC LIMIT ${keptSnapshots})`;
        database.exec(`DELETE FROM snapshot_object WHERE snapshot_id IN (${old})`);
        database.exec(`DELETE FROM snapshot WHERE snapshot_id IN (${old})`);
        deleteUnfinished(database);
      });
      return finished.ok ? ok(record) : finished;
    },
    latest: () =>
      toRecord(
        handle.get(`${columns} ORDER BY earlier.taken_at DESC, earlier.snapshot_id DESC LIMIT 1`),
      ),
    before: (snapshotId) =>
      toRecord(
        handle.get(
          `${columns} JOIN snapshot AS own ON own.snapshot_id=? AND own.tenant_id=earlier.tenant_id
           AND (earlier.taken_at, earlier.snapshot_id) < (own.taken_at, own.snapshot_id)
           ORDER BY earlier.taken_at DESC, earlier.snapshot_id DESC LIMIT 1`,
          snapshotId,
        ),
      ),
    ...extensions(handle, coverageOf),
    load: (snapshotId) => atOnce(loadSteps(handle, snapshotId)),
    loadSteps: (snapshotId) => loadSteps(handle, snapshotId),
  };
}

function* loadSteps(handle: StoreHandle, snapshotId: string): Steps<Snapshot | null> {
  const row = handle.get('SELECT coverage FROM snapshot WHERE snapshot_id=?', snapshotId);
  if (row === null) return null;
  const coverage = JSON.parse(textOf(row, 'coverage')) as Coverage;
  const { readingId } = coverage;
  const kept = readingId === undefined ? null : new KeptPages(handle, readingId);
  const pages = kept === null ? copiesOf(handle, snapshotId) : (path: string) => kept.each(path);
  const snapshot = yield* assembleSnapshot(coverage, pages);
  // Closed between two steps: what was read until then is not the tenant.
  return handle.isClosed || kept?.isDamaged === true ? null : snapshot;
}

/** The pages of a file of before, in which snapshots have copies of their own. */
function copiesOf(
  handle: StoreHandle,
  snapshotId: string,
): (path: string) => Iterable<readonly Json[]> {
  return (path) =>
    handle
      .all(
        'SELECT body FROM snapshot_object WHERE snapshot_id=? AND path>=? AND path<? ORDER BY path',
        ...[snapshotId, `${path}#`, `${path}$`],
      )
      .map((page) => JSON.parse(textOf(page, 'body')) as readonly Json[]);
}

/**
 * One more than any snapshot here has: a capture is read at the moment it was taken, however often,
 * so that neither moment nor content tells two readings apart.
 */
function nextNumber(handle: StoreHandle): number {
  const numbers = handle
    .all('SELECT snapshot_id FROM snapshot')
    .map((row) => Number(/-r(\d+)-/.exec(textOf(row, 'snapshot_id'))?.[1] ?? 0));
  return 1 + Math.max(0, ...numbers);
}
