import type * as v from 'valibot';
import { safeParse } from 'valibot';
import type { Decode } from '../store/parse-rows';
import { failure, type Failure } from '../../shared/diagnostic';
import type { Json } from '../../shared/json';
import { err, ok, type Result } from '../../shared/result';
import type { SourceName, UnreadReason } from '../../shared/tenant/snapshot';
import { inTurns, type Steps } from '../ports/in-turns';
import type { Source } from '../graph/source';
import { PageRows } from '../graph/page-rows';
import { PageGuard, readObject, readPage, type Page } from '../graph/paging';
import type { Reading } from '../store/reading-store';
import { SharedValues } from '../store/shared-values';
import { byLicence } from './by-licence';
import type { ProgressBoard } from './read-progress';

/** How a person holds a reading tour. Both act at the next page boundary. */
export interface ReadControl {
  readonly signal: AbortSignal;
  isPaused(): boolean;
  whenResumed(): Promise<void>;
}

/** What every part of the tour works with. */
export interface Tour {
  readonly source: Source;
  readonly reading: Reading;
  readonly control: ReadControl;
  readonly board: ProgressBoard;
  /** Reads also who is in a group directly: for people who look at a person, never for a guard. */
  readonly asksHow?: boolean;
}

export type TourResult = Result<void, Failure>;

/** Between two pages: waits while paused, and ends a cancelled tour. */
export async function atBoundary(tour: Tour): Promise<TourResult> {
  while (!tour.control.signal.aborted && tour.control.isPaused()) {
    tour.board.paused(true);
    await tour.control.whenResumed();
    tour.board.paused(false);
  }
  return tour.control.signal.aborted ? err(failure('step/cancelled')) : ok(undefined);
}

export interface ListPlan {
  readonly source: SourceName;
  /** Where it lies in the snapshot; default: the source. */
  readonly path?: string;
  readonly url: string;
  readonly schema: v.GenericSchema<unknown, unknown>;
  /** The same written out, for a list as long as the tenant. */
  readonly decode?: Decode<object>;
  /** A tenant without any is no answer: then the list is malformed, not empty. */
  readonly isNeverEmpty?: boolean;
  /** One object instead of a list. */
  readonly isObject?: boolean;
  /** Rows as they are kept, instead of raw. */
  readonly keep?: (row: Json) => Json | null;
  readonly total?: () => number | null;
  /** Refused without P1: the licences say what the refusal means. */
  readonly needsP1?: boolean;
  /** One of several lists of its source: the source is settled by whoever asks for all. */
  readonly isPart?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
  /** Pages without a row before the list is malformed. Default: ten. */
  readonly mostEmptyPages?: number;
  /** The list is left after so many pages with rows; `{path}/cut` then says so. Default: read to the end. */
  readonly maxPages?: number;
  /** Another address for an answer of 400, and whether it may be tried. */
  readonly plainUrl?: string;
}

/**
 * Streams one list to disk, a page at a time, and goes on where an earlier tour stopped. An
 * unsuccessful answer or a row that does not fit leaves the source unread; only a lost sign-in,
 * a cancel or the store ends the tour.
 */
