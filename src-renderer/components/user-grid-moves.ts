/** Keys that move the active row: from where, of how many, and how many rows fit on a page. */
export const moves: Readonly<
  Record<string, (active: number, total: number, page: number) => number>
> = {
  ArrowDown: (active) => active + 1,
  ArrowUp: (active) => active - 1,
  PageDown: (active, _total, page) => active + page,
  PageUp: (active, _total, page) => active - page,
  Home: () => 0,
  End: (_active, total) => total - 1,
};

/** Numbers of the pages of `size` rows that hold rows `from` to `to`. */
export function pagesOf(from: number, to: number, size: number): readonly number[] {
  const first = Math.floor(Math.max(0, from) / size);
  const last = Math.floor(Math.max(0, to) / size);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at);
}

/** Pages to let go until `most` are left: those farthest from `page`, and never `kept`. */
export function pagesToDrop(
  pages: Iterable<number>,
  page: number,
  kept: number,
  most: number,
): readonly number[] {
  const all = [...pages];
  return all
    .filter((one) => one !== kept)
    .sort((a, b) => Math.abs(b - page) - Math.abs(a - page))
    .slice(0, Math.max(0, all.length - most));
}
