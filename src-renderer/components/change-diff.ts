/** One field that a change touches. Values are texts ready to show; null: not there. */
export interface FieldChange {
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly kind: 'added' | 'removed' | 'changed' | 'same';
}

/**
 * Prior and planned state of a step, field by field. Both are JSON texts as the plan shows them;
 * a text that is not JSON stands as one field without a name. Lists of plain values are compared as sets.
 */
export function fieldChanges(prior: string | null, planned: string | null): readonly FieldChange[] {
  const before = leaves(parse(prior));
  const after = leaves(parse(planned));
  const paths = [...new Set([...before.keys(), ...after.keys()])];
  return paths.flatMap((path) => {
    const was = before.get(path) ?? null;
    const becomes = after.get(path) ?? null;
    if (isToldByMembers(path, [was, becomes], paths)) return [];
    return [{ path, before: was, after: becomes, kind: kindOf(was, becomes) }];
  });
}

const emptyList = '[]';

/** A list that is empty on one side only: its members have rows, and it is not itself removed. */
export function isToldByMembers(
  path: string,
  values: readonly (string | null)[],
  paths: readonly string[],
): boolean {
  return (
    values.every((value) => value === null || value === emptyList) &&
    paths.some((one) => one.startsWith(`${path}[`))
  );
}

function kindOf(before: string | null, after: string | null): FieldChange['kind'] {
  if (before === after) return 'same';
  if (before === null) return 'added';
  return after === null ? 'removed' : 'changed';
}

function parse(text: string | null): unknown {
  if (text === null || text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function leaves(value: unknown, path = ''): Map<string, string> {
  if (value === undefined) return new Map();
  if (Array.isArray(value)) {
    if (value.some((one) => typeof one === 'object' && one !== null)) {
      return merged(value.map((one, index) => leaves(one, `${path}[${nameOf(one, index)}]`)));
    }
    return new Map([[path, value.map(String).sort().join(', ') || emptyList]]);
  }
  if (typeof value === 'object' && value !== null) {
    const prefix = path === '' ? '' : `${path}.`;
    return merged(Object.entries(value).map(([key, one]) => leaves(one, `${prefix}${key}`)));
  }
  return new Map([[path, typeof value === 'string' ? value : JSON.stringify(value)]]);
}

/** Members of a list are matched by id where they have one, so moving one is no change. */
function nameOf(value: unknown, index: number): string {
  if (typeof value === 'object' && value !== null && 'id' in value) return String(value.id);
  return String(index);
}

function merged(maps: readonly Map<string, string>[]): Map<string, string> {
  return new Map(maps.flatMap((map) => [...map]));
}
