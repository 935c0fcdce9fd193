import { barSegments, type BarSegment } from './stacked-bar';

/** Members per ring to segments; the key is the ring's number. Empty rings have no segment. */
export function ringSegments(sizes: readonly number[]): readonly BarSegment[] {
  return barSegments(sizes.map((count, ring) => ({ key: String(ring), count })));
}
