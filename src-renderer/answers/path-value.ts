/** A dotted place inside an answers file: `legacyMfa.trustedIps`. */
export type AnswerPath = string;

/** The value at a place; undefined where nothing is. */
export function valueAt(root: unknown, path: AnswerPath): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, key) => (isBlock(value) ? value[key] : undefined), root);
}

/** A copy with another value at a place. Undefined takes it away, and blocks that become empty. */
export function withValueAt(
  root: Readonly<Record<string, unknown>>,
  path: AnswerPath,
  value: unknown,
): Record<string, unknown> {
  const [key = '', ...rest] = path.split('.');
  const copy: Record<string, unknown> = { ...root };
  if (rest.length === 0) {
    if (value === undefined) Reflect.deleteProperty(copy, key);
    else copy[key] = value;
    return copy;
  }
  const inner = isBlock(copy[key]) ? copy[key] : {};
  const next = withValueAt(inner, rest.join('.'), value);
  if (Object.keys(next).length === 0) Reflect.deleteProperty(copy, key);
  else copy[key] = next;
  return copy;
}

function isBlock(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
