import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { UpdateNotice } from '../../../../shared/ipc/update-contract';
import {
  compareVersions,
  readNotice,
  type NoticeExpectation,
} from '../../../../src-main/app/update-notice';
import { publicKeyOf, signNotice } from '../../../../src-main/launch/sign-notice.mjs';

const own = generateKeyPairSync('ed25519').privateKey;
const other = generateKeyPairSync('ed25519').privateKey;
const now = Date.parse('2026-11-22T12:00:00Z');

const good: UpdateNotice = {
  ...{ schema: 'causeway-notice/1', channel: 'stable', version: '0.2.0' },
  ...{ publishedAt: '2026-11-20T09:00:00Z', page: 'https://downloads.example/causeway' },
  changes: { en: 'Faster.', ja: '速くなりました。' },
  files: [{ name: 'causeway-0.2.0.exe', sha512: '0f'.repeat(64) }],
};
const expected: NoticeExpectation = {
  ...{ channel: 'stable', keys: [publicKeyOf(own)], currentVersion: '0.1.0', seen: null, now },
};

function signed(change: object = {}, key = own): Buffer {
  return Buffer.from(signNotice(Buffer.from(JSON.stringify({ ...good, ...change })), key));
}

function code(bytes: Uint8Array, change: Partial<NoticeExpectation> = {}): string {
  const read = readNotice(bytes, { ...expected, ...change });
  return read.ok ? 'taken' : read.failure.code;
}

/** The same envelope with another notice inside: whoever forges it has no key. */
function swapped(change: object): Buffer {
  const envelope = JSON.parse(signed().toString()) as object;
  const notice = Buffer.from(JSON.stringify({ ...good, ...change })).toString('base64');
  return Buffer.from(JSON.stringify({ ...envelope, notice }));
}

describe('a notice of a newer version', () => {
  it('is taken as it was signed, by either key of the build', () => {
    expect(readNotice(signed(), expected)).toEqual({ ok: true, value: good });
    const keys = [publicKeyOf(other), publicKeyOf(own)];
    expect(code(signed(), { keys })).toBe('taken');
    expect(code(signed({ version: '0.1.0' }))).toBe('taken');
  });

  it.each<[string, () => Buffer, Partial<NoticeExpectation>]>([
    ['another key', () => signed({}, other), {}],
    ['no key in the build', () => signed(), { keys: [] }],
    ['another notice under a good signature', () => swapped({ version: '9.0.0' }), {}],
    ['the same notice written otherwise', () => swapped({}), { keys: [publicKeyOf(other)] }],
  ])('is refused where its signature does not fit: %s', (_name, bytes, change) => {
    expect(code(bytes(), change)).toBe('update/signature');
  });

  it('is refused where one bit of the signature is another', () => {
    const { signature, ...rest } = JSON.parse(signed().toString()) as { signature: string };
    const changed = Buffer.from(signature, 'base64');
    changed[10] = (changed[10] ?? 0) ^ 1;
    const bytes = JSON.stringify({ ...rest, signature: changed.toString('base64') });
    expect(code(Buffer.from(bytes))).toBe('update/signature');
  });

  it.each<[string, object, Partial<NoticeExpectation>, string]>([
    ['older than what runs', { version: '0.0.9' }, {}, 'update/older'],
    [
      'older than one seen',
      { version: '0.2.0' },
      { seen: { version: '0.3.0', publishedAt: '2026-11-19T00:00:00Z' } },
      'update/older',
    ],
    [
      'from before one seen',
      {},
      { seen: { version: '0.2.0', publishedAt: '2026-11-21T00:00:00Z' } },
      'update/older',
    ],
    ['from 91 days ago', { publishedAt: '2026-08-23T11:00:00Z' }, {}, 'update/expired'],
    ['from 2 days ahead', { publishedAt: '2026-11-24T13:00:00Z' }, {}, 'update/future'],
    ['of another channel', { channel: 'beta' }, {}, 'update/channel'],
    ['without a file', { files: [] }, {}, 'update/junk'],
    ['with an address that is not https', { page: 'http://a.example/' }, {}, 'update/junk'],
    ['with something else in it', { run: 'x' }, {}, 'update/junk'],
    ['without Japanese', { changes: { en: 'x' } }, {}, 'update/junk'],
  ])('is refused though it was signed: %s', (_name, change, more, refusal) => {
    expect(code(signed(change), more)).toBe(refusal);
  });

  it('counts on its last day, and once more when it was seen itself', () => {
    expect(code(signed({ publishedAt: '2026-08-24T12:00:00Z' }))).toBe('taken');
    const { version, publishedAt } = good;
    expect(code(signed(), { seen: { version, publishedAt } })).toBe('taken');
  });

  it.each(['', '{', 'null', '[]', '{"schema":"causeway-update/2"}', 'a'.repeat(70_000)])(
    'is refused where it is none: %j',
    (text) => expect(code(Buffer.from(text))).toBe('update/junk'),
  );

  it('is refused as junk where it is larger than a notice may be, though it was signed', () => {
    expect(code(signed({ changes: { en: 'x'.repeat(60_000), ja: 'y' } }))).toBe('update/junk');
  });
});

it('versions are compared number by number', () => {
  expect(compareVersions('0.10.0', '0.9.9')).toBeGreaterThan(0);
  expect(compareVersions('1.0.0', '1.0.0')).toBe(0);
  expect(compareVersions('1.0.0', '2.0.0')).toBeLessThan(0);
  expect(compareVersions('0.0.0-test', '0.0.1')).toBeLessThan(0);
});
