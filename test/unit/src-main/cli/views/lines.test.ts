import { describe, expect, it } from 'vitest';
import { displayWidth, wrapped } from '../../../../../src-main/cli/views/lines';

describe('wrapped text', () => {
  it('breaks between words, further in on the next line', () => {
    expect(wrapped('one two three four', 12, '  ')).toEqual(['  one two', '    three', '    four']);
    expect(wrapped('short', 12, '')).toEqual(['short']);
    expect(wrapped('', 12, '')).toEqual([]);
  });

  it('breaks Japanese anywhere but before closing punctuation', () => {
    const lines = wrapped('移行の状態、それから方法。', 12, '');
    expect(lines).toEqual(['移行の状態、', '  それから方', '  法。']);
    for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(14);
  });

  it('leaves a word that is wider than the line whole', () => {
    expect(wrapped('a verylongaddress@example.example b', 12, '')).toEqual([
      'a',
      '  verylongaddress@example.example',
      '  b',
    ]);
  });
});
