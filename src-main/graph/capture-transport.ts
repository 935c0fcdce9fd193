import { clouds } from '../../shared/entra/cloud';
import { isJsonObject, type Json } from '../../shared/json';
import { ok } from '../../shared/result';
import type { Capture, CaptureResponse } from '../../shared/tenant/capture';
import { parseJson } from './graph-error';
import type { Transport, TransportRequest, TransportResponse } from './transport';

/**
 * Answers from a capture file: by version, path and `$skiptoken`, other query options ignored
 * (an exact address wins where a path was recorded more than once). What is not in the file
 * answers 404 `notCaptured`. `$batch` is unfolded. Never writes (S8).
 */
export function captureTransport(capture: Capture): Transport {
  const index = indexOf(capture.responses);
  return {
    kind: 'capture',
    origin: clouds[capture.cloud].graphOrigin,
    canWrite: false,
    send: (request) => Promise.resolve(ok(answer(index, capture, request))),
  };
}

interface CaptureIndex {
  readonly exact: ReadonlyMap<string, CaptureResponse>;
  readonly byPath: ReadonlyMap<string, CaptureResponse>;
}

function indexOf(responses: readonly CaptureResponse[]): CaptureIndex {
  const exact = new Map<string, CaptureResponse>();
  const byPath = new Map<string, CaptureResponse>();
  for (const response of responses) {
    if (!exact.has(response.url)) exact.set(response.url, response);
    const key = keyOf(response.url);
    if (!byPath.has(key)) byPath.set(key, response);
  }
  return { exact, byPath };
}

/** Version and path in lower case, ids and names alike, plus the page token as it came. */
function keyOf(url: string): string {
  const [path = '', query = ''] = url.split('?', 2);
  let token = '';
  for (const part of query.split('&')) {
    const equals = part.indexOf('=');
    const name = decode(equals < 0 ? part : part.slice(0, equals)).toLowerCase();
    if (name === '$skiptoken') token = decode(part.slice(equals + 1));
  }
  return `${decode(path).toLowerCase()}\n${token}`;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function answer(
  index: CaptureIndex,
  capture: Capture,
  request: TransportRequest,
): TransportResponse {
  const url = new URL(request.url);
  const path = request.url.slice(url.origin.length);
  const headers = { date: new Date(capture.capturedAt).toUTCString() };
  if (request.method === 'POST' && /^\/(v1\.0|beta)\/\$batch$/.test(path)) {
    return { status: 200, headers, body: JSON.stringify(unfold(index, path, request.body)) };
  }
  const found = lookUp(index, path);
  return {
    status: found.status,
    headers: { ...headers, ...found.headers },
    body: JSON.stringify(found.body),
  };
}

interface Found {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

function lookUp(index: CaptureIndex, path: string): Found {
  const response = index.exact.get(path) ?? index.byPath.get(keyOf(path));
  if (response === undefined) {
    const error = { code: 'notCaptured', message: 'Not in the capture file.' };
    return { status: 404, headers: {}, body: { error } };
  }
  const headers = Object.fromEntries(
    Object.entries(response.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
  );
  // A recorded wait is over: replaying it must not make anybody wait again.
  delete headers['retry-after'];
  return { status: response.status, headers, body: response.body };
}

function unfold(index: CaptureIndex, path: string, body: string | null): Json {
  const version = path.split('/')[1] ?? 'v1.0';
  const parsed = parseJson(body ?? '');
  const requests = isJsonObject(parsed) ? parsed['requests'] : undefined;
  if (!Array.isArray(requests)) return { responses: [] };
  const responses = (requests as readonly Json[]).flatMap((part) => {
    if (!isJsonObject(part) || typeof part['url'] !== 'string') return [];
    const found = lookUp(index, `/${version}${part['url']}`);
    return [{ id: part['id'] ?? null, status: found.status, body: found.body as Json }];
  });
  return { responses };
}
