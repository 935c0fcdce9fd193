/** One field of many rows, by place. */
export interface Column<T> {
  at(place: number): T;
}

/**
 * One row of a list that lies in columns. It has no fields of its own: a copy by `{ ...row }`, its
 * keys and its entries tell nothing of it. `plainRow` makes such a copy.
 */
export abstract class RowView<Columns extends object> {
  constructor(
    protected readonly columns: Columns,
    protected readonly place: number,
  ) {}

  /** With fields of its own, in the order in which they came. */
  toJSON(): Record<string, unknown> {
    const columns = this.columns as Readonly<Record<string, Column<unknown>>>;
    const row: Record<string, unknown> = {};
    for (const field in columns) row[field] = columns[field]?.at(this.place);
    return row;
  }
}

/** The row as an object with fields of its own: itself, or a copy of what lies in columns. */
export function plainRow<T extends object>(row: T): T {
  return row instanceof RowView ? (row.toJSON() as T) : row;
}
