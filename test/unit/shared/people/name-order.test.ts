import { expect, test } from 'vitest';
import { compareNames } from '../../../../shared/people/name-order';

test('Latin, then kana, then kanji; case and accents decide last', () => {
  const sorted = [
    '佐藤',
    'zoe',
    'Zoë',
    'かとう',
    'Ana',
    'サトウ',
    'ana',
    'Øster',
    '伊藤',
    'Brandt',
  ];
  expect([...sorted].reverse().sort(compareNames)).toEqual([
    ...['ana', 'Ana', 'Brandt', 'Øster', 'zoe', 'Zoë'],
    ...['かとう', 'サトウ', '伊藤', '佐藤'],
  ]);
});

test('this runtime knows the Japanese order', () => {
  expect(Intl.Collator.supportedLocalesOf(['ja'])).toEqual(['ja']);
});
