import type { Failure } from '../../shared/diagnostic';
import { isJsonObject, type Json, type JsonObject } from '../../shared/json';
import type { UnreadReason } from '../../shared/tenant/snapshot';
import type { GraphClient } from './graph-client';
import {
  graphCode,
  isSuccess,
  notAuthorized,
  reasonOfFailure,
  toUnread,
  type GraphAnswer,
} from './graph-error';
import type { PageRows } from './page-rows';

const maxPages = 5_000;
const maxEmptyPages = 10;
/** A filtered log is searched page by page, and says so of stretches that hold nothing. */
export const emptyLogPages = 200;
/** A thousand sign-ins a page, the newest first: what is older stays unread, and is said to be. */
export const mostLogPages = 20;

export interface Page {
  readonly rows: readonly Json[];
  /** Rows that say the same have the same values already. */
  readonly isShared: boolean;
  /**
   * The link to go on from, without its host where that is the source's own: a practice tenant
   * comes back on another port. A link to any other host stays whole, and is refused when asked.
   * Null at the end.
   */
  readonly next: string | null;
  readonly date: string | null;
  readonly requestId: string | null;
}

export type PageOutcome =
  | { readonly kind: 'page'; readonly page: Page }
  | { readonly kind: 'unread'; readonly reason: UnreadReason }
  /** The page token has expired: this list must start again. */
  | { readonly kind: 'expired' }
  /** No token, or none that is taken: why. */
  | { readonly kind: 'unauthorized'; readonly failure: Failure }
  | { readonly kind: 'cancelled' };

/** Guards of one list: a server may repeat a link or send empty pages without end (6.1). */
export class PageGuard {
  readonly #seen = new Set<string>();
  #pages = 0;
  #empty = 0;

  constructor(private readonly mostEmpty = maxEmptyPages) {}

  /** False when the list must not go on. */
  admits(page: Pick<Page, 'rows' | 'next'>): boolean {
    this.#pages += 1;
    this.#empty = page.rows.length === 0 ? this.#empty + 1 : 0;
    if (page.next === null) return true;
    if (this.#seen.has(page.next)) return false;
    this.#seen.add(page.next);
    return this.#pages < maxPages && this.#empty < this.mostEmpty;
  }
}

export interface PageOptions {
  readonly signal?: AbortSignal | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  /** Reads the pages of one list from their bytes, where they came as such. */
  readonly pageRows?: PageRows;
}

/** Reads one page of a list. A body without a list of rows is malformed, never a page of one. */
export async function readPage(
  client: GraphClient,
  url: string,
  options: PageOptions,
): Promise<PageOutcome> {
  const got = await readAnswer(client, url, options);
  if (got.kind !== 'answer') return got;
  const { bytes } = got.answer;
  const read = bytes === undefined ? null : (options.pageRows?.read(bytes) ?? null);
  const body = read ?? got.answer.json;
  if (!isJsonObject(body)) return { kind: 'unread', reason: malformed(got.answer.status) };
  const rows = body['value'];
  const next = body['@odata.nextLink'] ?? null;
  if (!Array.isArray(rows) || (next !== null && typeof next !== 'string')) {
    return { kind: 'unread', reason: malformed(got.answer.status) };
  }
  const page = { rows: rows as readonly Json[], isShared: read !== null };
  const rest = next === null ? null : linkFrom(client, next);
  return { kind: 'page', page: { ...originOf(got.answer), ...page, next: rest } };
}

/** Reads one object as a page of one. A list or an error in its place is malformed. */
export async function readObject(
  client: GraphClient,
  url: string,
  options: PageOptions,
): Promise<PageOutcome> {
  const got = await readAnswer(client, url, options);
  if (got.kind !== 'answer') return got;
  const { json, status } = got.answer;
  if (!isSingleObject(json)) return { kind: 'unread', reason: malformed(status) };
  const page = { rows: [json], isShared: false };
  return { kind: 'page', page: { ...originOf(got.answer), ...page, next: null } };
}

/** An object of its own: neither a list of rows nor an error that came with 200. */
export function isSingleObject(body: Json | undefined): body is JsonObject {
  return isJsonObject(body) && !Array.isArray(body['value']) && !isJsonObject(body['error']);
}

type AnswerOutcome =
  | { readonly kind: 'answer'; readonly answer: GraphAnswer }
  | Exclude<PageOutcome, { kind: 'page' }>;

async function readAnswer(
  client: GraphClient,
  url: string,
  options: PageOptions,
): Promise<AnswerOutcome> {
  const got = await client.get(linkFrom(client, url), options);
  if (!got.ok) {
    if (got.failure.code === 'step/cancelled') return { kind: 'cancelled' };
    if (got.failure.code.startsWith('auth/')) return { kind: 'unauthorized', failure: got.failure };
    return { kind: 'unread', reason: reasonOfFailure(got.failure) };
  }
  if (isSuccess(got.value.status)) return { kind: 'answer', answer: got.value };
  const code = graphCode(got.value);
  if (/ExpiredPageToken|PageTokenNotFound/i.test(code)) return { kind: 'expired' };
  if (got.value.status === 401 && client.kind !== 'capture')
    return { kind: 'unauthorized', failure: notAuthorized() };
  return { kind: 'unread', reason: toUnread(got.value) };
}

function originOf({ headers }: GraphAnswer): Pick<Page, 'date' | 'requestId'> {
  return { date: headers['date'] ?? null, requestId: headers['request-id'] ?? null };
}

function malformed(status: number): UnreadReason {
  return { code: 'malformed', status };
}

/**
 * Version, path and query, byte for byte, of a link to the source's own host. A capture's links
 * name the host it was recorded from, whichever that was.
 */
function linkFrom(client: GraphClient, url: string): string {
  if (client.kind === 'capture') return /^https?:\/\/[^/?#]+(\/.*)$/.exec(url)?.[1] ?? url;
  return url.startsWith(`${client.origin}/`) ? url.slice(client.origin.length) : url;
}

export type ListOutcome =
  | { readonly kind: 'rows'; readonly rows: readonly Json[] }
  | Exclude<PageOutcome, { kind: 'page' } | { kind: 'expired' }>;

/** Reads a whole list into memory: for short lists and for verification reads. */
export async function readList(
  client: GraphClient,
  url: string,
  options: PageOptions = {},
): Promise<ListOutcome> {
  for (let restarts = 0; restarts < 2; restarts += 1) {
    const guard = new PageGuard();
    const rows: Json[] = [];
    let next: string | null = url;
    let expired = false;
    while (next !== null) {
      const outcome: PageOutcome = await readPage(client, next, options);
      if (outcome.kind === 'expired') {
        expired = true;
        break;
      }
      if (outcome.kind !== 'page') return outcome;
      if (!guard.admits(outcome.page)) return { kind: 'unread', reason: { code: 'malformed' } };
      rows.push(...outcome.page.rows);
      next = outcome.page.next;
    }
    if (!expired) return { kind: 'rows', rows };
  }
  return { kind: 'unread', reason: { code: 'network' } };
}