export async function readListInto(tour: Tour, plan: ListPlan): Promise<TourResult> {
  const { reading, board } = tour;
  const path = plan.path ?? plan.source;
  const before = reading.state(path);
  let count = before === null ? 0 : reading.rowCount(path);
  if (before !== null && before.kind !== 'reading') {
    tellSettled(tour, plan, count, before.kind === 'unread' ? before.reason : null);
    return ok(undefined);
  }
  let url = before === null ? plan.url : before.next;
  let restarts = 0;
  let pages = 0;
  let guard = new PageGuard(plan.mostEmptyPages);
  const share = reading.held ?? new SharedValues();
  const pageRows = plan.decode === undefined ? undefined : new PageRows();
  for (;;) {
    board.reading(plan.source, count, plan.total?.() ?? null);
    const go = await atBoundary(tour);
    if (!go.ok) return go;
    const readOne = plan.isObject === true ? readObject : readPage;
    const outcome = await readOne(tour.source.graph, url, {
      signal: tour.control.signal,
      ...(plan.headers === undefined ? {} : { headers: plan.headers }),
      ...(pageRows === undefined ? {} : { pageRows }),
    });
    if (outcome.kind === 'cancelled') return err(failure('step/cancelled'));
    if (outcome.kind === 'unauthorized') return err(outcome.failure);
    if (outcome.kind === 'expired') {
      restarts += 1;
      if (restarts > 1) return unreadList(tour, plan, { code: 'network' });
      const restarted = reading.restart(path);
      if (!restarted.ok) return restarted;
      board.restarted(plan.source);
      url = plan.url;
      count = 0;
      guard = new PageGuard(plan.mostEmptyPages);
      continue;
    }
    if (outcome.kind === 'unread') {
      const isFirst = count === 0 && url === plan.url;
      if (isFirst && plan.plainUrl !== undefined && outcome.reason.status === 400) {
        url = plan.plainUrl;
        continue;
      }
      return unreadList(tour, plan, outcome.reason);
    }
    const { rows, next, date, requestId } = outcome.page;
    if (!guard.admits(outcome.page)) return unreadList(tour, plan, { code: 'malformed' });
    const fitting = fit(plan, outcome.page, share);
    if (fitting === null) return unreadList(tour, plan, { code: 'malformed' });
    if (plan.isNeverEmpty === true && next === null && count + rows.length === 0) {
      return unreadList(tour, plan, { code: 'malformed' });
    }
    const kept = plan.keep === undefined ? fitting : fitting.flatMap((row) => keepRow(plan, row));
    if (rows.length > 0) pages += 1;
    const isCut = next !== null && pages >= (plan.maxPages ?? Infinity);
    if (isCut) {
      const cut = reading.page(`${path}/cut`, [true], { kind: 'done' });
      if (!cut.ok) return cut;
    }
    const isLast = next === null || isCut;
    const saved = reading.page(path, kept, isLast ? { kind: 'done' } : { kind: 'reading', next }, {
      ...{ date, requestId },
    });
    if (!saved.ok) return saved;
    count += kept.length;
    if (isLast) {
      tellSettled(tour, plan, count, null);
      return ok(undefined);
    }
    url = next;
  }
}

/** The rows as they fit: decoded where the list says how. Null when one of them does not. */
function fit(plan: ListPlan, page: Page, share: SharedValues): readonly Json[] | null {
  const { decode } = plan;
  const { rows, isShared } = page;
  if (decode === undefined) {
    return rows.every((row) => safeParse(plan.schema, row).success) ? rows : null;
  }
  const decoded: Json[] = [];
  for (const row of rows) {
    const one = decode(row, share.once);
    if (one === null) return null;
    decoded.push((isShared ? one : share.row(one)) as Json);
  }
  return decoded;
}

function keepRow(plan: ListPlan, row: Json): readonly Json[] {
  const kept = plan.keep === undefined ? row : plan.keep(row);
  return kept === null ? [] : [kept];
}

function unreadList(tour: Tour, plan: ListPlan, why: UnreadReason): TourResult {
  const reason = plan.needsP1 === true ? byLicence(tour.reading, why) : why;
  const settled = tour.reading.settle(plan.path ?? plan.source, { kind: 'unread', reason });
  if (settled.ok) tellSettled(tour, plan, 0, reason);
  return settled;
}

function tellSettled(tour: Tour, plan: ListPlan, count: number, reason: UnreadReason | null): void {
  if (plan.isPart !== true) tour.board.settled(plan.source, count, reason);
}

/** Settles a list that needs no request: computed rows, or a reason why there are none. */
export async function settleList(
  tour: Tour,
  source: SourceName,
  path: string,
  outcome: { readonly rows: readonly Json[] } | { readonly reason: UnreadReason },
): Promise<TourResult> {
  if ('rows' in outcome) {
    const saved = await inTurns(writeRows(tour.reading, path, outcome.rows));
    if (saved.ok) tour.board.settled(source, outcome.rows.length, null);
    return saved;
  }
  const settled = tour.reading.settle(path, { kind: 'unread', reason: outcome.reason });
  if (settled.ok) tour.board.settled(source, 0, outcome.reason);
  return settled;
}

/** Rows of one page of a computed list. */
const computedRows = 10_000;

/** An interrupted one is computed again, from its beginning. */
function* writeRows(reading: Reading, path: string, rows: readonly Json[]): Steps<TourResult> {
  const begun = reading.restart(path);
  if (!begun.ok) return begun;
  for (let start = 0; ; start += computedRows) {
    const isLast = start + computedRows >= rows.length;
    const next = isLast ? ({ kind: 'done' } as const) : ({ kind: 'reading', next: '' } as const);
    const saved = reading.page(path, rows.slice(start, start + computedRows), next);
    if (!saved.ok || isLast) return saved;
    yield;
  }
}
