import { stringify } from 'csv-stringify/sync';
import type { CsvTable } from '../../shared/exports/csv-columns';

/**
 * A CSV file that a spreadsheet opens without running anything: BOM, CRLF, every field quoted,
 * no line breaks or tabs inside, no formula at the start (execution.md 7.2).
 */
export function renderCsv(table: CsvTable): string {
  return [...csvPieces(table)].join('');
}

/** So many rows at once: a table names everybody, and one text of it is as long as a tenant. */
const rowsOfPiece = 500;

/** The same in pieces. */
export function* csvPieces({ header, rows }: CsvTable): Generator<string, void> {
  yield lines([header], true);
  for (let start = 0; start < rows.length; start += rowsOfPiece) {
    yield lines(rows.slice(start, start + rowsOfPiece), false);
  }
}

function lines(rows: CsvTable['rows'], bom: boolean): string {
  return stringify(
    rows.map((row) => row.map(plainField)),
    {
      bom,
      quoted: true,
      quoted_empty: true,
      record_delimiter: '\r\n',
      escape_formulas: true,
    },
  );
}

/** csv-stringify alone lets a leading line feed or space hide a formula. */
function plainField(text: string): string {
  return text.replaceAll(/[\r\n\t\v\f\u0085\u2028\u2029\u00a0\ufeff]+/g, ' ').trim();
}
