import type { Failure } from '../../shared/diagnostic';
import type { Json } from '../../shared/json';
import { ok, type Result } from '../../shared/result';
import type { UnreadReason } from '../../shared/tenant/snapshot';
import { sha256 } from '../files/sha256';
import { KeptPages, writeInColumns } from './kept-pages';
import type { SharedValues } from './shared-values';
import { numberOf, textOf, type StoreHandle } from './store-handle';

/** Where one list of a reading tour stands. `next`: the link of the page that was not read yet. */
export type ListState =
  | { readonly kind: 'reading'; readonly next: string }
  | { readonly kind: 'done' }
  | { readonly kind: 'unread'; readonly reason: UnreadReason };

export interface PageOrigin {
  readonly date: string | null;
  readonly requestId: string | null;
}

/**
 * A reading tour under way, page by page on disk. `path` names a list: a source, or a source and
 * an id. It survives the process; what is done is not read again. A power cut may take the last
 * pages, and with each its place in the list: they are read again.
 */
export interface Reading {
  readonly id: string;
  readonly startedAt: string;
  /** Where rows lie in memory: what they have in common. Null: they lie on disk, as they came. */
  readonly held: SharedValues | null;
  state(path: string): ListState | null;
  paths(): readonly string[];
  /** One page and where to go on, in one transaction. */
  page(
    path: string,
    rows: readonly Json[],
    next: ListState,
    origin?: PageOrigin,
  ): Result<void, Failure>;
  settle(path: string, state: ListState): Result<void, Failure>;
  /** Forgets a list's pages: its page token expired. */
  restart(path: string): Result<void, Failure>;
  pages(path: string): readonly (readonly Json[])[];
  /** The same one after the other, for lists as long as the tenant. */
  eachPage(path: string): Iterable<readonly Json[]>;
  /** Rows read so far, counted where they lie. */
  rowCount(path: string): number;
}

/** What lies of a list, and where it stands. */
const listTables = ['reading_source', 'reading_page', 'row_chunk'];

export function readingOf(handle: StoreHandle, id: string, startedAt: string): Reading {
  const setState = `INSERT INTO reading_source (reading_id, path, state, detail, pages) VALUES (?,?,?,?,?)
    ON CONFLICT (reading_id, path) DO UPDATE SET state=excluded.state, detail=excluded.detail, pages=excluded.pages`;
  const countPages = (path: string): number =>
    numberOf(
      handle.get('SELECT pages FROM reading_source WHERE reading_id=? AND path=?', id, path),
      'pages',
    );
  const pages = new KeptPages(handle, id);
  const countRows = (path: string): number =>
    ['json_array_length(body)) AS n FROM reading_page', 'count) AS n FROM row_chunk'].reduce(
      (sum, of) =>
        sum + numberOf(handle.get(`SELECT SUM(${of} WHERE reading_id=? AND path=?`, id, path), 'n'),
      0,
    );
  const stateOf = (path: string): ListState | null => {
    const row = handle.get(
      'SELECT state, detail FROM reading_source WHERE reading_id=? AND path=?',
      id,
      path,
    );
    return row === null ? null : toState(row);
  };
  const eachPage = (path: string): Iterable<readonly Json[]> =>
    pages.each(path, stateOf(path)?.kind === 'done');
  /** Counted once where they lie, then kept up: a count reads every page. */
  const counts = new Map<string, number>();
  return {
    id,
    startedAt,
    held: null,
    state: stateOf,
    paths: () =>
      handle
        .all('SELECT path FROM reading_source WHERE reading_id=? ORDER BY path', id)
        .map((row) => textOf(row, 'path')),
    page: (path, rows, next, origin) => {
      const seq = countPages(path);
      const count = seq === 0 ? 0 : counts.get(path);
      if (count !== undefined) counts.set(path, count + rows.length);
      return handle.writeUnsynced((database) => {
        const { date, requestId } = origin ?? { date: null, requestId: null };
        const place = { readingId: id, path, seq, isLast: next.kind === 'done', date, requestId };
        if (!writeInColumns(database, place, rows)) {
          const body = JSON.stringify(rows);
          database
            .prepare(
              'INSERT INTO reading_page (reading_id, path, seq, body, hash, server_date, request_id) VALUES (?,?,?,?,?,?,?)',
            )
            .run(id, path, seq, body, sha256(body), date, requestId);
        }
        database.prepare(setState).run(id, path, next.kind, detailOf(next), seq + 1);
      });
    },
    settle: (path, state) =>
      handle.writeUnsynced((database) => {
        database.prepare(setState).run(id, path, state.kind, detailOf(state), countPages(path));
      }),
    restart: (path) => {
      counts.delete(path);
      // A finished snapshot keeps pages alone, those of a list that failed half way among them.
      const lie = (table: string): boolean =>
        handle.get(`SELECT 1 FROM ${table} WHERE reading_id=? AND path=?`, id, path) !== null;
      if (!listTables.some(lie)) return ok(undefined);
      return handle.writeUnsynced((database) => {
        for (const table of listTables) {
          database.prepare(`DELETE FROM ${table} WHERE reading_id=? AND path=?`).run(id, path);
        }
      });
    },
    rowCount: (path) => {
      let count = counts.get(path);
      if (count === undefined) counts.set(path, (count = countRows(path)));
      return count;
    },
    pages: (path) => [...eachPage(path)],
    eachPage,
  };
}

function detailOf(state: ListState): string {
  if (state.kind === 'reading') return JSON.stringify({ next: state.next });
  return JSON.stringify(state.kind === 'unread' ? { reason: state.reason } : {});
}

function toState(row: Record<string, unknown>): ListState {
  const detail = JSON.parse(textOf(row, 'detail')) as { next?: string; reason?: UnreadReason };
  const state = textOf(row, 'state');
  if (state === 'done') return { kind: 'done' };
  if (state === 'unread') {
    return { kind: 'unread', reason: detail.reason ?? { code: 'malformed' } };
  }
  return { kind: 'reading', next: detail.next ?? '' };
}
