/** One part of a bar. `start` and `share` are percent of the whole bar's length. */
export interface BarSegment<K extends string = string> {
  readonly key: K;
  readonly count: number;
  readonly start: number;
  readonly share: number;
}

/**
 * Counts to segments of a bar, in the order given. `whole` is the count the full length stands
 * for: the sum of the row, or of the longest row where rows are compared. Zero counts have no
 * segment. A whole of 0, or smaller than the sum, is taken as the sum.
 */
export function barSegments<K extends string>(
  counts: readonly { readonly key: K; readonly count: number }[],
  whole = 0,
): readonly BarSegment<K>[] {
  const sum = counts.reduce((total, { count }) => total + count, 0);
  const length = Math.max(sum, whole);
  if (length === 0) return [];
  const segments: BarSegment<K>[] = [];
  let before = 0;
  for (const { key, count } of counts) {
    if (count > 0) {
      const start = percent(before, length);
      segments.push({ key, count, start, share: percent(before + count, length) - start });
    }
    before += count;
  }
  return segments;
}

function percent(part: number, whole: number): number {
  return Math.round((part / whole) * 100_000) / 1_000;
}
