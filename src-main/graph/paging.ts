import type { FailureCode } from '../../shared/diagnostic';
import { isJsonObject, type Json, type JsonObject } from '../../shared/json';
import type { UnreadReason } from '../../shared/tenant/snapshot';
import type { GraphClient } from './graph-client';
import { graphCode, isSuccess, toUnread } from './graph-error';

const maxPages = 5_000;
const maxEmptyPages = 10;

export interface Page {
  readonly rows: readonly Json[];
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
  | { readonly kind: 'unauthorized' }
  | { readonly kind: 'cancelled' };

/** Guards of one list: a server may repeat a link or send empty pages without end (6.1). */
export class PageGuard {
  readonly #seen = new Set<string>();
  #pages = 0;
  #empty = 0;

  /** False when the list must not go on. */
  admits(page: Page): boolean {
    this.#pages += 1;
    this.#empty = page.rows.length === 0 ? this.#empty + 1 : 0;
    if (page.next === null) return true;
    if (this.#seen.has(page.next)) return false;
    this.#seen.add(page.next);
    return this.#pages < maxPages && this.#empty < maxEmptyPages;
  }
}

export interface PageOptions {
  readonly signal?: AbortSignal | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Reads one page of a list. A body without a list of rows is malformed, never a page of one. */
export async function readPage(
  client: GraphClient,
  url: string,
  options: PageOptions,
): Promise<PageOutcome> {
  const got = await readBody(client, url, options);
  if (got.kind !== 'body') return got;
  const rows = got.body['value'];
  const next = got.body['@odata.nextLink'] ?? null;
  if (!Array.isArray(rows) || (next !== null && typeof next !== 'string')) {
    return { kind: 'unread', reason: malformed(got.status) };
  }
  const rest = next === null ? null : linkFrom(client, next);
  return { kind: 'page', page: { ...got.origin, rows: rows as readonly Json[], next: rest } };
}

/** Reads one object as a page of one. A list or an error in its place is malformed. */
export async function readObject(
  client: GraphClient,
  url: string,
  options: PageOptions,
): Promise<PageOutcome> {
  const got = await readBody(client, url, options);
  if (got.kind !== 'body') return got;
  if (!isSingleObject(got.body)) return { kind: 'unread', reason: malformed(got.status) };
  return { kind: 'page', page: { ...got.origin, rows: [got.body], next: null } };
}

/** An object of its own: neither a list of rows nor an error that came with 200. */
export function isSingleObject(body: Json | undefined): body is JsonObject {
  return isJsonObject(body) && !Array.isArray(body['value']) && !isJsonObject(body['error']);
}

/** Why there was no answer to read. */
const unreadCodes: Partial<Readonly<Record<FailureCode, UnreadReason['code']>>> = {
  'graph/network': 'network',
  'graph/throttled': 'throttled',
};

type BodyOutcome =
  | {
      readonly kind: 'body';
      readonly body: JsonObject;
      readonly status: number;
      readonly origin: Pick<Page, 'date' | 'requestId'>;
    }
  | Exclude<PageOutcome, { kind: 'page' }>;

async function readBody(
  client: GraphClient,
  url: string,
  options: PageOptions,
): Promise<BodyOutcome> {
  const got = await client.get(linkFrom(client, url), options);
  if (!got.ok) {
    if (got.failure.code === 'step/cancelled') return { kind: 'cancelled' };
    if (got.failure.code.startsWith('auth/')) return { kind: 'unauthorized' };
    const code = unreadCodes[got.failure.code] ?? 'malformed';
    return { kind: 'unread', reason: { code } };
  }
  const { status, headers, json } = got.value;
  if (!isSuccess(status)) {
    const code = graphCode(got.value);
    if (/ExpiredPageToken|PageTokenNotFound/i.test(code)) return { kind: 'expired' };
    if (status === 401 && client.kind !== 'capture') return { kind: 'unauthorized' };
    return { kind: 'unread', reason: toUnread(got.value) };
  }
  if (!isJsonObject(json)) return { kind: 'unread', reason: malformed(status) };
  const origin = { date: headers['date'] ?? null, requestId: headers['request-id'] ?? null };
  return { kind: 'body', body: json, status, origin };
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
