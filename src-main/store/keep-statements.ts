import type { Database, Statement } from './database-port';

/** So few texts come again and again; whoever makes one of each value gets no room here. */
const mostKept = 128;

/**
 * The database with its statements kept by their texts: SQLite reads each text once, and asks the
 * authorizer once about all it touches, where a page of a list takes seven statements.
 */
export function keepStatements(database: Database): Database {
  const kept = new Map<string, Statement>();
  return {
    exec: (sql) => database.exec(sql),
    prepare: (sql) => {
      const known = kept.get(sql);
      if (known !== undefined) return known;
      const made = database.prepare(sql);
      if (kept.size < mostKept) kept.set(sql, made);
      return made;
    },
    close: () => {
      kept.clear();
      database.close();
    },
    enableDefensive: (active) => database.enableDefensive(active),
    setAuthorizer: (callback) => database.setAuthorizer(callback),
  };
}
