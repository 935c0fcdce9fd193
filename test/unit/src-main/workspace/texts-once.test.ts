import { describe, expect, it } from 'vitest';
import { TextsOnce } from '../../../../src-main/workspace/texts-once';

/** A text of its own, as a copy from another thread is. */
const copied = (text: string): string => structuredClone({ text }).text;

describe('texts of rows that were handed over', () => {
  it('say the same, wherever they lie', () => {
    const row = { id: 'a', states: ['on', 'on', null, 1], in: { kind: 'on', rest: true } };
    const numbers = new Uint32Array([1, 2]);
    expect(new TextsOnce().in(structuredClone(row))).toEqual(row);
    expect(new TextsOnce().in({ numbers }).numbers).toBe(numbers);
    expect(new TextsOnce().in('on')).toBe('on');
    expect(new TextsOnce().in(null)).toBeNull();
  });

  it('are remembered to a certain number, and no long ones', () => {
    const once = new TextsOnce();
    const rows = Array.from({ length: 20_000 }, (_, n) => ({
      id: copied(`person ${String(n)}`),
      note: copied('x'.repeat(100)),
    }));
    expect(rows.map((row) => once.in(row))).toEqual(rows);
    expect(once.size).toBe(4_096);
  });
});
