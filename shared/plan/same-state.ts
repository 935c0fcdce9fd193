import { isJsonObject, type Json } from '../json';

const readOnlyKeys = new Set(['lastModifiedDateTime', 'modifiedDateTime', 'createdDateTime']);

/**
 * True when two Graph values mean the same: annotations and read-only times ignored, ids without
 * regard to case, lists of ids and targets without order, and a field that one side leaves out
 * equal to an empty one (Graph fills in what a request leaves away). Execution.md 1.1.
 */
export function sameState(a: Json, b: Json): boolean {
  if (isBlank(a) && isBlank(b)) return true;
  if (typeof a === 'string' && typeof b === 'string') return a.toLowerCase() === b.toLowerCase();
  if (Array.isArray(a) && Array.isArray(b)) {
    return sameList(a as readonly Json[], b as readonly Json[]);
  }
  if (isJsonObject(a) && isJsonObject(b)) {
    return [...new Set([...Object.keys(a), ...Object.keys(b)])].every(
      (key) => isIgnored(key) || sameState(a[key] ?? null, b[key] ?? null),
    );
  }
  return a === b;
}

function isIgnored(key: string): boolean {
  return readOnlyKeys.has(key) || (key.includes('@') && key !== '@odata.type');
}

/** Nothing, an empty list, false, or an object that holds only such values. */
function isBlank(value: Json): boolean {
  if (value === null || value === false) return true;
  if (Array.isArray(value)) return value.length === 0;
  if (!isJsonObject(value)) return false;
  return Object.entries(value).every(([key, item]) => isIgnored(key) || isBlank(item));
}

function sameList(a: readonly Json[], b: readonly Json[]): boolean {
  const left = byIdentity(a);
  const right = byIdentity(b);
  if (left === null || right === null) {
    return a.length === b.length && a.every((item, index) => sameState(item, b[index] ?? null));
  }
  if (left.size !== right.size) return false;
  for (const [id, item] of left) {
    const other = right.get(id);
    if (other === undefined || !sameState(item, other)) return false;
  }
  return true;
}

/** Elements by id (targets) or by value (ids, names); null when the list is of another sort. */
function byIdentity(items: readonly Json[]): ReadonlyMap<string, Json> | null {
  const map = new Map<string, Json>();
  for (const item of items) {
    if (typeof item === 'string') map.set(item.toLowerCase(), item);
    else if (isJsonObject(item) && typeof item['id'] === 'string') {
      map.set(item['id'].toLowerCase(), item);
    } else return null;
  }
  return map;
}
