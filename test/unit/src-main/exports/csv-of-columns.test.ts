import fc from 'fast-check';
import { expect, it } from 'vitest';
import { jointTexts, rowsOf, type CsvColumns } from '../../../../shared/exports/column-rows';
import { csvTables } from '../../../../shared/exports/csv-columns';
import { reportWords } from '../../../../shared/exports/report-words';
import { renderCsv } from '../../../../src-main/exports/render-csv';
import { planScenario } from '../../shared/plan/plans';

const field = fc.oneof(
  fc.string({ maxLength: 6 }),
  fc.string({ maxLength: 4, unit: 'binary' }),
  fc.constantFrom(
    '',
    '=1+1',
    ' =1',
    '\n@x',
    '＋1',
    'a"b',
    'a\tb',
    'a ',
    '\u00a0-1',
    'x\u0085',
    '佐藤',
    '-',
  ),
);

interface Row {
  readonly own: string;
  readonly first: string;
  readonly second: string;
}

const columnsOf = (all: readonly Row[]): CsvColumns<Row> => ({
  all,
  own: [{ own: (row) => row.own }],
  shared: [
    { key: (row) => row.first, text: (row) => row.first },
    { key: (row) => row.second, text: (row) => `${row.second}!` },
  ],
});

it('a table by its columns is the text that its rows are, whatever stands in them', () => {
  const row = fc.record({ own: field, first: field, second: field });
  fc.assert(
    fc.property(fc.array(row, { maxLength: 30 }), (all) => {
      const columns = columnsOf(all);
      const table = { name: 'people', header: ['a', 'b', 'c'], rows: rowsOf(columns) } as const;
      expect(renderCsv({ ...table, columns: columns })).toBe(renderCsv(table));
    }),
    { numRuns: 500 },
  );
});

it('everybody of a plan stands in it as row by row', () => {
  const { plan } = planScenario('S02');
  for (const language of ['en', 'ja'] as const) {
    const table = csvTables.people(plan, reportWords(plan, language, 'Asia/Tokyo'));
    const { columns: _, ...byRows } = table;
    expect(table.columns).toBeDefined();
    expect(renderCsv(table)).toBe(renderCsv(byRows));
  }
});

it('what many have in common is asked for once, and kept of so many at most', () => {
  const asked: string[] = [];
  const column = {
    key: (text: string) => text,
    text: (text: string) => {
      asked.push(text);
      return text;
    },
  };
  const jointOf = jointTexts([column], ([text]) => `<${text ?? ''}>`);
  for (let n = 0; n < 20_000; n += 1) expect(jointOf(String(n % 10_000))).toBe(`<${n % 10_000}>`);
  expect(asked.filter((text) => text === '0')).toHaveLength(1);
  expect(asked.filter((text) => text === '9999')).toHaveLength(2);
});
