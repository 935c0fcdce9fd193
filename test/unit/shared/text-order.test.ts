import fc from 'fast-check';
import { expect, it } from 'vitest';
import { textOrder } from '../../../shared/text-order';

const text = fc.oneof(
  fc.string({ maxLength: 12, unit: 'binary' }),
  fc.string({ maxLength: 12 }),
  fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 8, maxLength: 9 }),
  fc.constantFrom(
    'abcdé1',
    'abcdü0',
    'abcd',
    'abcd\0',
    'éa',
    'üb',
    '佐藤1',
    '佐藤0',
    '\u007fb',
    '',
  ),
);

it('is the order that a plain sort gives, however texts begin', () => {
  fc.assert(
    fc.property(
      fc.array(text, { minLength: 1, maxLength: 300 }),
      fc.constantFrom('', 'pre', 'pré'),
      fc.constantFrom(1, 9, 40),
      (list, start, times) => {
        const texts = Array.from({ length: times }, () => list.map((one) => start + one)).flat();
        const sorted = [...texts.keys()].sort((a, b) => {
          const [left, right] = [texts[a] ?? '', texts[b] ?? ''];
          return left === right ? a - b : left < right ? -1 : 1;
        });
        expect([...textOrder(texts)]).toEqual(sorted);
      },
    ),
    { numRuns: 60 },
  );
});

it('asks which of two comes first only where their texts are the same', () => {
  const texts = ['b', 'a', 'b'];
  const asked: number[][] = [];
  const order = textOrder(texts, (left, right) => {
    asked.push([left, right].sort());
    return right - left;
  });
  expect([...order]).toEqual([1, 2, 0]);
  for (const pair of asked) expect(pair).toEqual([0, 2]);
});
