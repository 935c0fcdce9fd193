import { stringify } from 'csv-stringify/sync';
import { jointTexts, type CsvColumns } from '../../shared/exports/column-rows';
import type { CsvTable } from '../../shared/exports/csv-table';

/**
 * A CSV file that a spreadsheet opens without running anything: BOM, CRLF, every field quoted,
 * no line breaks or tabs inside, no formula at the start (execution.md 7.2).
 */
export function renderCsv(table: CsvTable): string {
  return [...csvPieces(table)].join('');
}

/** Characters of a piece: a table names everybody, and one text of it is as long as a tenant. */
const pieceLength = 65_536;

/** The same in pieces. */
export function* csvPieces({ header, rows, columns }: CsvTable): Generator<string, void> {
  yield `\ufeff${lineOf(header)}`;
  if (columns === undefined) yield* inPieces(rows, lineOf);
  else yield* inPieces(columns.all, lineByColumns(columns));
}

function* inPieces<T>(all: Iterable<T>, toLine: (one: T) => string): Generator<string, void> {
  let piece = '';
  for (const one of all) {
    piece += toLine(one);
    if (piece.length < pieceLength) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
}

/** What many have in common is quoted once. */
function lineByColumns({ own, shared }: CsvColumns): (one: unknown) => string {
  const jointOf = jointTexts(shared, lineOf);
  return (one) => {
    let line = '';
    for (const column of own) {
      const field = column.own(one);
      line += isPlain.test(field) ? `"${field}",` : `${quoted(field)},`;
    }
    return line + jointOf(one);
  };
}

function lineOf(row: readonly string[]): string {
  return `${row.map(quoted).join(',')}\r\n`;
}

/** Begins and ends with a word, and holds nothing that no field may; else the library sees to it. */
const isPlain =
  /^(?:[^=+\-@\uFF1D\uFF0B\uFF0D\uFF20\s"\u0085](?:[^"\r\n\t\v\f\u0085\u2028\u2029\u00a0\ufeff]*[^\s"\u0085])?)?$/;

function quoted(field: string): string {
  if (isPlain.test(field)) return `"${field}"`;
  return stringify([[plainField(field)]], {
    quoted: true,
    quoted_empty: true,
    record_delimiter: '\r\n',
    escape_formulas: true,
  }).trimEnd();
}

/** csv-stringify alone lets a leading line feed or space hide a formula. */
function plainField(text: string): string {
  return text.replaceAll(/[\r\n\t\v\f\u0085\u2028\u2029\u00a0\ufeff]+/g, ' ').trim();
}
