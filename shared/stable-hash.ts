/**
 * A number from 0 to 2^32 − 1 that a text alone decides, on every machine and in every version:
 * FNV-1a over its code units, its bits mixed once more so that the high ones tell texts apart too.
 * No secret and no proof; for laying things out evenly. `letters`: only so many from the end.
 */
export function stableHash(text: string, letters = Infinity): number {
  let hash = 0x811c9dc5;
  for (let at = Math.max(0, text.length - letters); at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
