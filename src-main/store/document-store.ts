import * as v from 'valibot';
import type { Failure } from '../../shared/diagnostic';
import type { Json } from '../../shared/json';
import type { Result } from '../../shared/result';
import { numberOf, textOf, type StoreHandle } from './store-handle';

/** A document with its history: answers, choices. A save after an undo drops what was undone. */
export interface DocumentStore<T> {
  get(): T | null;
  save(value: T): Result<void, Failure>;
  /** Steps back or forward by one; the value that stands then, null when there is none. */
  undo(): Result<T | null, Failure>;
  redo(): Result<T | null, Failure>;
  history(): { readonly canUndo: boolean; readonly canRedo: boolean };
}

export function documentStore<T>(
  handle: StoreHandle,
  kind: 'answers' | 'choices',
  schema: v.GenericSchema<unknown, T>,
): DocumentStore<T> {
  const head = (): number =>
    numberOf(handle.get('SELECT seq FROM document_head WHERE kind=?', kind), 'seq');
  const last = (): number =>
    numberOf(handle.get('SELECT MAX(seq) AS n FROM document WHERE kind=?', kind), 'n');
  const at = (seq: number): T | null => {
    const row = handle.get('SELECT body FROM document WHERE kind=? AND seq=?', kind, seq);
    if (row === null) return null;
    const parsed = v.safeParse(schema, JSON.parse(textOf(row, 'body')) as Json);
    return parsed.success ? parsed.output : null;
  };
  const moveTo = (seq: number): Result<T | null, Failure> => {
    const moved = handle.write((database) => {
      database
        .prepare(
          'INSERT INTO document_head (kind, seq) VALUES (?,?) ON CONFLICT (kind) DO UPDATE SET seq=excluded.seq',
        )
        .run(kind, seq);
    });
    return moved.ok ? { ok: true, value: at(seq) } : moved;
  };
  return {
    get: () => at(head()),
    save: (value) => {
      const next = head() + 1;
      return handle.write((database) => {
        database.prepare('DELETE FROM document WHERE kind=? AND seq>=?').run(kind, next);
        database
          .prepare('INSERT INTO document (kind, seq, body) VALUES (?,?,?)')
          .run(kind, next, JSON.stringify(value));
        database
          .prepare(
            'INSERT INTO document_head (kind, seq) VALUES (?,?) ON CONFLICT (kind) DO UPDATE SET seq=excluded.seq',
          )
          .run(kind, next);
      });
    },
    undo: () => moveTo(Math.max(0, head() - 1)),
    redo: () => moveTo(Math.min(last(), head() + 1)),
    history: () => ({ canUndo: head() > 0, canRedo: head() < last() }),
  };
}
