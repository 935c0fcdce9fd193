import { failure, type Failure } from '../../shared/diagnostic';
import { err, ok, type Result } from '../../shared/result';
import type { SnapshotHead } from './assemble-snapshot';
import { readingOf, type Reading } from './reading-store';
import type { Coverage, SnapshotRecord } from './snapshot-coverage';
import { textOf, type StoreHandle } from './store-handle';

export interface SnapshotExtensions {
  /** The reading a snapshot stands on, for lists that nobody asked for at the time; null: none. */
  reopen(snapshotId: string): Reading | null;
  /**
   * A snapshot of the same moment that also holds what `reading` has read since. It takes the place
   * of the earlier one, which stays only where a plan stands on it. `hash`: of the whole.
   */
  extend(snapshotId: string, reading: Reading, hash: string): Result<SnapshotRecord, Failure>;
}

/** Sorts after the snapshot it takes the place of, and before any later one. */
function nextId({ takenAt }: SnapshotHead, readingId: string, before: string, hash: string) {
  const times = Number(/~(\d+)-/.exec(before)?.[1] ?? 0) + 1;
  return `${takenAt}-${readingId}~${String(times).padStart(4, '0')}-${hash.slice(0, 12)}`;
}

/** Lists added to a finished snapshot: the rest of it is neither read nor written again. */
export function extensions(
  handle: StoreHandle,
  coverageOf: (reading: Reading, head: SnapshotHead) => Coverage,
): SnapshotExtensions {
  const coverageAt = (snapshotId: string): Coverage | null => {
    const row = handle.get('SELECT coverage FROM snapshot WHERE snapshot_id=?', snapshotId);
    return row === null ? null : (JSON.parse(textOf(row, 'coverage')) as Coverage);
  };
  return {
    reopen: (snapshotId) => {
      const coverage = coverageAt(snapshotId);
      // A file of before keeps its pages elsewhere: such a snapshot is read anew.
      if (coverage?.readingId === undefined) return null;
      return readingOf(handle, coverage.readingId, coverage.head.takenAt);
    },
    extend: (snapshotId, reading, hash) => {
      const before = coverageAt(snapshotId);
      if (before?.readingId !== reading.id) {
        return err(failure('store/not-found', { path: snapshotId }));
      }
      const head = { ...before.head, hash };
      const added = coverageOf(reading, head).unread;
      const coverage: Coverage = { ...before, head, unread: { ...before.unread, ...added } };
      const record = {
        snapshotId: nextId(head, reading.id, snapshotId, hash),
        ...{ tenantId: head.tenantId, takenAt: head.takenAt, hash },
      };
      const written = handle.write((database) => {
        database
          .prepare(
            'INSERT INTO snapshot (snapshot_id, tenant_id, source, taken_at, hash, coverage) VALUES (?,?,?,?,?,?)',
          )
          .run(
            ...[record.snapshotId, head.tenantId, head.origin, head.takenAt, hash],
            JSON.stringify(coverage),
          );
        database
          .prepare(
            `DELETE FROM snapshot WHERE snapshot_id=? AND snapshot_id NOT IN
             (SELECT snapshot_id FROM plan WHERE snapshot_id IS NOT NULL)`,
          )
          .run(snapshotId);
        database.prepare('DELETE FROM reading_source WHERE reading_id=?').run(reading.id);
      });
      return written.ok ? ok(record) : written;
    },
  };
}
