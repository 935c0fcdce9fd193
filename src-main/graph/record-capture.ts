import { isJsonObject, type Json } from '../../shared/json';
import type { Capture } from '../../shared/tenant/capture';
import { isSuccess, parseJson, type GraphAnswer } from './graph-error';
import type { GraphClient } from './graph-client';
import type { Source } from './source';

type Response = Capture['responses'][number];

/** A source that keeps what it answers, and the answers so far. */
export interface Recorder {
  readonly source: Source;
  responses(): readonly Response[];
  /** UTF-8 bytes of all that was answered so far, whether the file holds it or not. */
  readonly bytes: number;
}

/**
 * Records every read as one GET of a capture file, `$batch` unfolded; the last answer of an address
 * wins. Answers that say nothing about the tenant (401, 429, 5xx) are left out: unread, not absent.
 */
export function recordSource(source: Source): Recorder {
  const kept = new Map<string, Response>();
  const { graph } = source;
  let bytes = 0;
  const keep = (url: string, status: number, body: Json | undefined): void => {
    if (status === 401 || status === 429 || status >= 500 || body === undefined) return;
    kept.set(url, { method: 'GET', url, status, body });
  };
  const recording: GraphClient = {
    ...graph,
    stats: graph.stats,
    get serverOffsetMs() {
      return graph.serverOffsetMs;
    },
    get: async (url, options) => {
      const got = await graph.get(url, options);
      if (got.ok) {
        bytes += Buffer.byteLength(got.value.text);
        keep(pathOf(url), got.value.status, got.value.json);
      }
      return got;
    },
    postReads: async (version, body, options) => {
      const got = await graph.postReads(version, body, options);
      if (got.ok && isSuccess(got.value.status)) {
        bytes += Buffer.byteLength(got.value.text);
        for (const [url, status, part] of partsOf(version, body, got.value))
          keep(url, status, part);
      }
      return got;
    },
  };
  return {
    source: { ...source, graph: recording },
    responses: () => [...kept.values()],
    get bytes() {
      return bytes;
    },
  };
}

function pathOf(url: string): string {
  return url.startsWith('/') ? url : url.slice(new URL(url).origin.length);
}

function partsOf(
  version: string,
  asked: Json,
  answer: GraphAnswer,
): readonly (readonly [string, number, Json | undefined])[] {
  const urls = new Map<Json | undefined, string>();
  const requests = isJsonObject(asked) ? asked['requests'] : undefined;
  for (const request of Array.isArray(requests) ? (requests as readonly Json[]) : []) {
    if (!isJsonObject(request) || typeof request['url'] !== 'string') continue;
    urls.set(request['id'], `/${version}${request['url']}`);
  }
  const responses = isJsonObject(answer.json) ? answer.json['responses'] : undefined;
  return (Array.isArray(responses) ? (responses as readonly Json[]) : []).flatMap((response) => {
    if (!isJsonObject(response) || typeof response['status'] !== 'number') return [];
    const url = urls.get(response['id']);
    const body =
      typeof response['body'] === 'string' ? parseJson(response['body']) : response['body'];
    return url === undefined ? [] : [[url, response['status'], body] as const];
  });
}
