import fc from 'fast-check';
import { expect, it } from 'vitest';
import { canonicalJson } from '../../../shared/canonical';
import { canonicalPieces } from '../../../shared/canonical-pieces';
import { hashObject } from '../../../shared/hash-object';
import type { Json } from '../../../shared/json';
import { planHashOf, planPieces, serializePlan } from '../../../shared/plan/plan-file';
import { sha256 as inPieces } from '../../../src-main/files/sha256';
import { enlargedPlan } from '../../fixtures/enlarged-plan';
import { sha256 } from '../../fixtures/stable-id';
import { planScenario } from './plan/plans';

const joined = (value: Json): string => [...canonicalPieces(value)].join('');

it('is the canonical text, whatever the value', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
      let whole: string;
      try {
        whole = canonicalJson(value as Json);
      } catch {
        expect(() => joined(value as Json)).toThrow();
        return;
      }
      expect(joined(value as Json)).toBe(whole);
    }),
    { numRuns: 2_000 },
  );
});

it('is the canonical text of long lists on every level', () => {
  const rows = Array.from({ length: 1_234 }, (_, n) => ({ z: `行 ${String(n)}`, a: [n, null] }));
  const value = { b: rows, a: [{ c: { items: rows, x: [] } }], empty: {}, none: [], n: 1.5 };
  expect(joined(value)).toBe(canonicalJson(value));
});

it('keeps no piece as long as a tenant', () => {
  const value = {
    items: Array.from({ length: 50_000 }, (_, n) => ({ id: n, name: 'x'.repeat(40) })),
  };
  const lengths = [...canonicalPieces(value)].map((piece) => piece.length);
  expect(Math.max(...lengths)).toBeLessThan(canonicalJson(value).length / 50);
});

it('leaves the hash and the file of a plan as they were', () => {
  const plan = enlargedPlan(planScenario('S02').plan, 40);
  expect(inPieces.pieces).toBeDefined();
  expect(planHashOf(plan, inPieces)).toBe(planHashOf(plan, sha256));
  expect(hashObject('plan', { a: 'é😀' }, inPieces)).toBe(hashObject('plan', { a: 'é😀' }, sha256));
  expect([...planPieces(plan)].join('')).toBe(serializePlan(plan));
});
