import { expect, test } from 'vitest';
import { foldText } from '../../../../shared/people/fold-text';

test.each([
  ['ENFTOTP', 'enftotp'],
  ['ＥＮＦ１', 'enf1'],
  ['サトウ', 'さとう'],
  ['ｻﾄｳ', 'さとう'],
  ['ガｶﾞが', 'ががが'],
  ['ヴィヴ', 'ゔぃゔ'],
  ['スー・ヷ', 'すー・ヷ'],
  ['佐藤 Ana', '佐藤 ana'],
])('%s is searched as %s', (text, folded) => {
  expect(foldText(text)).toBe(folded);
});
