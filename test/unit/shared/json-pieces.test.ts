import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonPieces } from '../../../shared/json-pieces';

const text = (value: unknown): string => [...jsonPieces(value)].join('');

describe('JSON in pieces', () => {
  it('is the same text as in one', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 7 }), (value) => {
        expect(text(value)).toBe(JSON.stringify(value, null, 2));
      }),
      { numRuns: 500, seed: Number(process.env['CAUSEWAY_SEED'] ?? 1) },
    );
  });

  it.each([0, 1, 499, 500, 501, 1_234])('of lists of %i, at any depth', (length) => {
    const rows = Array.from({ length }, (_, n) => ({ id: `a\n${n}`, in: [n, { of: [] }] }));
    for (const value of [rows, { rows }, [[[[[rows]]]]], { a: { b: { c: { d: { rows } } } } }]) {
      expect(text(value)).toBe(JSON.stringify(value, null, 2));
    }
  });

  it('leaves out what is undefined, and writes null for it in lists', () => {
    const value = { a: undefined, b: [undefined, 1], c: { d: undefined } };
    expect(text(value)).toBe(JSON.stringify(value, null, 2));
  });

  it('of a long list comes in many, each of them short', () => {
    const subjects = Array.from({ length: 20_000 }, (_, n) => ({ kind: 'user', id: `${n}` }));
    const pieces = [...jsonPieces({ findings: [{ code: 'X', subjects }] })];
    expect(pieces.length).toBeGreaterThan(40);
    expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThan(60_000);
  });
});
