import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findInputFault } from '../../../../src-main/ipc/plain-input';

const limits = { maxBytes: 1_000, maxDepth: 8 };
const fault = (input: unknown): string | undefined => findInputFault(input, limits);

function nested(depth: number): unknown {
  return depth === 1 ? 'x' : { a: nested(depth - 1) };
}

test('plain JSON passes', () => {
  expect(fault({ a: [1, 'x', null, true, { b: [] }] })).toBeUndefined();
  expect(fault(nested(8))).toBeUndefined();
});

test('one level more than eight is too deep', () => {
  expect(fault(nested(9))).toBe('too-deep');
});

test.each(['__proto__', 'prototype', 'constructor'])(
  'the key %s is refused at any depth',
  (key) => {
    const inner: unknown = JSON.parse(`{"a":[{"${key}":1}]}`);
    expect(fault(inner)).toBe('forbidden-key');
    expect(fault(JSON.parse(`{"${key}":{}}`))).toBe('forbidden-key');
  },
);

test('size is counted in bytes of UTF-8', () => {
  expect(fault('x'.repeat(990))).toBeUndefined();
  expect(fault('x'.repeat(1_000))).toBe('too-large');
  expect(fault('あ'.repeat(400))).toBe('too-large');
  expect(fault(Array.from({ length: 400 }, () => 1))).toBe('too-large');
  expect(fault({ ['k'.repeat(2_000)]: 1 })).toBe('too-large');
});

test.each<[string, unknown]>([
  ['a date', new Date(0)],
  ['a map', new Map([['a', 1]])],
  ['a set', new Set([1])],
  ['bytes', new Uint8Array(4)],
  ['an expression', /x/],
  ['undefined', undefined],
  ['a big number', 1n],
  ['infinity', Infinity],
  ['not a number', NaN],
  ['a function', () => 1],
  ['a symbol key', { [Symbol('x')]: 1 }],
  ['an error', new Error('x')],
  ['a list with names', Object.assign([1], { extra: 2 })],
  ['a list with holes', Object.assign(new Array(3), { 0: 1, 2: 2 })],
])('%s is not plain', (_name, value) => {
  expect(fault(value)).toBe('not-plain');
  expect(fault({ a: value })).toBe('not-plain');
});

test('a cycle ends at the depth limit', () => {
  const loop: Record<string, unknown> = {};
  loop['self'] = loop;
  expect(fault(loop)).toBe('too-deep');
});

test('never throws, and never passes what is larger than the limit', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const found = fault(value);
      if (Buffer.byteLength(JSON.stringify(value)) > 4 * limits.maxBytes) {
        expect(found).toBeDefined();
      }
    }),
    { numRuns: 500 },
  );
});
