import { canonicalJson, quote } from './canonical';
import { isJsonObject, type Json } from './json';

/** Entries of a long list made into one piece. */
const batch = 500;
/** Objects and short lists down to here are taken apart; below, nothing as long as a tenant lies. */
const deepest = 4;

/**
 * The text of `canonicalJson(value)` in pieces: a plan of a million people as one text would be
 * longer than a text may be. Throws as that does, at the piece where it would.
 */
export function* canonicalPieces(value: Json, depth = 0): Generator<string, void> {
  if (Array.isArray(value) && (depth < deepest || value.length > batch)) {
    yield '[';
    yield* listPieces(value as readonly Json[], depth);
    yield ']';
    return;
  }
  if (!isJsonObject(value) || depth >= deepest) {
    yield canonicalJson(value);
    return;
  }
  let before = '{';
  for (const key of Object.keys(value).sort()) {
    const item = value[key];
    if (item === undefined) continue;
    yield `${before}${quote(key)}:`;
    yield* canonicalPieces(item, depth + 1);
    before = ',';
  }
  yield before === '{' ? '{}' : '}';
}

function* listPieces(items: readonly Json[], depth: number): Generator<string, void> {
  if (items.length > batch) {
    for (let start = 0; start < items.length; start += batch) {
      const rows = canonicalJson(items.slice(start, start + batch)).slice(1, -1);
      yield start === 0 ? rows : `,${rows}`;
    }
    return;
  }
  for (const [index, item] of items.entries()) {
    if (index > 0) yield ',';
    yield* canonicalPieces(item, depth + 1);
  }
}
