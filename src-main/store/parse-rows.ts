import * as v from 'valibot';
import type { Once } from '../../shared/entra/decode-row';
import { RowView } from '../../shared/entra/row-view';
import type { Json } from '../../shared/json';
import { read, type Read } from '../../shared/tenant/snapshot';
import type { Steps } from '../ports/in-turns';
import type { SharedValues } from './shared-values';

/** A row as the snapshot has it; null where it does not fit. */
export type Decode<T> = (row: Json, once: Once) => T | null;

/** By a schema, for lists of the tenant's settings. */
export function bySchema<T>(schema: v.GenericSchema<unknown, T>): Decode<T> {
  return (row) => {
    const result = v.safeParse(schema, row);
    return result.success ? result.output : null;
  };
}

/** As long as the tenant: a page at a time is parsed, and what accounts have in common is kept once. */
export function* parsePages<T>(
  pages: Iterable<readonly Json[]>,
  decode: Decode<T>,
  share: SharedValues,
): Steps<Read<readonly T[]>> {
  const parsed: T[] = [];
  for (const page of pages) {
    for (const row of page) {
      // What lies in columns was decoded before it was put there, and is shared as it lies.
      if (row instanceof RowView) {
        parsed.push(row as T);
        continue;
      }
      const one = decode(row, share.once);
      if (one === null) return { kind: 'unread', reason: { code: 'malformed' } };
      parsed.push(share.row(one));
    }
    yield;
  }
  return read(parsed);
}

/**
 * Rows that lie in memory decoded, their values shared already: what they say of an account is kept
 * once, as the account has it.
 */
export function* takeDecoded<T extends object>(
  pages: Iterable<readonly Json[]>,
  share: SharedValues,
): Steps<Read<readonly T[]>> {
  const rows: T[] = [];
  for (const page of pages) {
    for (const row of page as unknown as readonly T[]) rows.push(share.ofAccount(row));
    yield;
  }
  return read(rows);
}

export function parseAll<T>(
  rows: Read<readonly Json[]>,
  schema: v.GenericSchema<unknown, T>,
): Read<readonly T[]> {
  if (rows.kind === 'unread') return rows;
  const parsed: T[] = [];
  for (const row of rows.value) {
    const result = v.safeParse(schema, row);
    if (!result.success) return { kind: 'unread', reason: { code: 'malformed' } };
    parsed.push(result.output);
  }
  return read(parsed);
}
