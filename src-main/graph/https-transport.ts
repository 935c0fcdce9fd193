import { failure, type Failure } from '../../shared/diagnostic';
import { err, ok, type Result } from '../../shared/result';
import { isWriteSentOnce } from './write-lane-test';
import type { SourceKind, Transport, TransportRequest, TransportResponse } from './transport';

import type { Fetch, WriteFetch } from './fetch';
import { networkFailure } from '../ports/network-failure';

export type { Fetch } from './fetch';

export interface HttpsTransportOptions {
  readonly kind: Exclude<SourceKind, 'capture'>;
  readonly origin: string;
  readonly fetch: Fetch;
  /** Writes go through their own network session (execution.md 6.2). */
  readonly writeFetch: WriteFetch;
}

const maxBytes = 8 * 1024 * 1024;
const readTimeoutMs = 60_000;
const writeTimeoutMs = 120_000;
/** A write under way is given this long to be answered before it is called unknown. */
const writeGraceMs = 1_000;

/** Real HTTP: no redirects, no cookies, no cache; every answer bounded in time and size. */
export function httpsTransport(options: HttpsTransportOptions): Transport {
  let tested: Promise<boolean> | null = null;
  return {
    kind: options.kind,
    origin: options.origin,
    canWrite: true,
    send: (request) => send(options, request),
    readyToWrite: async (url, signal) => options.writeFetch.ready?.(url, signal),
    isWriteSentOnce: () => (tested ??= isWriteSentOnce(options.fetch, options.writeFetch)),
  };
}

async function send(
  options: HttpsTransportOptions,
  request: TransportRequest,
): Promise<Result<TransportResponse, Failure>> {
  const isRead = request.lane !== 'write';
  const headers: Record<string, string> = { ...request.headers };
  if (!isRead) headers['connection'] = 'close';
  const abort = new AbortController();
  const forward = (): void => abort.abort();
  let isLate = false;
  const tooLate = (): void => {
    isLate = true;
    forward();
  };
  // A signal that times out is held for a minute whatever comes; this ends with the answer.
  const timer = setTimeout(tooLate, isRead ? readTimeoutMs : writeTimeoutMs).unref();
  let grace: NodeJS.Timeout | undefined;
  const cut = (): void => {
    if (isRead) forward();
    else grace = setTimeout(forward, writeGraceMs);
  };
  request.signal?.addEventListener('abort', cut, { once: true });
  if (request.signal?.aborted) cut();
  try {
    const init: RequestInit & { cache: 'no-store' } = {
      method: request.method,
      headers,
      body: request.body,
      redirect: 'error',
      credentials: 'omit',
      cache: 'no-store',
      signal: abort.signal,
    };
    const response = await (isRead ? options.fetch : options.writeFetch)(request.url, init);
    const bytes = await readBounded(response);
    if (bytes === null) return err(failure('graph/malformed', { code: 'too-large' }));
    const seen: Record<string, string> = {};
    response.headers.forEach((value, name) => {
      seen[name.toLowerCase()] = value;
    });
    return ok(responseOf(response.status, seen, bytes));
  } catch (error) {
    if (request.signal?.aborted) return err(failure('step/cancelled', {}));
    return err(networkFailure(error, isLate));
  } finally {
    clearTimeout(grace);
    clearTimeout(timer);
    request.signal?.removeEventListener('abort', cut);
  }
}

/** The text is made once, for whoever asks. */
function responseOf(
  status: number,
  headers: Readonly<Record<string, string>>,
  bytes: Buffer,
): TransportResponse {
  let text: string | null = null;
  return {
    status,
    headers,
    bytes,
    get body() {
      return (text ??= bytes.toString('utf8'));
    },
  };
}

async function readBounded(response: Response): Promise<Buffer | null> {
  if (!response.body) return Buffer.from(await response.text());
  const body: ReadableStream<Uint8Array> = response.body;
  const reader = body.getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > maxBytes) {
      await reader.cancel();
      return null;
    }
    parts.push(value);
  }
  return Buffer.concat(parts);
}
