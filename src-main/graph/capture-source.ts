import * as v from 'valibot';
import { failure, type Failure } from '../../shared/diagnostic';
import { err, ok, type Result } from '../../shared/result';
import { captureSchema, type Capture } from '../../shared/tenant/capture';
import { systemClock } from '../ports/system-clock';
import { recordedTransport, recordingsOf } from './capture-transport';
import { createGraphClient } from './graph-client';
import type { Recordings } from './recordings';
import type { Source } from './source';

const maxCharacters = 256 * 1024 * 1024;
const maxDepth = 32;
/** A key may be as long as a text may be, and a message repeats what stood there. */
const mostTold = 300;

/**
 * Opens a capture file (`causeway-capture/1`). Failures name the place and what was expected:
 * `file/too-large`, `file/not-json`, `file/wrong-schema`, `file/invalid`.
 */
export async function openCaptureSource(text: string): Promise<Result<Source, Failure>> {
  if (text.length > maxCharacters) return err(failure('file/too-large', { limit: '256 MB' }));
  let json: unknown;
  try {
    json = JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text);
  } catch {
    return err(failure('file/not-json', { expected: 'causeway-capture/1' }));
  }
  const capture = checkCapture(json);
  return capture.ok ? sourceOf(capture.value, recordingsOf(capture.value)) : capture;
}

/** A document as a capture. Failures: `file/wrong-schema`, `file/invalid` with the place. */
export function checkCapture(json: unknown): Result<Capture, Failure> {
  const schema: unknown =
    typeof json === 'object' && json !== null && 'schema' in json ? json.schema : undefined;
  if (schema !== 'causeway-capture/1') {
    const found = typeof schema === 'string' ? schema.slice(0, 100) : '–';
    return err(failure('file/wrong-schema', { expected: 'causeway-capture/1', found }));
  }
  if (tooDeep(json)) return err(invalid('$', `depth ≤ ${maxDepth}`));
  const parsed = v.safeParse(captureSchema, json, { abortEarly: true });
  if (!parsed.success) {
    const issue = parsed.issues[0];
    const place = issue.path?.map((part) => String(part.key)).join('.') ?? '$';
    return err(invalid(place, issue.message));
  }
  if (Number.isNaN(Date.parse(parsed.output.capturedAt))) {
    return err(invalid('capturedAt', 'ISO 8601'));
  }
  return ok(parsed.output);
}

export function invalid(place: string, expected: string): Failure {
  const told = { place: place.slice(0, mostTold), expected: expected.slice(0, mostTold) };
  return failure('file/invalid', told);
}

/** A tenant that answers with what was recorded. */
export function sourceOf(
  head: Pick<Capture, 'cloud' | 'capturedAt' | 'tenantId'>,
  recordings: Recordings,
  close: () => void = () => undefined,
): Result<Source, Failure> {
  const capturedAt = Date.parse(head.capturedAt);
  const graph = createGraphClient({
    transport: recordedTransport(head, recordings),
    getToken: null,
    clock: () => ({
      ...systemClock(),
      serverNow: () => Promise.resolve(capturedAt),
      serverTime: () => capturedAt,
    }),
  });
  return ok({
    kind: 'capture',
    cloud: head.cloud,
    graph,
    clock: graph.clock,
    tenantId: head.tenantId.toLowerCase(),
    signedInUserId: null,
    practice: null,
    close,
  });
}

/** Walks without recursion: a hostile file must not exhaust the stack. */
function tooDeep(json: unknown): boolean {
  const open: { value: unknown; depth: number }[] = [{ value: json, depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next.value !== 'object' || next.value === null) continue;
    if (next.depth >= maxDepth) return true;
    const depth = next.depth + 1;
    for (const value of Object.values(next.value)) {
      if (typeof value === 'object' && value !== null) open.push({ value, depth });
    }
  }
  return false;
}
