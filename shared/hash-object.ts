import { canonicalJson } from './canonical';
import { canonicalPieces } from './canonical-pieces';
import type { Sha256 } from './ids';
import type { Json } from './json';

/**
 * Hex SHA-256 of `causeway/<object>/1` + line feed + canonical text, of that text in pieces where
 * the hash takes them.
 */
export function hashObject(object: string, value: Json, sha256: Sha256): string {
  const head = `causeway/${object}/1\n`;
  return sha256.pieces === undefined
    ? sha256(`${head}${canonicalJson(value)}`)
    : sha256.pieces(withHead(head, value));
}

function* withHead(head: string, value: Json): Generator<string, void> {
  yield head;
  yield* canonicalPieces(value);
}
