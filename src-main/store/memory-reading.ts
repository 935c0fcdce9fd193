import type { Json } from '../../shared/json';
import { ok } from '../../shared/result';
import type { ListState, Reading } from './reading-store';
import { SharedValues } from './shared-values';

/**
 * A reading tour that nobody goes on with: its pages lie in memory and end with it. Rows of lists as
 * long as the tenant lie there as the snapshot takes them, decoded, so that each is made once.
 */
export function readingInMemory(startedAt: string): Reading {
  const states = new Map<string, ListState>();
  const pages = new Map<string, (readonly Json[])[]>();
  const of = (path: string): readonly (readonly Json[])[] => pages.get(path) ?? [];
  return {
    id: 'memory',
    startedAt,
    held: new SharedValues(),
    state: (path) => states.get(path) ?? null,
    paths: () => [...states.keys()].sort(),
    page: (path, rows, next) => {
      const before = pages.get(path);
      if (before === undefined) pages.set(path, [rows]);
      else before.push(rows);
      states.set(path, next);
      return ok(undefined);
    },
    settle: (path, state) => {
      states.set(path, state);
      return ok(undefined);
    },
    restart: (path) => {
      pages.delete(path);
      states.delete(path);
      return ok(undefined);
    },
    pages: of,
    eachPage: of,
    rowCount: (path) => of(path).reduce((sum, rows) => sum + rows.length, 0),
  };
}
