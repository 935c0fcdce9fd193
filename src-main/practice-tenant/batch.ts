import * as v from 'valibot';
import { badRequest, okay, refuse, type Answer } from './answer';
import type { Version } from './call';
import type { FaultAction } from './faults';
import type { GraphParts, GraphRequest } from './graph-parts';
import { isObject, type Json, type JsonObject } from './json';
import { statusAnswer } from './fault-answers';

const part = v.looseObject({
  id: v.pipe(v.string(), v.minLength(1), v.maxLength(100)),
  method: v.pipe(v.string(), v.maxLength(10)),
  url: v.pipe(v.string(), v.minLength(1), v.maxLength(8000)),
  headers: v.optional(v.record(v.string(), v.string())),
  body: v.optional(v.unknown()),
  dependsOn: v.optional(v.array(v.string())),
});
const envelope = v.looseObject({ requests: v.pipe(v.array(part), v.minLength(1)) });
type Part = v.InferOutput<typeof part>;

/** The service itself, handed in: it is what a batch is a part of. */
type AnswerOne = (parts: GraphParts, request: GraphRequest) => Answer;

export const batchLimit = 20;

/** `$batch`: the outer 200 says nothing about the parts; each is throttled and refused alone. */
export function answerBatch(
  parts: GraphParts,
  request: GraphRequest,
  version: Version,
  answerOne: AnswerOne,
): Answer {
  const parsed = v.safeParse(envelope, request.body);
  if (!parsed.success) return badRequest('Invalid batch payload format.');
  const { requests } = parsed.output;
  if (requests.length > batchLimit) {
    return badRequest(`The number of maximum requests in a batch is ${batchLimit}.`);
  }
  const ids = new Set(requests.map((one) => one.id));
  if (ids.size !== requests.length) return badRequest('Request ids in a batch must be unique.');
  const before = new Set<string>();
  for (const one of requests) {
    if (one.dependsOn?.some((id) => !before.has(id)) === true) {
      return badRequest('dependsOn must name earlier requests of the batch.');
    }
    before.add(one.id);
  }
  const failed = new Set<string>();
  const responses = requests.map((one) => {
    const answer =
      one.dependsOn?.some((id) => failed.has(id)) === true
        ? refuse(424, 'FailedDependency', 'A request this one depends on failed.')
        : answerPart({ parts, request, version, answerOne }, one);
    if (answer.status >= 400) failed.add(one.id);
    return responseOf(one.id, answer);
  });
  const reversed = parts.directory.facts.graph.batchOutOfOrder === true;
  return okay({ responses: reversed ? responses.reverse() : responses });
}

interface Batch {
  parts: GraphParts;
  request: GraphRequest;
  version: Version;
  answerOne: AnswerOne;
}

function answerPart(batch: Batch, one: Part): Answer {
  const { parts, request: outer, version } = batch;
  const url = urlOf(one.url, version);
  if (url === undefined) return badRequest('Invalid request url in the batch.');
  const headers = new Map(
    Object.entries(one.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const hasBody = one.body !== undefined && one.body !== null;
  if (hasBody && headers.get('content-type')?.includes('json') !== true) {
    return badRequest('Write request id : body requires a Content-Type header.');
  }
  const method = one.method.toUpperCase();
  const fault = parts.faults.take(method, url.split('?')[0] ?? url, true);
  if (fault?.kind === 'status' && fault.applied !== true) return statusAnswer(fault);
  const answer = batch.answerOne(parts, {
    ...{ method, url, actor: outer.actor, inBatch: true, external: outer.external },
    header: (name) =>
      headers.get(name) ?? (name === 'client-request-id' ? outer.header(name) : undefined),
    body: hasBody ? (one.body as Json) : undefined,
  });
  return fault?.kind === 'status' ? statusAnswer(fault) : answer;
}

/** Relative to the batch's version, or absolute with any Graph host. */
function urlOf(text: string, version: Version): string | undefined {
  if (text.startsWith('/')) return `/${version}${text}`;
  if (!/^https?:\/\//i.test(text)) return `/${version}/${text}`;
  try {
    const url = new URL(text);
    return `${url.pathname}${url.search}`;
  } catch {
    return undefined;
  }
}

function responseOf(id: string, answer: Answer): JsonObject {
  const headers: JsonObject = { ...(answer.headers ?? {}) };
  if (answer.body !== undefined) headers['Content-Type'] = 'application/json';
  const body = answer.text ?? answer.body ?? null;
  return { id, status: answer.status, headers, body };
}

/** What a fault script does to the parts of an answer. */
export function disturbBatch(action: FaultAction, answer: Answer): Answer {
  const responses = isObject(answer.body) ? answer.body['responses'] : undefined;
  if (!Array.isArray(responses)) return answer;
  const all: Json[] = responses;
  if (action.kind === 'shuffleParts') return withParts(answer, shuffle(all));
  if (action.kind === 'loseParts') {
    const lost = action.parts ?? [0];
    return withParts(
      answer,
      all.filter((_, i) => !lost.includes(i)),
    );
  }
  if (action.kind === 'doubleParts') {
    const doubled = action.parts ?? [0];
    return withParts(answer, [...all, ...all.filter((_, i) => doubled.includes(i))]);
  }
  return answer;
}

/** Last first, then every second from the front: never the order asked, each part once. */
function shuffle(all: Json[]): Json[] {
  const turned = [...all].reverse();
  return [...turned.filter((_, i) => i % 2 === 1), ...turned.filter((_, i) => i % 2 === 0)];
}

function withParts(answer: Answer, responses: Json[]): Answer {
  return { ...answer, body: { responses } };
}
