import { isJsonObject, type Json, type JsonObject } from '../json';
import { sameState } from './same-state';

/**
 * What is sent for the owned fields: lists whole, made of the fresh read plus the plan's own
 * change (S3), everything else as planned. Without a fresh read the planned state itself.
 */
export function changeLists(
  prior: JsonObject | null,
  planned: JsonObject,
  live: JsonObject | null,
): JsonObject {
  if (live === null || prior === null) return planned;
  const out: Record<string, Json> = {};
  for (const [key, wanted] of Object.entries(planned)) {
    out[key] = changeValue(prior[key] ?? null, wanted, live[key] ?? null);
  }
  return out;
}

function changeValue(prior: Json, planned: Json, live: Json): Json {
  if (isList(planned) && isList(live)) return changeList(isList(prior) ? prior : [], planned, live);
  if (isJsonObject(planned) && isJsonObject(live)) {
    // A nested object is replaced as a whole by PATCH, so fields we do not name stay as read.
    const out: Record<string, Json> = {};
    for (const [key, item] of Object.entries(live)) if (!key.includes('@')) out[key] = item;
    const before = isJsonObject(prior) ? prior : {};
    for (const [key, item] of Object.entries(planned)) {
      out[key] = changeValue(before[key] ?? null, item, live[key] ?? null);
    }
    return out;
  }
  return planned;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

/** Elements the plan adds and removes, applied to the list as read. Unknown elements stay. */
function changeList(
  prior: readonly Json[],
  planned: readonly Json[],
  live: readonly Json[],
): readonly Json[] {
  const removed = prior.filter((item) => !holds(planned, item));
  const kept = live.filter((item) => !holds(removed, item));
  const out = kept.map(
    (item) => planned.find((wanted) => identity(wanted) === identity(item)) ?? item,
  );
  return [...out, ...planned.filter((item) => !holds(out, item))];
}

function holds(list: readonly Json[], item: Json): boolean {
  return list.some((other) => identity(other) === identity(item));
}

/** Targets are known by their id, everything else by its whole value. */
function identity(item: Json): string {
  if (typeof item === 'string') return item.toLowerCase();
  if (isJsonObject(item) && typeof item['id'] === 'string') return item['id'].toLowerCase();
  return JSON.stringify(item);
}

/** True when both states hold the same owned fields. */
export function sameOwned(a: JsonObject, b: JsonObject, owned: readonly string[]): boolean {
  return owned.every((field) => sameState(a[field] ?? null, b[field] ?? null));
}
