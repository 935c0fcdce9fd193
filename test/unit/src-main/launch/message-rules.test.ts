import { describe, expect, test } from 'vitest';
import {
  checkEntry,
  inputsOf,
  isTrivial,
  placeholdersOf,
} from '../../../../src-main/launch/message-rules.mjs';
import { messageDeclarations } from '../../../../src-main/launch/message-declarations.mjs';

const plural = (match: Record<string, string>) => [
  {
    declarations: ['input count', 'local countPlural = count: plural'],
    selectors: ['countPlural'],
    match,
  },
];

describe('checkEntry', () => {
  test('accepts a plain and a plural message', () => {
    const note = 'Shown on a button.';
    expect(checkEntry('today_title', { en: 'Today', ja: '現在の状態', note })).toEqual([]);
    expect(
      checkEntry('today_people', {
        en: plural({ 'countPlural=one': '{count} person', 'countPlural=other': '{count} people' }),
        ja: plural({ 'countPlural=other': '{count} 人' }),
        note,
      }),
    ).toEqual([]);
  });

  test.each([
    ['BadKey', { en: 'Today', ja: '今日', note: 'n' }, 'keys are flat snake_case with a prefix'],
    ['today_a', { en: 'Today', ja: '今日', note: ' ' }, 'no note for translators'],
    ['today_a', { en: 'Today', note: 'n' }, 'no ja text'],
    ['today_a', { en: '', ja: '今日', note: 'n' }, 'an empty en text'],
    ['today_a', { en: 'Today', ja: 'Today', note: 'n' }, 'the Japanese text holds no Japanese'],
    ['today_a', { en: 'Of {a}', ja: '{b} の', note: 'n' }, 'inputs differ: en (a), ja (b)'],
    ['today_a', { en: 'Of {a}', ja: '合計', note: 'n' }, 'placeholders differ: en (a), ja ()'],
    [
      'today_a',
      { en: "It can't", ja: '不可', note: 'n' },
      'a straight apostrophe in English prose, where ’ stands',
    ],
    [
      'today_a',
      { en: plural({ 'countPlural=other': '{count} people' }), ja: '{count} 人', note: 'n' },
      'no arm for one in en',
    ],
    [
      'today_a',
      {
        en: plural({ 'countPlural=one': '{count} person', 'countPlural=other': '{count} people' }),
        ja: plural({ 'countPlural=one': '{count} 人', 'countPlural=other': '{count} 人' }),
        note: 'n',
      },
      'Japanese has no arm but other',
    ],
  ])('case %#: %s is refused', (key, entry, fault) => {
    expect(checkEntry(key, entry)).toContain(`${key}: ${fault}`);
  });
});

test('names may be the same in both languages, words may not', () => {
  expect(isTrivial('Microsoft Authenticator')).toBe(true);
  expect(isTrivial('{count} / {total}')).toBe(true);
  expect(isTrivial('Cancel')).toBe(false);
});

test('placeholders are read once each, sorted; literal braces are none', () => {
  expect(placeholdersOf('{b} of {a}, {b} again, \\{c\\}')).toEqual(['a', 'b']);
  expect(inputsOf(plural({ 'countPlural=other': '{count}' }))).toEqual(['count']);
});

test('declarations take strings only and know which messages take none', () => {
  const text = messageDeclarations({ a_plain: 'Hi', a_count: 'Of {total}', $schema: 'x' });
  expect(text).toContain('readonly a_plain: (inputs?: Readonly<Record<never, never>>');
  expect(text).toContain('readonly a_count: (inputs: { readonly total: string }');
  expect(text).not.toContain('schema');
});
