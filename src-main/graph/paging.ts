import { isJsonObject, type Json } from '../../shared/json';
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

/** Reads one page of a list, or the one row of a singleton as a page of one. */
export async function readPage(
  client: GraphClient,
  url: string,
  options: { signal?: AbortSignal | undefined; headers?: Readonly<Record<string, string>> },
): Promise<PageOutcome> {
  const got = await client.get(linkFrom(client, url), options);
  if (!got.ok) {
    if (got.failure.code === 'step/cancelled') return { kind: 'cancelled' };
    if (got.failure.code.startsWith('auth/')) return { kind: 'unauthorized' };
    const code = got.failure.code === 'graph/network' ? 'network' : 'malformed';
    return { kind: 'unread', reason: { code } };
  }
  const answer = got.value;
  if (!isSuccess(answer.status)) {
    const code = graphCode(answer);
    if (/ExpiredPageToken|PageTokenNotFound/i.test(code)) return { kind: 'expired' };
    if (answer.status === 401 && client.kind !== 'capture') return { kind: 'unauthorized' };
    return { kind: 'unread', reason: toUnread(answer) };
  }
  const body = answer.json;
  if (!isJsonObject(body)) return { kind: 'unread', reason: malformed(answer.status) };
  const date = answer.headers['date'] ?? null;
  const requestId = answer.headers['request-id'] ?? null;
  if (!Array.isArray(body['value'])) {
    if ('value' in body) return { kind: 'unread', reason: malformed(answer.status) };
    return { kind: 'page', page: { rows: [body], next: null, date, requestId } };
  }
  const next = body['@odata.nextLink'] ?? null;
  if (next !== null && typeof next !== 'string') {
    return { kind: 'unread', reason: malformed(answer.status) };
  }
  const rows = body['value'] as readonly Json[];
  const rest = next === null ? null : linkFrom(client, next);
  return { kind: 'page', page: { rows, next: rest, date, requestId } };
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
  options: { signal?: AbortSignal | undefined; headers?: Readonly<Record<string, string>> } = {},
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
