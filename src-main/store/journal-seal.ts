import { createHash, type Hash } from 'node:crypto';
import type { Failure } from '../../shared/diagnostic';
import { ok, type Result } from '../../shared/result';
import { closeQuietly, openDatabaseFile, sqlFailure } from './database';

export type JournalRowOnDisk = Record<string, unknown>;

/** Characters hashed at once. */
const pieceLength = 1_000_000;
const columns = ['seq', 'type', 'step_id', 'item', 'at', 'body', 'prev', 'hash'] as const;

/**
 * One running hash over the rows of a journal whose chain was found whole: as long as the file gives
 * the same rows, the chain is whole still, and nobody has to work it out again. Rows are read over a
 * connection of their own: the one that writes may remember what the file no longer says.
 */
export class JournalSeal {
  readonly #hash: Hash = createHash('sha256');

  add(rows: readonly JournalRowOnDisk[]): void {
    take(this.#hash, rows);
  }

  /** True when these rows, and no others, were added. */
  holds(rows: readonly JournalRowOnDisk[]): boolean {
    const found = createHash('sha256');
    take(found, rows);
    return found.digest('hex') === this.#hash.copy().digest('hex');
  }
}

/** Each text with its length before it, so that nothing can move from one into the next. */
function take(hash: Hash, rows: readonly JournalRowOnDisk[]): void {
  let text = '';
  for (const row of rows) {
    for (const name of columns) {
      const value = row[name];
      const shown = typeof value === 'string' ? value : JSON.stringify(value ?? null);
      text += `${shown.length}:${typeof value === 'string' ? 's' : 'n'}${shown}`;
    }
    if (text.length < pieceLength) continue;
    hash.update(text);
    text = '';
  }
  hash.update(text);
}

/** The rows of one rollout as the file gives them now. Failures: those of opening a database. */
export function rowsOnDisk(
  path: string,
  rolloutId: string,
): Result<readonly JournalRowOnDisk[], Failure> {
  const opened = openDatabaseFile(path, 'read');
  if (!opened.ok) return opened;
  try {
    const asked = opened.value.prepare('SELECT * FROM journal WHERE rollout_id=? ORDER BY seq');
    return ok(asked.all(rolloutId) as readonly JournalRowOnDisk[]);
  } catch (error) {
    return { ok: false, failure: sqlFailure(error) };
  } finally {
    closeQuietly(opened.value);
  }
}
