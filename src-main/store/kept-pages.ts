import type { Json } from '../../shared/json';
import { sha256OfBytes } from '../files/sha256';
import { fromBytes, toBytes } from './chunk-bytes';
import { columnList, type ColumnList } from './column-list';
import type { Database } from './database-port';
import { chunkOf, rowsOf } from './row-chunk';
import { SharedValues } from './shared-values';
import { numberOf, textOf, type StoreHandle } from './store-handle';

/** Where a page lies, and what came with it. */
export interface PagePlace {
  readonly readingId: string;
  readonly path: string;
  readonly seq: number;
  readonly isLast: boolean;
  readonly date: string | null;
  readonly requestId: string | null;
}

/** Writes a page in columns where its list has some; false: it has none, or a row is not decoded. */
export function writeInColumns(
  database: Database,
  { readingId, path, seq, isLast, date, requestId }: PagePlace,
  rows: readonly Json[],
): boolean {
  const list = columnList(path);
  const chunk = list === null ? null : chunkOf(list, rows);
  if (chunk === null) return false;
  const body = toBytes(chunk);
  database
    .prepare(
      `INSERT INTO row_chunk (reading_id, path, seq, count, is_last, body, hash, server_date, request_id)
       VALUES (?,?,?,?,?,?,?,?,?)`,
    )
    .run(
      ...[readingId, path, seq, rows.length, Number(isLast), body, sha256OfBytes(body)],
      ...[date, requestId],
    );
  return true;
}

/** The pages of one reading where they lie, finished or not. */
export class KeptPages {
  #isDamaged = false;
  readonly #hasChunks: boolean;
  readonly #share = new SharedValues();

  constructor(
    private readonly handle: StoreHandle,
    private readonly readingId: string,
  ) {
    this.#hasChunks = hasChunks(handle);
  }

  /** Some page that was asked for was not as it had been written, or was not there. */
  get isDamaged(): boolean {
    return this.#isDamaged;
  }

  /**
   * A page that is damaged is one row of nothing, which fits no list: none of it is told. `isWhole`:
   * the list was read to its end, so that its end must be there.
   */
  *each(path: string, isWhole = true): Generator<readonly Json[], void> {
    const list = columnList(path);
    let isEnded = list === null;
    for (let seq = 0; ; seq += 1) {
      const place = [this.readingId, path, seq] as const;
      const chunk = list === null ? null : this.#chunkAt(place);
      if (list !== null && chunk !== null) {
        isEnded = numberOf(chunk, 'is_last') === 1;
        yield this.#rowsOf(list, chunk) ?? this.#damaged();
        continue;
      }
      const page = this.handle.get(
        'SELECT body FROM reading_page WHERE reading_id=? AND path=? AND seq=?',
        ...place,
      );
      if (page === null) break;
      isEnded = true;
      yield JSON.parse(textOf(page, 'body')) as readonly Json[];
    }
    if (isWhole && !isEnded && !this.handle.isClosed) yield this.#damaged();
  }

  #chunkAt(place: readonly [string, string, number]): ReturnType<StoreHandle['get']> {
    if (!this.#hasChunks) return null;
    return this.handle.get(
      'SELECT count, is_last, body, hash FROM row_chunk WHERE reading_id=? AND path=? AND seq=?',
      ...place,
    );
  }

  #rowsOf(list: ColumnList, row: Record<string, unknown>): readonly Json[] | null {
    const { body } = row;
    if (!(body instanceof Uint8Array) || sha256OfBytes(body) !== textOf(row, 'hash')) return null;
    const chunk = fromBytes(list, body, this.#share);
    if (chunk?.count !== numberOf(row, 'count')) return null;
    return rowsOf(list, chunk);
  }

  #damaged(): readonly Json[] {
    this.#isDamaged = true;
    return [null];
  }
}

/** A file that is only read may be of before. */
function hasChunks(handle: StoreHandle): boolean {
  return (
    handle.mode === 'write' ||
    handle.get("SELECT 1 AS one FROM sqlite_schema WHERE name='row_chunk'") !== null
  );
}
