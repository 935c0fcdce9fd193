/** Path and line of a byte: `responses[3].body (12:7)`. */
export function placeOf(
  bytes: Uint8Array,
  end: number,
  path: readonly (string | number)[],
): string {
  let line = 1;
  let lineStart = 0;
  for (let at = 0; at < end; at += 1) {
    if (bytes[at] === 0x0a) {
      line += 1;
      lineStart = at + 1;
    }
  }
  const text = pathText(path);
  const position = `${line}:${end - lineStart + 1}`;
  return text === '' ? position : `${text} (${position})`;
}

/** `responses[3].body`; keys that are no plain words are quoted, long ones shortened. */
function pathText(path: readonly (string | number)[]): string {
  return path
    .map((part, index) => {
      if (typeof part === 'number') return `[${part}]`;
      if (/^[A-Za-z][\w.-]{0,60}$/.test(part)) return index === 0 ? part : `.${part}`;
      return `[${JSON.stringify(part.slice(0, 60))}]`;
    })
    .join('');
}
