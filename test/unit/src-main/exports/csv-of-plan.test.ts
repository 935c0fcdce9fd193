import { describe, expect, it } from 'vitest';
import { csvPieces, renderCsv } from '../../../../src-main/exports/render-csv';

describe('CSV', () => {
  it.each(['=1+1', '+1', '-1', '@a', '\t=1', '\n=1', ' =1', '\r\n@SUM(1)', '＝1', '\u00a0=1'])(
    'makes no formula of %j',
    (cell) => {
      const text = renderCsv({ name: 'people', header: ['a'], rows: [[cell]] });
      const field = /^"(.*)"\r\n$/s.exec(text.slice(text.indexOf('\r\n') + 2))?.[1] ?? '';
      expect(field).toMatch(/^'/);
    },
  );

  it('is the same file however many pieces it is made in', () => {
    const rows = Array.from({ length: 40_001 }, (_, n) => [String(n)]);
    const pieces = [...csvPieces({ name: 'people', header: ['a'], rows })];
    expect(pieces.length).toBeGreaterThan(3);
    expect(pieces.join('')).toBe(`\ufeff"a"\r\n${rows.map(([n]) => `"${n}"\r\n`).join('')}`);
  });

  it('begins with a BOM, ends lines with CRLF and keeps no line break inside a field', () => {
    const text = renderCsv({ name: 'people', header: ['a', 'b'], rows: [['x\ny', 'say "hi"\r']] });
    expect(text).toBe('\uFEFF"a","b"\r\n"x y","say ""hi"""\r\n');
  });
});
