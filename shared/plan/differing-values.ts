import { isJsonObject, type Json, type JsonObject } from '../json';
import { sameState } from './same-state';

/** A value of an object that is not what a step plans it to be; `path` with dots between. */
export interface DifferingValue {
  readonly path: string;
  readonly now: Json;
  readonly planned: Json;
}

/** Where the fields a step owns still differ from what it plans, down to single values and lists. */
export function differingValues(
  owned: readonly string[],
  planned: JsonObject,
  now: JsonObject,
): readonly DifferingValue[] {
  return owned.flatMap((field) => within(field, planned[field] ?? null, now[field] ?? null));
}

function within(path: string, planned: Json, now: Json): readonly DifferingValue[] {
  if (sameState(planned, now)) return [];
  if (!isJsonObject(planned) || !isJsonObject(now)) return [{ path, now, planned }];
  const keys = [...new Set([...Object.keys(planned), ...Object.keys(now)])].sort();
  const inside = keys
    .filter((key) => !key.includes('@'))
    .flatMap((key) => within(`${path}.${key}`, planned[key] ?? null, now[key] ?? null));
  return inside.length === 0 ? [{ path, now, planned }] : inside;
}
