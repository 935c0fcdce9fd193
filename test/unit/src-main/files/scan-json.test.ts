import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scanJson } from '../../../../src-main/files/scan-json';

const limits = { maxDepth: 4, maxStringBytes: 20, maxEntries: 5 };
const scan = (text: string) => scanJson(Buffer.from(text), limits);
const roomy = { maxDepth: 1_000, maxStringBytes: 100_000, maxEntries: 100_000 };

describe('what is refused, and where', () => {
  it.each([
    ['', 'syntax', '1:1', 'nonempty_file'],
    ['\uFEFF', 'syntax', '1:1', 'nonempty_file'],
    [' ', 'syntax', '1:2', 'whole_file'],
    ['{"a":"x\ny"}', 'syntax', 'a (1:8)', 'no_control_character'],
    ['{"a":"x\0y"}', 'syntax', 'a (1:8)', 'no_control_character'],
    ['{"a\0":1}', 'syntax', '1:4', 'no_control_character'],
    ['{"a":1', 'syntax', '1:7', 'whole_file'],
    ['{"a":"x', 'syntax', 'a (1:8)', 'whole_file'],
    ['{"a":tru', 'syntax', 'a (1:6)', 'whole_file'],
    ['{"a":1}\n]', 'syntax', '2:1', 'end_of_file'],
    ['{"a":01}', 'syntax', 'a (1:6)', 'value'],
    ['{"a":1,}', 'syntax', '1:8', 'text'],
    ["{'a':1}", 'syntax', '1:2', 'text'],
    ['{"a":"\\q"}', 'syntax', 'a (1:10)', 'text'],
    ['{"a":[1,{"b":2,"b":3}]}', 'content', 'a[1].b (1:19)', 'unique_key'],
    ['{"a":1,"\\u0061":2}', 'content', 'a (1:16)', 'unique_key'],
    ['{"__proto__":1}', 'content', '["__proto__"] (1:13)', 'safe_key'],
    ['{"a":{"constructor":1}}', 'content', 'a.constructor (1:20)', 'safe_key'],
    ['{"displayName":"a\\u202eb"}', 'content', 'displayName (1:26)', 'plain_name'],
    ['{"displayName":"a\u202eb"}', 'content', 'displayName (1:23)', 'plain_name'],
    ['{"upn":"a\\u0007"}', 'content', 'upn (1:17)', 'plain_name'],
    ['{"a":"\\ud83d"}', 'content', 'a (1:14)', 'utf8'],
    ['{"\\udc00":1}', 'content', '1:10', 'utf8'],
    ['{"a":1e999}', 'content', 'a (1:6)', 'finite_number'],
    ['{"a":[0,-1E+400]}', 'content', 'a[1] (1:9)', 'finite_number'],
    ['{"a":"1234567890123456789012345"}', 'limit', 'a (1:33)', '<=20'],
    ['[[[[[1]]]]]', 'limit', '[0][0][0][0] (1:5)', 'no_limit_excess'],
    ['[1,2,3,4,5,6]', 'limit', '[5] (1:12)', 'no_limit_excess'],
    ['["123456789012345678901"]', 'limit', '[0] (1:25)', '<=20'],
  ])('%s', (text, kind, place, expected) => {
    expect(scan(text)).toEqual({ kind, place, expected });
  });
});

describe('brackets', () => {
  it('are bounded by the size of the file: they cost the reader more than the writer', () => {
    const dense = (lists: number): string =>
      `[${Array.from({ length: lists }, () => '[]').join(',')}]`;
    const fault = { kind: 'limit', expected: 'no_limit_excess' };
    const wide = { ...roomy, maxEntries: 1_000_000 };
    expect(scanJson(Buffer.from(dense(110_000)), wide)).toBe(null);
    expect(scanJson(Buffer.from(dense(130_000)), wide)).toMatchObject(fault);
    // As the product's own files have them: a pair of names for every list.
    const usual = `[${Array.from({ length: 130_000 }, () => '{"userId":"0123456789"}').join(',')}]`;
    expect(scanJson(Buffer.from(usual), wide)).toBe(null);
  });
});

describe('text of two or four bytes a character', () => {
  const utf16 = Buffer.from('{"a":1}', 'utf16le');
  const swapped = Buffer.from(utf16).swap16();
  it.each([
    ['UTF-16 with its mark', Buffer.concat([Uint8Array.of(0xff, 0xfe), utf16])],
    ['UTF-16, the other order, with its mark', Buffer.concat([Uint8Array.of(0xfe, 0xff), swapped])],
    ['UTF-16', utf16],
    ['UTF-16, the other order', swapped],
    ['UTF-32', Uint8Array.of(0x7b, 0, 0, 0, 0x7d, 0, 0, 0)],
    ['only zeros', new Uint8Array(100)],
  ])('is called so: %s', (_, bytes) => {
    expect(scanJson(bytes, limits)).toEqual({ kind: 'syntax', place: '1:1', expected: 'utf8' });
  });
});

describe('what is taken', () => {
  it.each([
    '{}',
    ' [ ] ',
    '\uFEFF{"a":null}',
    '-0.5e+3',
    '[-0, 1e308, 1e-999]',
    '{"text":"\u202e is fine outside names"}',
    '{"displayName":"\u05d0\u200f"}',
    '{"a":{"name":1},"b":{"name":2}}',
  ])('%s', (text) => {
    expect(scanJson(Buffer.from(text), roomy)).toBeNull();
  });

  it('takes every text that JSON.stringify makes of plain data', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), (text) => {
        const fault = scanJson(Buffer.from(text), roomy);
        expect(fault === null || fault.kind === 'content').toBe(true);
      }),
      { numRuns: 500, seed: Number(process.env['CAUSEWAY_SEED']) },
    );
  });

  it('refuses as not JSON exactly what JSON.parse refuses', () => {
    const mutant = fc
      .tuple(fc.json({ maxDepth: 3 }), fc.nat(), fc.constantFrom('', ',', '"', '}', '[', 'e', '\\'))
      .map(([text, at, extra]) => {
        const cut = at % (text.length + 1);
        return text.slice(0, cut) + extra + text.slice(cut + 1);
      });
    fc.assert(
      fc.property(mutant, (text) => {
        const fault = scanJson(Buffer.from(text), roomy);
        expect(fault?.kind === 'syntax').toBe(!isJson(text) && fault?.kind !== 'content');
      }),
      { numRuns: 2_000, seed: Number(process.env['CAUSEWAY_SEED']) },
    );
  });

  it('never hangs or throws on bytes of any kind', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        const fault = scanJson(bytes, limits);
        expect(fault === null || fault.place.length > 0).toBe(true);
      }),
      { numRuns: 2_000, seed: Number(process.env['CAUSEWAY_SEED']) },
    );
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
