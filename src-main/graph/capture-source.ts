import * as v from 'valibot';
import { failure, type Failure } from '../../shared/diagnostic';
import { err, ok, type Result } from '../../shared/result';
import { captureSchema } from '../../shared/tenant/capture';
import { systemClock } from '../ports/system-clock';
import { captureTransport } from './capture-transport';
import { createGraphClient } from './graph-client';
import type { Source } from './source';

const maxCharacters = 256 * 1024 * 1024;
const maxDepth = 32;

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
  const schema: unknown =
    typeof json === 'object' && json !== null && 'schema' in json ? json.schema : undefined;
  if (schema !== 'causeway-capture/1') {
    const found = typeof schema === 'string' ? schema.slice(0, 100) : '–';
    return err(failure('file/wrong-schema', { expected: 'causeway-capture/1', found }));
  }
  const deep = tooDeep(json);
  if (deep) return err(failure('file/invalid', { place: '$', expected: `depth ≤ ${maxDepth}` }));
  const parsed = v.safeParse(captureSchema, json, { abortEarly: true });
  if (!parsed.success) {
    const issue = parsed.issues[0];
    const place = issue.path?.map((part) => String(part.key)).join('.') ?? '$';
    return err(failure('file/invalid', { place, expected: issue.message }));
  }
  const capture = parsed.output;
  const capturedAt = Date.parse(capture.capturedAt);
  if (Number.isNaN(capturedAt)) {
    return err(failure('file/invalid', { place: 'capturedAt', expected: 'ISO 8601' }));
  }
  const graph = createGraphClient({
    transport: captureTransport(capture),
    getToken: null,
    clock: () => ({ ...systemClock(), serverNow: () => Promise.resolve(capturedAt) }),
  });
  return ok({
    kind: 'capture',
    cloud: capture.cloud,
    graph,
    clock: graph.clock,
    tenantId: capture.tenantId.toLowerCase(),
    signedInUserId: null,
    practice: null,
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
