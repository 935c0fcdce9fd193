/** Tries in a row of one read, whether it goes alone or as a part of a `$batch`. */
export const readTries = 5;
/** One fault of the service is not its last word; the same fault three times over is. */
const faultTries = 3;

const repeatable = new Set([408, 429, 502, 503, 504]);

/** How often a read is asked for in all while it is answered so (HTTP status). */
export function triesOf(status: number): number {
  if (status === 500) return faultTries;
  return repeatable.has(status) ? readTries : 1;
}
