import type { ReadRow } from './read-row';
import { reads } from './reads';

interface Known {
  readonly row: ReadRow;
  /** The whole address, query included. */
  readonly whole: RegExp;
  /** Version and path alone. */
  readonly path: RegExp;
}

function pattern(template: string, ending: string): RegExp {
  const parts = template
    .split(/\{\w+\}/)
    .map((part) => part.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&'));
  return new RegExp(`^${parts.join('[^/?&]+')}${ending}$`, 'i');
}

/** Addresses with fewer gaps first: `/users/{id}` must not take what another row says exactly. */
const known: readonly Known[] = Object.values(reads)
  .map((row: ReadRow) => ({
    row,
    whole: pattern(row.url, ''),
    path: pattern(row.url.split('?')[0] ?? '', '(?:\\?.*)?'),
  }))
  .sort((a, b) => a.row.url.split('{').length - b.row.url.split('{').length);

/**
 * The row of `reads` that a GET belongs to; null: the product does not make it. `url` is version
 * and path with the encoded query. A later page keeps its list's row, whatever its query.
 */
export function findRead(url: string): ReadRow | null {
  const isLaterPage = /[?&](?:\$|%24)skiptoken=/i.test(url);
  const found = known.find((one) => (isLaterPage ? one.path : one.whole).test(url));
  return found?.row ?? null;
}
