import type { Fetch, WriteFetch } from '../graph/fetch';
import type { LogEvent } from './log-events';

/**
 * The same fetch, each answer of which is noted: where to, status, Microsoft's and our id of it, how
 * long it took. No query, body or object's id (execution.md 6.3): the path as a template alone.
 * @param now milliseconds, of any clock
 */
export function noteAnswers(fetch: Fetch, log: LogEvent, now: () => number): Fetch {
  return async (input, init) => {
    const startedAt = now();
    const response = await fetch(input, init);
    const path = pathTemplate(input instanceof Request ? input.url : String(input));
    if (path === null) return response;
    log('graph.answer', {
      path,
      status: response.status,
      request: response.headers.get('request-id') ?? undefined,
      client: new Headers(init?.headers).get('client-request-id') ?? undefined,
      milliseconds: Math.max(0, Math.round(now() - startedAt)),
    });
    return response;
  };
}

/** The same for writes, whose session is made ready before each. */
export function noteWrites(fetch: WriteFetch, log: LogEvent, now: () => number): WriteFetch {
  const { ready } = fetch;
  return Object.assign(noteAnswers(fetch, log, now), ready === undefined ? {} : { ready });
}

/**
 * Version and words of a path of Graph; whatever is no word, an id or a name in a tenant's own
 * words, becomes `{id}`. Null: no address of Graph.
 */
export function pathTemplate(url: string): string | null {
  const [version = '', ...rest] = new URL(url).pathname.split('/').slice(1);
  if (version !== 'v1.0' && version !== 'beta') return null;
  const names = rest.map((part) => {
    const word = part.replace(/^\$/, '');
    return /^[A-Za-z]{1,32}$/.test(word) ? word : '{id}';
  });
  return `/${[version, ...names].join('/')}`;
}
