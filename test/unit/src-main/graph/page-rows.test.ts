import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseJson } from '../../../../src-main/graph/graph-error';
import { PageRows } from '../../../../src-main/graph/page-rows';

const pageOf = (...rows: readonly unknown[]): string =>
  JSON.stringify({ '@odata.context': 'c', '@odata.nextLink': 'https://a/b?$skip=1', value: rows });
const read = (...texts: readonly string[]): unknown[] => {
  const pages = new PageRows();
  return texts.map((text) => pages.read(Buffer.from(text)));
};
const plans = [{ servicePlanId: 'p', capabilityStatus: 'Enabled' }];

test('gives what the parser gives, page after page', () => {
  const first = pageOf(
    { id: '1', name: 'Núria', on: true, of: null, plans },
    { id: '2', name: '佐藤', on: false, of: 'People', plans: [] },
  );
  const second = pageOf({ id: '3', name: 'a"\\ \n', on: null, of: 'People', plans });
  expect(read(first, second, pageOf())).toEqual([first, second, pageOf()].map(parseJson));
});

test('rows that say the same have the same values', () => {
  const row = { id: '1', of: 'People', plans };
  const [page] = read(pageOf(row, row, { ...row, id: '2' })) as [{ value: (typeof row)[] }];
  const [, two, three] = page.value;
  expect(three!.plans).toBe(two!.plans);
});

const value = fc.oneof(
  fc.constantFrom<unknown>('', 'People', 'Núria', '佐藤', '\u0007', '\\', '"', true, false, null),
  fc.string({ unit: 'binary' }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom<unknown>([], {}, plans, [['x']], { a: { b: ']}"' } }),
);
const keys = fc.constantFrom('id', 'name', 'a"b', '1', 'ü', 'constructor', 'of');
const rows = fc.array(fc.dictionary(keys, value, { minKeys: 1, maxKeys: 3 }), { maxLength: 12 });

test('of any rows it gives what the parser gives, or leaves the page to it', () => {
  let readHere = 0;
  const pages = new PageRows();
  fc.assert(
    fc.property(rows, (given) => {
      const text = pageOf(...given);
      const own = pages.read(Buffer.from(text));
      if (own !== null) {
        readHere += 1;
        expect(JSON.stringify(own)).toBe(JSON.stringify(parseJson(text)));
      }
    }),
    { numRuns: 500 },
  );
  expect(readHere).toBeGreaterThan(0);
});

const good = pageOf({ id: '1', n: 1 }, { id: '2', n: 2 });

test('what is no JSON is never read, wherever it is cut or changed', () => {
  const bytes = Buffer.from(good);
  for (let at = 0; at < bytes.length; at += 1) {
    for (const byte of [...Buffer.from('"{}[],:\\ x0\n'), 0x00, 0xff]) {
      const changed = Buffer.from(bytes);
      changed[at] = byte;
      const pages = new PageRows();
      pages.read(bytes);
      const own = pages.read(changed);
      if (own !== null) expect(own).toEqual(parseJson(changed.toString('utf8')));
    }
    expect(read(good, good.slice(0, at))[1]).toBeNull();
  }
});

test.each([
  ['spaces', JSON.stringify({ value: [{ id: '1' }] }, null, 1)],
  ['a number too large', '{"value":[{"id":1e999}]}'],
  ['a list twice', '{"value":[{"id":1}],"value":[]}'],
  ['a row that is no object', '{"value":[1]}'],
  ['a field that sets a prototype', '{"value":[{"__proto__":{"id":"1"}}]}'],
  ['no object', '[]'],
  ['nothing', ''],
])('leaves to the parser: %s', (_name, text) => {
  expect(read(good, text)[1]).toBeNull();
});

test('a half pair is replaced as the parser replaces it', () => {
  const text = String.raw`{"value":[{"id":"a"},{"id":"\ud800"}]}`;
  expect(read(text)[0]).toEqual({ value: [{ id: 'a' }, { id: '\uFFFD' }] });
});
