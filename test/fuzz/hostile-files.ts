import { pick } from '../fixtures/campaign';

/** A document of the product as bytes, and a spoilt one made from it. */
type Random = () => number;

const seeds = [
  '{}',
  '[]',
  'null',
  '-0',
  '1e999',
  '1E+400',
  '9007199254740993',
  '"\\ud800"',
  '"\\u202Eexe.moc"',
  '"=1+1"',
  '"<script>alert(1)</script>"',
  '"../../../etc/passwd"',
  '{"__proto__":{"admin":true}}',
  '{"constructor":{"prototype":{}}}',
  '{"toString":1,"valueOf":1,"hasOwnProperty":1}',
  '{"a":1,"a":2}',
  '{"length":4294967295}',
  '[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]',
  '"2026-13-45T99:99:99Z"',
  '"00000000-0000-0000-0000-000000000000"',
];

/** Ways to spoil the bytes of a file, whatever stands in it. */
const byteWays: readonly ((random: Random, bytes: Buffer) => Buffer)[] = [
  (random, bytes) => put(bytes, at(random, bytes), 1, Buffer.from([Math.floor(random() * 256)])),
  (random, bytes) => bytes.subarray(0, at(random, bytes)),
  (random, bytes) => put(bytes, at(random, bytes), Math.ceil(random() * 40), Buffer.alloc(0)),
  (random, bytes) => {
    const from = at(random, bytes);
    return put(bytes, at(random, bytes), 0, bytes.subarray(from, from + 400));
  },
  (random, bytes) =>
    put(
      bytes,
      at(random, bytes),
      0,
      pick(
        random,
        [[0], [0xff, 0xfe], [0xed, 0xa0, 0x80], [0xc0]].map((one) => Buffer.from(one)),
      ),
    ),
  (random, bytes) =>
    Buffer.concat([
      pick(
        random,
        [
          [0xef, 0xbb, 0xbf],
          [0xff, 0xfe],
          [0xfe, 0xff],
        ].map((one) => Buffer.from(one)),
      ),
      bytes,
    ]),
  (random, bytes) => Buffer.concat([bytes, bytes.subarray(at(random, bytes))]),
];

/** One value of the document replaced, doubled, renamed or taken away: the text stays JSON, mostly. */
const textWays: readonly ((random: Random, text: string) => string)[] = [
  (random, text) =>
    replaceSome(random, text, /"(?:[^"\\]|\\.)*"(?!\s*:)/g, () => pick(random, seeds)),
  (random, text) =>
    replaceSome(random, text, /(?<=:\s?)(?:-?\d+|true|false|null)/g, () => pick(random, seeds)),
  (random, text) =>
    replaceSome(random, text, /"[A-Za-z0-9]+"(?=\s*:)/g, () =>
      pick(random, [
        '"__proto__"',
        '"constructor"',
        '"prototype"',
        '"x"',
        '""',
        '"\\u005f_proto__"',
        '"toString"',
      ]),
    ),
  (random, text) =>
    replaceSome(
      random,
      text,
      /"[A-Za-z0-9]+"\s*:/g,
      (one) => `${one} ${pick(random, seeds)}, ${one}`,
    ),
  (random, text) =>
    replaceSome(random, text, /[[{]/g, (one) => one.repeat(1 + Math.floor(random() * 40))),
  (random, text) =>
    replaceSome(
      random,
      text,
      /"(?:[^"\\]|\\.)*"/g,
      (one) => `"${one.slice(1, -1).repeat(1 + Math.floor(random() * 3_000))}"`,
    ),
  (random, text) =>
    replaceSome(
      random,
      text,
      /"[^"\\]*"(?!\s*:)/g,
      (one) =>
        `"${pick(random, ['\\u202e', '\\u0000', '\\u2066', '\\ufeff', '\\ud83d'])}${one.slice(1)}`,
    ),
  (random, text) =>
    replaceSome(random, text, /[,:]/g, () => pick(random, [',,', '::', '', ';', '\n//', '/**/'])),
];

