import type { CsvColumns } from './column-rows';

/** One table of a CSV export: a file name without extension, a header, rows of plain texts. */
export interface CsvTable {
  readonly name:
    | 'people'
    | 'steps'
    | 'findings'
    | 'answers'
    | 'messages'
    | 'activity'
    | 'gate-people'
    | 'fleet'
    | 'then-and-now';
  readonly header: readonly string[];
  /** Of a table as long as the tenant each is made as it is asked for. */
  readonly rows: Iterable<readonly string[]>;
  /** The same of a table as long as the tenant, for whom a row is too much. */
  readonly columns?: CsvColumns;
}
