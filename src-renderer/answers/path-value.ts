/** A copy with another value at a place. Undefined takes it away, and blocks that become empty. */
export function withValueAt(
  root: Readonly<Record<string, unknown>>,
  path: string,
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
  // Who entered a block is no answer: a block that holds nothing else is empty.
  if (Object.keys(next).every((name) => name === 'by' || name === 'at'))
    Reflect.deleteProperty(copy, key);
  else copy[key] = next;
  return copy;
}

function isBlock(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