/** A spoilt copy: one to four ways one after the other. */
export function spoil(random: Random, original: Buffer): Buffer {
  let bytes = original;
  for (let left = 1 + Math.floor(random() * 4); left > 0; left -= 1) {
    bytes =
      random() < 0.4
        ? pick(random, byteWays)(random, bytes)
        : Buffer.from(pick(random, textWays)(random, bytes.toString('utf8')), 'utf8');
    if (bytes.length > 600_000) return bytes.subarray(0, 600_000);
  }
  return bytes;
}

function at(random: Random, bytes: Buffer): number {
  return Math.floor(random() * bytes.length);
}

function put(bytes: Buffer, from: number, away: number, instead: Buffer): Buffer {
  return Buffer.concat([bytes.subarray(0, from), instead, bytes.subarray(from + away)]);
}

/** Exchanges one of the matches, chosen by chance. */
function replaceSome(
  random: Random,
  text: string,
  what: RegExp,
  by: (one: string) => string,
): string {
  // Only a window of the text is searched, so that a long file costs no more than a short one.
  const start = Math.floor(random() * Math.max(1, text.length - 2_000));
  const part = text.slice(start, start + 2_000);
  const found = [...part.matchAll(what)];
  if (found.length === 0) return text;
  const one = pick(random, found);
  const from = start + one.index;
  return text.slice(0, from) + by(one[0]) + text.slice(from + one[0].length);
}

const megabytes = 5_000_000;

/** Files of up to 5 MB that are cheap to write and dear to read. `head`: what makes it that kind. */
export const heavyFiles: readonly (readonly [string, (document: string) => string])[] = [
  ['as it is', (document) => document],
  ['opening brackets', () => '['.repeat(megabytes)],
  ['nothing but space', () => ' '.repeat(megabytes)],
  ['one text', () => `"${'a'.repeat(megabytes - 2)}"`],
  ['one number', () => '1'.repeat(megabytes)],
  ['a text of escapes', (document) => withField(document, `"${'\\u0041'.repeat(800_000)}"`)],
  ['many escaped texts', (document) => withField(document, list('"\\u0041\\u202f"', 190_000))],
  ['many numbers', (document) => withField(document, list('1', 199_000))],
  ['many empty objects', (document) => withField(document, list('{}', 199_000))],
  ['nested as deep as allowed', (document) => withField(document, list(nested(30), 60_000))],
  [
    'many fields',
    (document) => withField(document, `{${many(190_000, (n) => `"k${String(n)}":${String(n)}`)}}`),
  ],
  [
    'many unknown fields',
    (document) =>
      `${document.slice(0, -1)},${many(190_000, (n) => `"k${String(n)}":${String(n)}`)}}`,
  ],
  ['every list grown', (document) => grown(document, '{}')],
  ['every list grown by its own first entry', (document) => grown(document, null)],
  ['many lines', (document) => document.replace('{', `{${'\n'.repeat(4_000_000)}`)],
];

function withField(document: string, value: string): string {
  return `${document.slice(0, -1)},"extra":${value}}`;
}

const list = (value: string, count: number): string => `[${many(count, () => value)}]`;
const nested = (depth: number): string => `${'['.repeat(depth)}1${']'.repeat(depth)}`;

function many(count: number, make: (at: number) => string): string {
  return Array.from({ length: count }, (_, index) => make(index)).join(',');
}

/** Every list at the top holds as many entries as fit, each of another kind than it should. */
function grown(document: string, entry: string | null): string {
  const value = JSON.parse(document) as Record<string, unknown>;
  const lists = Object.entries(value).filter(([, one]) => Array.isArray(one));
  const share = Math.floor(4_500_000 / Math.max(1, lists.length));
  for (const [key, one] of lists) {
    const text = entry ?? JSON.stringify((one as unknown[])[0] ?? {});
    const count = Math.max(1, Math.min(150_000, Math.floor(share / (text.length + 1))));
    value[key] = Array.from({ length: count }, () => JSON.parse(text) as unknown);
  }
  return JSON.stringify(value);
}
