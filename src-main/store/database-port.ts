export type SqlValue = string | number | null | Uint8Array;

export interface Statement {
  run(...values: SqlValue[]): unknown;
  get(...values: SqlValue[]): unknown;
  all(...values: SqlValue[]): unknown[];
}

/** The port over both SQLite drivers; synchronous. */
export interface Database {
  exec(sql: string): void;
  prepare(sql: string): Statement;
  close(): void;
  enableDefensive(active: boolean): void;
  setAuthorizer(callback: ((action: number, first: string | null) => number) | null): void;
}
