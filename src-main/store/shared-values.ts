import { isJsonObject, type Json } from '../../shared/json';

/** Values of one field beyond this many are told apart by everybody: an id, a name. */
const mostValues = 4_096;

/**
 * Gives rows that say the same the same values: a department, a list of licences or methods is kept
 * once for all who have it. Rows are read only, so that nobody can tell but memory.
 */
export class SharedValues {
  readonly #fields = new Map<string, Map<string, unknown>>();

  /** The row itself, its values replaced by equal ones that were seen before. */
  row<T>(row: T): T {
    const values = row as Json;
    if (!isJsonObject(values)) return row;
    const target = values as Record<string, unknown>;
    for (const name of Object.keys(target)) {
      const value = target[name];
      if (typeof value !== 'string' && (typeof value !== 'object' || value === null)) continue;
      const shared = this.#shared(name, value);
      if (shared !== value) target[name] = shared;
    }
    return row;
  }

  #shared(name: string, value: string | object): unknown {
    let known = this.#fields.get(name);
    if (known === undefined) this.#fields.set(name, (known = new Map<string, unknown>()));
    if (known.size >= mostValues) return value;
    const key = typeof value === 'string' ? value : JSON.stringify(value);
    const before = known.get(key);
    if (before !== undefined) return before;
    known.set(key, value);
    return value;
  }
}
