import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../../../src-main/store/database-port';
import { StoreHandle } from '../../../../src-main/store/store-handle';

/** What SQLite says when a journal can't be written (execution.md 1.6); 1034: a flush that failed. */
const codes = { 13: 'FULL', 10: 'IOERR', 11: 'CORRUPT', 26: 'NOTADB', 8: 'READONLY' } as const;
const more = { 14: 'CANTOPEN', 7: 'NOMEM', 5: 'BUSY', 1034: 'IOERR_FSYNC' } as const;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'handle-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A database that fails at one statement, and tells what it was asked. */
function failing(at: string, errcode: number) {
  const said: string[] = [];
  const database = {
    exec: (sql: string) => {
      said.push(sql);
      if (sql.startsWith(at)) throw Object.assign(new Error('sqlite'), { errcode });
    },
    close: () => void said.push('close'),
  } as unknown as Database;
  return { said, handle: new StoreHandle(database, join(folder, 'none.db'), 'write') };
}

describe.each(Object.entries({ ...codes, ...more }))('error %s (%s)', (code) => {
  it.each(['BEGIN', 'COMMIT'])(
    'at %s ends this connection for good, and rolls nothing back',
    (at) => {
      const { said, handle } = failing(at, Number(code));
      const failure = { code: 'store/halted', values: { code } };
      expect(handle.write(() => 1)).toEqual({ ok: false, failure });
      expect(said.at(-1)).toBe('close');
      // SQLite has rolled back by itself; one more would throw.
      expect(said.some((sql) => sql.includes('ROLLBACK'))).toBe(false);
      const soFar = said.length;
      expect(handle.write(() => 2)).toEqual({ ok: false, failure });
      expect(handle.writeUnsynced(() => 3)).toEqual({ ok: false, failure });
      expect(said).toHaveLength(soFar);
      expect(handle.halted).toEqual(failure);
    },
  );

  it('inside the change likewise', () => {
    const { said, handle } = failing('nothing', Number(code));
    const done = handle.write(() => {
      throw Object.assign(new Error('sqlite'), { errcode: Number(code) });
    });
    expect(done).toMatchObject({ ok: false, failure: { code: 'store/halted' } });
    expect(said).toEqual(['BEGIN IMMEDIATE', 'close']);
  });
});
