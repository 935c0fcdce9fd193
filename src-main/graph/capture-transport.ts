import { clouds } from '../../shared/entra/cloud';
import { isJsonObject, type Json } from '../../shared/json';
import { ok } from '../../shared/result';
import type { Capture, CaptureResponse } from '../../shared/tenant/capture';
import { parseJson } from './graph-error';
import { decode, narrowingOf } from './narrowing';
import type { Transport, TransportRequest, TransportResponse } from './transport';

/**
 * Answers from a capture file: by version, path and page, and never with fewer rows than were asked
 * for: a list that was recorded with a condition answers that condition alone. Other query options
 * are ignored (an exact address wins where a path was recorded more than once). What is not in the
 * file answers 404 `notCaptured`. `$batch` is unfolded. Never writes (S8).
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
  readonly byRows: ReadonlyMap<string, readonly Recording[]>;
}

interface Recording {
  readonly response: CaptureResponse;
  readonly since: number | null;
}

function indexOf(responses: readonly CaptureResponse[]): CaptureIndex {
  const exact = new Map<string, CaptureResponse>();
  const byRows = new Map<string, Recording[]>();
  for (const response of responses) {
    if (exact.has(response.url)) continue;
    exact.set(response.url, response);
    const { list, rows, since } = keyOf(response.url);
    const key = `${list}\n${rows}`;
    const known = byRows.get(key);
    if (known === undefined) byRows.set(key, [{ response, since }]);
    else known.push({ response, since });
  }
  return { exact, byRows };
}

/** Version and path in lower case, ids and names alike, plus the page; and which rows of it. */
function keyOf(url: string): {
  readonly list: string;
  readonly rows: string;
  readonly since: number | null;
} {
  const mark = url.indexOf('?');
  const { page, rows, since } = narrowingOf(mark < 0 ? '' : url.slice(mark + 1));
  const path = mark < 0 ? url : url.slice(0, mark);
  return { list: `${decode(path).toLowerCase()}\n${page}`, rows, since };
}

/** A capture made by hand asks its lists at different times of one day. */
const slackMs = 86_400_000;

/** A recording of the same rows, or else of all rows: the reader looks at each row again. */
function recordingOf(index: CaptureIndex, path: string): CaptureResponse | undefined {
  const { list, rows, since } = keyOf(path);
  const same = index.byRows.get(`${list}\n${rows}`)?.find((one) => {
    if (one.since === null) return true;
    return since !== null && one.since <= since + slackMs;
  });
  const found = same ?? index.byRows.get(`${list}\n`)?.find((one) => one.since === null);
  return found?.response;
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
  const response = index.exact.get(path) ?? recordingOf(index, path);
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
