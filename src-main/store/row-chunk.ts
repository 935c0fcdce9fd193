import type { Json, JsonObject } from '../../shared/json';
import { CodeColumn } from './code-column';
import type { AnyColumn, ColumnList } from './column-list';
import { TextColumn } from './text-column';

/** A row that has other fields than most, by its place: whole, as it came. */
export type OddRows = readonly (readonly [place: number, row: JsonObject])[];

/** Some rows of a list in columns, in the order of their fields. */
export interface RowChunk {
  readonly count: number;
  readonly columns: Readonly<Record<string, AnyColumn>>;
  readonly odd: OddRows;
}

/** As many at most: a column counts them in 16 bits. */
export const mostRows = 65_536;
/** Values of one field beyond this many tell rows apart. */
const mostShared = 256;

/** Decoded rows as columns, by the fields of the first; null where it lacks one the list has. */
export function chunkOf(list: ColumnList, rows: readonly Json[]): RowChunk | null {
  if (rows.length > mostRows || !rows.every(isObject)) return null;
  const fields = Object.keys(rows[0] ?? {});
  if (rows.length > 0 && !list.fields.every((field, n) => field === fields[n])) return null;
  const odd: (readonly [number, JsonObject])[] = [];
  const named = rows.length === 0 ? list.fields : fields;
  const values = named.map((): Json[] => []);
  for (const [place, row] of rows.entries()) {
    if (isTaken(row, named, values)) continue;
    odd.push([place, row]);
    for (const [n, field] of named.entries()) (values[n] as Json[])[place] = row[field] ?? null;
  }
  const columns: Record<string, AnyColumn> = {};
  for (const [n, field] of named.entries()) {
    columns[field] = columnOf(values[n] as Json[], list.texts.has(field));
  }
  return { count: rows.length, columns, odd };
}

/** Adds the values of a row that has these fields, in this order, and no others; false: it has not. */
function isTaken(row: JsonObject, fields: readonly string[], values: readonly Json[][]): boolean {
  let count = 0;
  for (const key in row) {
    if (key !== fields[count]) return false;
    count += 1;
  }
  if (count !== fields.length) return false;
  for (let n = 0; n < count; n += 1) {
    const field = fields[n] as string;
    (values[n] as Json[]).push(row[field] as Json);
  }
  return true;
}

function isObject(row: Json): row is JsonObject {
  return typeof row === 'object' && row !== null && !Array.isArray(row);
}

function columnOf(values: readonly Json[], isText: boolean): AnyColumn {
  const areTexts = values.every((value) => value === null || typeof value === 'string');
  const shared =
    areTexts && isText ? null : CodeColumn.of(values, areTexts ? mostShared : mostRows);
  return shared ?? TextColumn.of(values as readonly (string | null)[]);
}

/** The rows: views into the columns, and an object of its own for each that is odd. */
export function rowsOf(list: ColumnList, { count, columns, odd }: RowChunk): readonly Json[] {
  const rows: object[] = [];
  for (let place = 0; place < count; place += 1) rows.push(list.view(columns, place));
  for (const [place, row] of odd) rows[place] = row;
  return rows as readonly Json[];
}
