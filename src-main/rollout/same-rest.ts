import { normalizeGraph } from '../../shared/canonical';
import { isJsonObject, type Json, type JsonObject } from '../../shared/json';
import { sameState } from '../../shared/plan/same-state';
import type { Step } from '../../shared/plan/step';

/**
 * True where no field the step leaves alone reads otherwise in the list than by its own address. What
 * only one of them shows tells nothing: a list may leave out what an object shows, and the methods
 * policy is read in another version than its parts.
 */
export function sameRest(step: Step, listed: Json, byId: Json): boolean {
  if (!isJsonObject(listed) || !isJsonObject(byId)) return false;
  return agree(restOf(step, listed), restOf(step, byId));
}

function restOf({ owned }: Step, live: JsonObject): Json {
  return normalizeGraph(
    Object.fromEntries(Object.entries(live).filter(([key]) => !owned.includes(key))),
  );
}

function agree(a: Json, b: Json): boolean {
  if (isJsonObject(a) && isJsonObject(b)) {
    return Object.entries(a).every(([key, item]) => {
      const other = b[key];
      return other === undefined || agree(item, other);
    });
  }
  if (!Array.isArray(a) || !Array.isArray(b)) return sameState(a, b);
  const [left, right] = [inOrder(a as readonly Json[]), inOrder(b as readonly Json[])];
  return left.length === right.length && left.every((item, n) => agree(item, right[n] ?? null));
}

/** By id where there is one: two versions of Graph sort the same targets differently. */
function inOrder(items: readonly Json[]): readonly Json[] {
  const idOf = (item: Json): string => {
    const id = isJsonObject(item) ? item['id'] : item;
    return typeof id === 'string' ? id.toLowerCase() : '';
  };
  return [...items].sort((a, b) => (idOf(a) < idOf(b) ? -1 : idOf(a) > idOf(b) ? 1 : 0));
}
