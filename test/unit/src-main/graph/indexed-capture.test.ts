import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Failure } from '../../../../shared/diagnostic';
import type { Result } from '../../../../shared/result';
import { fileLimits } from '../../../../src-main/files/file-limits';
import { indexCapture } from '../../../../src-main/files/index-capture';
import { openCaptureSource } from '../../../../src-main/graph/capture-source';
import { IndexedCapture } from '../../../../src-main/graph/indexed-capture';
import type { Source } from '../../../../src-main/graph/source';

const folder = mkdtempSync(join(tmpdir(), 'causeway-indexed-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;

/** Opens a text by its index, as a process apart would have made it. */
function openIndexed(text: string): Result<Source, Failure> {
  const file = join(folder, `${(files += 1)}.json`);
  writeFileSync(file, text);
  const capture = new IndexedCapture();
  const parts: unknown[] = [];
  const fault = indexCapture(Buffer.from(text), fileLimits.capture, (part) => parts.push(part));
  expect(fault).toBeNull();
  for (const part of structuredClone(parts)) capture.take(part);
  const wrong = capture.check();
  const opened = capture.open(file);
  expect(opened.ok ? null : opened.failure).toEqual(wrong);
  return opened;
}

const head = {
  schema: 'causeway-capture/1',
  capturedAt: '2026-11-22T12:00:00Z',
  cloud: 'global',
  tenantId: 'AAAAAAAA-0000-4000-8000-000000000001',
};
const user = { id: '1', displayName: '山田 "太郎" \u{1f600}', note: 'a\\b\n' };
const responses = [
  { method: 'GET', url: '/v1.0/users?$top=999', status: 200, body: { value: [user] } },
  { method: 'GET', url: '/v1.0/users?$top=999', status: 200, body: { value: [] } },
  {
    ...{ method: 'GET', url: '/beta/users/1/authentication/requirements', status: 200 },
    body: { perUserMfaState: 'disabled' },
  },
  {
    ...{ method: 'GET', url: '/v1.0/groups', status: 404, body: { error: { code: 'x' } } },
    headers: { 'Retry-After': '7', 'Request-Id': 'r' },
  },
  { method: 'GET', url: '/v1.0/me', status: 200, body: 'text' },
  { method: 'GET', url: '/v1.0/organization', status: 200, body: null },
];
const textOf = (change: object, indent?: number): string =>
  JSON.stringify({ ...head, responses, ...change }, null, indent);

const asked = [
  ...['/v1.0/users?$top=5', '/v1.0/groups', '/v1.0/me', '/v1.0/organization', '/v1.0/nothing'],
  '/beta/users/1/authentication/requirements',
];

async function answersOf(opened: Result<Source, Failure>): Promise<unknown> {
  if (!opened.ok) throw new Error(JSON.stringify(opened.failure));
  const { graph, cloud, tenantId, kind, clock } = opened.value;
  const single = await Promise.all(asked.map((url) => graph.get(url)));
  const requests = asked.map((url, at) => ({
    ...{ id: String(at), method: 'GET', url: url.replace(/^\/(v1\.0|beta)/, '') },
  }));
  const batch = await graph.postReads('beta', { requests });
  opened.value.close?.();
  const bare = (one: (typeof single)[number]): unknown =>
    one.ok ? { status: one.value.status, json: one.value.json } : one.failure;
  return [cloud, tenantId, kind, await clock.serverNow(), single.map(bare), bare(batch)];
}

describe('a capture by its index', () => {
  it.each([
    ['as the product writes it', textOf({}, 1)],
    ['in one line', textOf({})],
    ['with a mark at its beginning', `\uFEFF${textOf({})}`],
    ['its fields in another order', JSON.stringify({ responses, ...head })],
    ['without any answer', textOf({ responses: [] })],
    [
      'of more answers than one piece holds',
      textOf({
        responses: [
          ...Array.from({ length: 2_100 }, (_, at) => ({
            ...{ method: 'GET', url: `/v1.0/groups/${at}`, status: 200, body: { id: at } },
          })),
          ...responses,
        ],
      }),
    ],
  ])('answers as the whole text does: %s', async (_name, text) => {
    const indexed = await answersOf(openIndexed(text));
    expect(indexed).toEqual(await answersOf(await openCaptureSource(text)));
  });

  it.each([
    ['another schema', textOf({ schema: 'causeway-plan/1' })],
    ['no schema', textOf({ schema: 7 })],
    ['a list', '[1,2]'],
    ['a number', '7'],
    ['no moment', textOf({ capturedAt: 'yesterday' })],
    ['an unknown cloud', textOf({ cloud: 'mars' })],
    ['one field more', textOf({ extra: 1 })],
    ['no list of answers', textOf({ responses: {} })],
    ['an answer that is none', textOf({ responses: [...responses, 7] })],
    ['an answer that is a list', textOf({ responses: [[]] })],
    ['an answer of nothing', textOf({ responses: [{}] })],
    ['a write', textOf({ responses: [{ ...responses[0], method: 'POST' }] })],
    ['an address elsewhere', textOf({ responses: [{ ...responses[0], url: 'https://x' }] })],
    [
      'a status that is none',
      textOf({ responses: [responses[0], { ...responses[0], status: 7 }] }),
    ],
    ['one field more in an answer', textOf({ responses: [{ ...responses[0], extra: [] }] })],
    ['an answer without body', textOf({ responses: [{ ...responses[0], body: undefined }] })],
    ['a header that is no text', textOf({ responses: [{ ...responses[0], headers: { a: 1 } }] })],
  ])('is refused as the whole text is: %s', async (_name, text) => {
    const whole = await openCaptureSource(text);
    expect(whole.ok).toBe(false);
    expect(openIndexed(text)).toEqual(whole);
  });

  it('is not text: refused before anything of it counts', () => {
    const bytes = Buffer.from(textOf({}));
    bytes[bytes.indexOf('"text"') + 2] = 0xff;
    const fault = indexCapture(bytes, fileLimits.capture, () => undefined);
    expect(fault).toEqual({ kind: 'syntax', place: '–', expected: 'utf8' });
  });

  it.each([
    ['no piece', 'x'],
    ['another kind', { kind: 'other' }],
    ['a place before the file', { kind: 'answers', answers: [{ fields: {}, body: [-1, 2] }] }],
    ['a place backwards', { kind: 'answers', answers: [{ fields: responses[4], body: [9, 2] }] }],
    [
      'more than an answer may be',
      { kind: 'answers', answers: [{ fields: responses[4], body: [0, 9_000_000] }] },
    ],
  ])('is not taken from a process that tells %s', (_name, part) => {
    const capture = new IndexedCapture();
    const { body: _, ...fields } = responses[4] as Record<string, unknown>;
    const text = JSON.stringify(part).replace(JSON.stringify(responses[4]), JSON.stringify(fields));
    capture.take(JSON.parse(text));
    capture.take({ kind: 'head', fields: { ...head, responses: [] } });
    expect(capture.check()).toMatchObject({ code: 'file/invalid' });
  });

  it('gives an answer that cannot be read where the file was cut off meanwhile', async () => {
    const opened = openIndexed(textOf({}));
    writeFileSync(join(folder, `${files}.json`), '');
    if (!opened.ok) throw new Error(opened.failure.code);
    const answer = await opened.value.graph.get('/v1.0/users');
    expect(answer.ok && answer.value.json).not.toMatchObject({ value: [user] });
    opened.value.close?.();
  });
});
