import { expect, test } from 'vitest';
import { parseJson } from '../../../../src-main/graph/graph-error';
import { isNestedBeyond } from '../../../../src-main/graph/is-nested-beyond';

const nested = (times: number, open = '[', close = ']') => open.repeat(times) + close.repeat(times);

test.each<[string, string, boolean]>([
  ['as many as allowed', nested(100), false],
  ['one more', nested(101), true],
  ['objects', '{"a":'.repeat(101) + '1' + '}'.repeat(101), true],
  ['many beside one another', `[${'[],'.repeat(500)}[]]`, false],
  ['brackets within a text', JSON.stringify(nested(500)), false],
  ['brackets after an escaped quote within a text', JSON.stringify(`"${nested(500)}`), false],
  ['brackets after a text that ends with a backslash', `["\\\\",${nested(101)}]`, true],
  ['a text without an end', `"${nested(500)}`, false],
])('%s', (_name, text, expected) => {
  expect(isNestedBeyond(text, 100)).toBe(expected);
});

test('an answer nested beyond reading is no answer, however deep', () => {
  expect(parseJson(nested(100))).toBeDefined();
  expect(parseJson(nested(101))).toBeUndefined();
  expect(parseJson(`{"value":${nested(1_000_000)}}`)).toBeUndefined();
});
