import type * as v from 'valibot';

export type Path = readonly (string | number)[];

/** What valibot's schemas are made of, as far as field names need it. */
interface Parts {
  readonly type: string;
  readonly entries?: Readonly<Record<string, v.GenericSchema>>;
  readonly item?: v.GenericSchema;
  readonly value?: v.GenericSchema;
  readonly wrapped?: v.GenericSchema;
  readonly options?: readonly unknown[];
}

/** Field names a schema knows at a place; none where it is no object with a closed list. */
export function keysAt(schema: v.GenericSchema, path: Path): readonly string[] {
  let found = unwrapped(schema);
  for (const key of path) found = found.flatMap((parts) => inside(parts, key));
  return [...new Set(found.flatMap(({ entries }) => Object.keys(entries ?? {})))];
}

/** The schema without `optional` and `nullable`; of a union, every member. */
function unwrapped(schema: v.GenericSchema): readonly Parts[] {
  const parts = schema as unknown as Parts;
  if (parts.wrapped !== undefined) return unwrapped(parts.wrapped);
  if (parts.type !== 'union' && parts.type !== 'variant') return [parts];
  return (parts.options ?? []).flatMap((option) => unwrapped(option as v.GenericSchema));
}

function inside({ type, entries, item, value }: Parts, key: string | number): readonly Parts[] {
  const next = type === 'record' ? value : (item ?? entries?.[key]);
  return next === undefined ? [] : unwrapped(next);
}
