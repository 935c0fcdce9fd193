import { clouds } from '../../shared/entra/cloud';
import { isJsonObject, type Json } from '../../shared/json';
import { ok } from '../../shared/result';
import type { Capture } from '../../shared/tenant/capture';
import { parseJson } from './graph-error';
import { Recordings, type Recording } from './recordings';
import type { Transport, TransportRequest, TransportResponse } from './transport';

type Head = Pick<Capture, 'cloud' | 'capturedAt'>;

/**
 * Answers from a capture file: by version, path and page, and never with fewer rows than were asked
 * for: a list that was recorded with a condition answers that condition alone. Other query options
 * are ignored (an exact address wins where a path was recorded more than once). What is not in the
 * file answers 404 `notCaptured`. `$batch` is unfolded. Never writes (S8). Each answer is a turn of
 * its own: a file answers at once, and nothing else would have its turn before the last of it.
 */
export function captureTransport(capture: Capture): Transport {
  return recordedTransport(capture, recordingsOf(capture));
}

export function recordingsOf(capture: Capture): Recordings {
  const recordings = new Recordings();
  for (const { url, status, headers, body } of capture.responses) {
    recordings.add({ url, status, headers: headers ?? {}, body: () => JSON.stringify(body) });
  }
  return recordings;
}

/** The same from answers that lie elsewhere. */
export function recordedTransport(head: Head, recordings: Recordings): Transport {
  let turn = Promise.resolve();
  return {
    kind: 'capture',
    origin: clouds[head.cloud].graphOrigin,
    canWrite: false,
    send: async (request) => {
      // Lists are read side by side: all that ask in one turn would be answered in the next.
      turn = turn.then(() => new Promise((resolve) => setImmediate(resolve)));
      await turn;
      return ok(answer(recordings, head, request));
    },
  };
}

function answer(recordings: Recordings, head: Head, request: TransportRequest): TransportResponse {
  const url = new URL(request.url);
  const path = request.url.slice(url.origin.length);
  const headers = { date: new Date(head.capturedAt).toUTCString() };
  if (request.method === 'POST' && /^\/(v1\.0|beta)\/\$batch$/.test(path)) {
    return { status: 200, headers, body: unfold(recordings, path, request.body) };
  }
  const found = recordings.find(path) ?? notCaptured;
  return {
    status: found.status,
    headers: { ...headers, ...headersOf(found) },
    body: found.body(),
  };
}

const notCaptured: Omit<Recording, 'url'> = {
  status: 404,
  headers: {},
  body: () =>
    JSON.stringify({ error: { code: 'notCaptured', message: 'Not in the capture file.' } }),
};

function headersOf(recording: Pick<Recording, 'headers'>): Record<string, string> {
  const headers = Object.fromEntries(
    Object.entries(recording.headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  // A recorded wait is over: replaying it must not make anybody wait again.
  delete headers['retry-after'];
  return headers;
}

/** Bodies are put in as they came: nothing is read here that the reader reads again. */
function unfold(recordings: Recordings, path: string, body: string | null): string {
  const version = path.split('/')[1] ?? 'v1.0';
  const parsed = parseJson(body ?? '');
  const requests = isJsonObject(parsed) ? parsed['requests'] : undefined;
  if (!Array.isArray(requests)) return '{"responses":[]}';
  const responses = (requests as readonly Json[]).flatMap((part) => {
    if (!isJsonObject(part) || typeof part['url'] !== 'string') return [];
    const found = recordings.find(`/${version}${part['url']}`) ?? notCaptured;
    const id = JSON.stringify(part['id'] ?? null);
    return [`{"id":${id},"status":${found.status},"body":${found.body()}}`];
  });
  return `{"responses":[${responses.join(',')}]}`;
}
