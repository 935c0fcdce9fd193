import fc from 'fast-check';
import { expect, it } from 'vitest';
import { canonicalJson, normalizeGraph, quote } from '../../../shared/canonical';
import { CanonicalRows } from '../../../shared/canonical-rows';
import type { Json } from '../../../shared/json';

const seed = Number(process.env['CAUSEWAY_SEED'] ?? 1);
const ids = ['9AAF7827-D63C-4B61-89C3-182F06F82E5C', '9aaf7827-d63c-4b61-89c3-182f06f82e5c'];
const texts = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(...ids, '', '"\\', 'é😀', '\ud800', '\u0000', '\u2028'),
);
const keys = fc.oneof(
  fc.constantFrom('id', 'assignedPlans', 'methodsRegistered', 'createdDateTime', '@odata.type'),
  fc.constantFrom(
    'x@odata.context',
    'includeTargets',
    'constructor',
    'left',
    '__proto__',
    '\ud800',
  ),
  fc.string(),
);
const { value: anything } = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc.constantFrom<Json>(null, true, 0, -0, 1e21),
    texts,
    fc.array(tie('value'), { maxLength: 4 }),
    fc
      .array(fc.tuple(keys, tie('value')), { maxLength: 6 })
      .map(
        (entries) =>
          JSON.parse(
            `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${JSON.stringify(one)}`).join()}}`,
          ) as Json,
      ),
  ),
}));

/** What is thrown counts as well: a row that cannot be hashed must not pass as another. */
function attempt(make: () => string): string {
  try {
    return make();
  } catch (error) {
    return error instanceof Error ? error.message : 'thrown';
  }
}

it('is the canonical text of the normal form, row after row', () => {
  fc.assert(
    fc.property(fc.array(anything, { maxLength: 4 }), (rows) => {
      const canonical = new CanonicalRows();
      for (const row of [...rows, ...rows]) {
        const expected = attempt(() => canonicalJson(normalizeGraph(row)));
        expect(attempt(() => canonical.text(row))).toBe(expected);
      }
    }),
    { numRuns: 3_000, seed },
  );
});

it('looks at nothing of what would be a prototype', () => {
  const row = JSON.parse('{"__proto__":{"includeTargets":["\\ud800"]},"a":1}') as Json;
  expect(canonicalJson(normalizeGraph(row))).toBe('{"a":1}');
  expect(new CanonicalRows().text(row)).toBe('{"a":1}');
});

it('leaves out a key that is no text where it says nothing, and refuses it where it does', () => {
  const row = { '\ud800': null, part: { '\ud800': null } };
  expect(new CanonicalRows().text(row)).toBe(canonicalJson(normalizeGraph(row)));
  expect(() => new CanonicalRows().text({ '\ud800': 1 })).toThrow(RangeError);
});

it('leaves fields out of the row, and not of what lies within', () => {
  const canonical = new CanonicalRows(new Set(['left']));
  const part = { left: 1, b: [] };
  for (const row of [{ left: 2, part }, { part }, { left: 3, part, a: 'x' }]) {
    const { left: _left, ...rest } = { left: null, ...row };
    expect(canonical.text(row)).toBe(canonicalJson(normalizeGraph(rest)));
  }
});

it('tells a list from a set, though it is the same object', () => {
  const list = ['b', 'a'];
  const row = { ipRanges: list, names: list };
  expect(new CanonicalRows().text(row)).toBe('{"ipRanges":["a","b"],"names":["b","a"]}');
});

it('writes a text as JSON does', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const isWhole = !/[\ud800-\udfff]/.test(text.replace(/[\ud800-\udbff][\udc00-\udfff]/g, ''));
      if (isWhole) expect(quote(text)).toBe(JSON.stringify(text));
      else expect(() => quote(text)).toThrow(RangeError);
    }),
    { numRuns: 2_000, seed },
  );
});
