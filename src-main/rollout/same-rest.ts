import { isGraphsOwn } from '../../shared/canonical';
import { isJsonObject, type Json, type JsonObject } from '../../shared/json';
import { sameState } from '../../shared/plan/same-state';
import type { Step } from '../../shared/plan/step';

/**
 * True where no field the step leaves alone reads otherwise in the list than by its own address. What
 * only one of them shows tells nothing: a list may leave out what an object shows, and the methods
 * policy is read in another version than its parts. What both show as empty or null is shown.
 */
export function sameRest(step: Step, listed: Json, byId: Json): boolean {
  return otherFields(step, listed, byId)?.length === 0;
}

/** Names of the fields left alone that read otherwise, sorted; null where one of them is no object. */
export function otherFields(
  { owned }: Pick<Step, 'owned'>,
  listed: Json,
  byId: Json,
): readonly string[] | null {
  if (!isJsonObject(listed) || !isJsonObject(byId)) return null;
  return unlike(listed, byId)
    .filter((key) => !owned.includes(key))
    .sort();
}

function unlike(a: JsonObject, b: JsonObject): readonly string[] {
  return Object.entries(a).flatMap(([key, item]) => {
    if (isGraphsOwn(key)) return [];
    const other = b[key];
    return other === undefined || agree(item, other) ? [] : [key];
  });
}

function agree(a: Json, b: Json): boolean {
  if (isJsonObject(a) && isJsonObject(b)) return unlike(a, b).length === 0;
  if (!Array.isArray(a) || !Array.isArray(b)) return sameState(a, b);
  const [left, right] = [byName(a as readonly Json[]), byName(b as readonly Json[])];
  if (left.named.size !== right.named.size) return false;
  for (const [name, item] of left.named) {
    const other = right.named.get(name);
    if (other === undefined || !agree(item, other)) return false;
  }
  return pairUp(left.others, right.others);
}

/** Two versions of Graph sort the same list differently: what has no name finds its like anywhere. */
function pairUp(left: readonly Json[], right: readonly Json[]): boolean {
  if (left.length !== right.length) return false;
  const open = [...right];
  return left.every((item) => {
    const at = open.findIndex((other) => agree(item, other));
    if (at >= 0) open.splice(at, 1);
    return at >= 0;
  });
}

/** A text stands for itself, a target for its id; the others are known by all they hold. */
function byName(items: readonly Json[]): {
  readonly named: ReadonlyMap<string, Json>;
  readonly others: readonly Json[];
} {
  const named = new Map<string, Json>();
  const others: Json[] = [];
  for (const item of items) {
    const id = isJsonObject(item) ? item['id'] : item;
    if (typeof id === 'string') named.set(id.toLowerCase(), item);
    else others.push(item);
  }
  return { named, others };
}
