import type { ReadableStreamDefaultReader } from 'node:stream/web';
import { AuthError, type INetworkModule } from '@azure/msal-node';
import type { Failure } from '../../shared/diagnostic';
import { networkFailure } from '../ports/network-failure';
import type { Authority } from './authority';
import { toRealUrl } from './authority';
import { asksOnlyToRead } from './scopes';

/** Node's `fetch` and Electron's `session.fetch` both fit. */
export type FetchPort = (
  url: string,
  init: {
    readonly method: 'GET' | 'POST';
    readonly headers: Record<string, string>;
    readonly body?: string;
    readonly signal: AbortSignal;
    readonly redirect: 'error';
    readonly credentials: 'omit';
    readonly cache: 'no-store';
  },
) => Promise<Response>;

export interface NetworkOptions {
  readonly authority: Authority;
  readonly fetch: FetchPort;
  /** Signal of the MSAL call that is running; aborting it ends its request. */
  readonly signal: () => AbortSignal;
  /** False: no request leaves that asks for more than to read. */
  readonly mayWrite: () => boolean;
  /** Told the server's `Date` of each answer, for the clock check. */
  readonly onServerDate?: (serverDate: string) => void;
}

const requestLimitMs = 60_000;
const bodyLimitBytes = 1_048_576;

/**
 * Carries no address, header or body: it may end up in a log. One of MSAL's own kind, because MSAL
 * puts "network_error" in the place of any other and the reason would be lost.
 */
export class NetworkClientError extends AuthError {
  constructor(
    readonly reason: 'origin' | 'read-only' | 'aborted' | 'unreachable' | 'too-large' | 'malformed',
    /** Of `unreachable`: what was in the way. */
    readonly network: Failure | null = null,
  ) {
    super('network_error', '', reason);
    // MSAL's constructor makes a plain AuthError of every kind below it.
    Object.setPrototypeOf(this, NetworkClientError.prototype);
    this.name = 'NetworkClientError';
  }
}

/**
 * MSAL's door to the network: only the authority's own origin, no redirects, no cookies, a time
 * limit of 60 s and a size limit of 1 MB, none of which MSAL has of its own. In read-only mode no
 * token is asked for with more than permissions to read.
 * @throws NetworkClientError
 */
export function createNetworkClient(options: NetworkOptions): INetworkModule {
  const send = async <T>(
    msalUrl: string,
    method: 'GET' | 'POST',
    headers: Record<string, string> | undefined,
    body: string | undefined,
  ): Promise<{ headers: Record<string, string>; body: T; status: number }> => {
    const url = toRealUrl(options.authority, msalUrl);
    if (url === undefined) {
      throw new NetworkClientError('origin');
    }
    // SECURITY: read-only mode ends here, whoever made the request (README, Sign in).
    const scopes = new URLSearchParams(body ?? '').getAll('scope');
    if (method === 'POST' && !options.mayWrite() && !asksOnlyToRead(scopes)) {
      throw new NetworkClientError('read-only');
    }
    const limit = new AbortController();
    const stop = (): void => limit.abort();
    const timer = setTimeout(stop, requestLimitMs);
    const signal = options.signal();
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) {
      stop();
    }
    try {
      const response = await options.fetch(url, {
        method,
        headers: { ...headers, accept: 'application/json' },
        ...(body === undefined ? {} : { body }),
        signal: limit.signal,
        redirect: 'error',
        credentials: 'omit',
        cache: 'no-store',
      });
      const text = await readLimited(response);
      const serverDate = response.headers.get('date');
      if (serverDate !== null) {
        options.onServerDate?.(serverDate);
      }
      return {
        headers: Object.fromEntries(response.headers.entries()),
        body: parseBody<T>(text, options.authority),
        status: response.status,
      };
    } catch (error) {
      if (error instanceof NetworkClientError) {
        throw error;
      }
      if (signal.aborted) throw new NetworkClientError('aborted');
      throw new NetworkClientError('unreachable', networkFailure(error, limit.signal.aborted));
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
    }
  };
  return {
    sendGetRequestAsync: (url, request) => send(url, 'GET', request?.headers, undefined),
    sendPostRequestAsync: (url, request) => send(url, 'POST', request?.headers, request?.body),
  };
}

/** Counted while it arrives: a length header may be missing or wrong. */
async function readLimited(response: Response): Promise<string> {
  if (!response.body) {
    return '';
  }
  const reader = response.body.getReader() as ReadableStreamDefaultReader<Uint8Array>;
  const parts: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) {
      return new TextDecoder('utf-8').decode(Buffer.concat(parts));
    }
    size += value.byteLength;
    if (size > bodyLimitBytes) {
      await reader.cancel();
      throw new NetworkClientError('too-large');
    }
    parts.push(value);
  }
}

/**
 * MSAL compares the issuer of the discovery document with the authority, scheme included: in the
 * practice tenant's document the authority's own origin is spelled as MSAL knows it.
 */
function parseBody<T>(text: string, authority: Authority): T {
  const spelled =
    authority.kind === 'practice'
      ? authority.msalOrigins.reduce(
          (all, origin) => all.replaceAll(`"${origin.replace('https:', 'http:')}/`, `"${origin}/`),
          text,
        )
      : text;
  try {
    return JSON.parse(spelled) as T;
  } catch {
    throw new NetworkClientError('malformed');
  }
}
