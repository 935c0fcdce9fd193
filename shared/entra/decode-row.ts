import type { Json, JsonObject } from '../json';

/**
 * What a schema makes of a part that many rows have in common, worked out once for all of them;
 * undefined where it does not fit.
 */
export type Once = <T>(
  field: string,
  value: Json,
  decode: (value: Json) => T | undefined,
) => T | undefined;

/** Worked out for each row. */
export const everyTime: Once = (_field, value, decode) => decode(value);

/** As `shortText` of bounds.ts. */
export function isShort(value: Json | undefined): value is string {
  return typeof value === 'string' && value.length <= 1_024;
}

/** An optional short text, null where it is left out; undefined where it is something else. */
export function textOrNull(value: Json | undefined): string | null | undefined {
  if (value === undefined || value === null) return null;
  return isShort(value) ? value : undefined;
}

/** The same of true and false. */
export function flagOrNull(value: Json | undefined): boolean | null | undefined {
  if (value === undefined || value === null) return null;
  return typeof value === 'boolean' ? value : undefined;
}

/** The same of a list of short texts. */
export function textsOrNull(value: Json | undefined): readonly string[] | null | undefined {
  if (value === undefined || value === null) return null;
  if (!Array.isArray(value)) return undefined;
  const texts = value as readonly Json[];
  return texts.every(isShort) ? texts : undefined;
}

/** Names that would reach a prototype; a loose schema drops them. */
const unsafe: ReadonlySet<string> = new Set(['__proto__', 'prototype', 'constructor']);

/** Adds the fields of `row` that `target` does not name, as a loose schema keeps them. */
export function keepUnknown<T extends object>(target: T, row: JsonObject): T {
  const open = target as Record<string, unknown>;
  for (const key in row) {
    if (!Object.hasOwn(open, key) && !unsafe.has(key)) open[key] = row[key];
  }
  return target;
}
