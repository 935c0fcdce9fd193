import { plainRow } from './entra/row-view';

const batch = 500;
/** Objects and short lists down to here are taken apart; below, nothing as long as a tenant lies. */
const deepest = 4;

/**
 * The text of `JSON.stringify(value, null, 2)` in pieces: a list of a million accounts as one text
 * would be longer than a text may be.
 */
export function* jsonPieces(given: unknown, depth = 0): Generator<string, void> {
  const value = isPlain(given) ? plainRow(given) : given;
  const pad = '  '.repeat(depth);
  if (Array.isArray(value) && value.length > 0) {
    yield '[';
    if (value.length <= batch && depth < deepest) {
      for (const [index, item] of (value as readonly unknown[]).entries()) {
        yield `${index === 0 ? '' : ','}\n${pad}  `;
        yield* jsonPieces(item, depth + 1);
      }
    } else {
      for (let start = 0; start < value.length; start += batch) {
        yield `${start === 0 ? '' : ','}${rowsAt(value.slice(start, start + batch), depth)}`;
      }
    }
    yield `\n${pad}]`;
    return;
  }
  if (depth < deepest && isPlain(value)) {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    if (entries.length > 0) {
      let before = '{';
      for (const [key, item] of entries) {
        yield `${before}\n${pad}  ${JSON.stringify(key)}: `;
        yield* jsonPieces(item, depth + 1);
        before = ',';
      }
      yield `\n${pad}}`;
      return;
    }
  }
  yield JSON.stringify(value ?? null, null, 2).replaceAll('\n', `\n${pad}`);
}

/** The rows with all that lies before and within them, as they stand so deep in a document. */
function rowsAt(rows: readonly unknown[], depth: number): string {
  // Within as many lists as it lies deep the text comes out indented: no line is looked for.
  let within: unknown = rows;
  for (let n = 0; n < depth; n += 1) within = [within];
  const text = JSON.stringify(within, null, 2);
  // The n-th list around it begins with a bracket, a line feed and 2 n spaces, and ends likewise.
  const around = depth * (depth + 3);
  return text.slice(around + 1, text.length - around - 2);
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
