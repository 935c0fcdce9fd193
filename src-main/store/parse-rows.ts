import * as v from 'valibot';
import type { Json } from '../../shared/json';
import { read, type Read } from '../../shared/tenant/snapshot';
import type { Steps } from '../ports/in-turns';
import type { SharedValues } from './shared-values';

/** As long as the tenant: a page at a time is parsed, and what accounts have in common is kept once. */
export function* parsePages<T>(
  pages: Iterable<readonly Json[]>,
  schema: v.GenericSchema<unknown, T>,
  share: SharedValues,
): Steps<Read<readonly T[]>> {
  const parsed: T[] = [];
  for (const page of pages) {
    for (const row of page) {
      const result = v.safeParse(schema, row);
      if (!result.success) return { kind: 'unread', reason: { code: 'malformed' } };
      parsed.push(share.row(result.output));
    }
    yield;
  }
  return read(parsed);
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
