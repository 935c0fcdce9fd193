import { canonicalJson } from '../../shared/canonical';
import { isJsonObject, type Json } from '../../shared/json';
import { read, type Read } from '../../shared/tenant/snapshot';

/**
 * Every object of a list once, by its id. Objects with one id and different content make the list
 * malformed: nothing says which of them holds.
 */
export function distinctRows(rows: Read<readonly Json[]>): Read<readonly Json[]> {
  if (rows.kind === 'unread') return rows;
  const texts = new Map<string, string>();
  const kept: Json[] = [];
  for (const row of rows.value) {
    const id = isJsonObject(row) && typeof row['id'] === 'string' ? row['id'].toLowerCase() : '';
    const text = canonicalJson(row);
    const before = texts.get(id);
    if (before === undefined) {
      texts.set(id, text);
      kept.push(row);
    } else if (before !== text) {
      return { kind: 'unread', reason: { code: 'malformed' } };
    }
  }
  return read(kept);
}
