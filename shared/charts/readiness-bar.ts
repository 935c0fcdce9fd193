import { barSegments, type BarSegment } from './stacked-bar';

export interface ReadinessCounts {
  readonly ready: number;
  readonly conditions: number;
  readonly notReady: number;
  readonly unknown: number;
}

/** Unknown first and ready last: what needs a look stands where reading begins. */
export const readinessOrder = ['unknown', 'notReady', 'conditions', 'ready'] as const;
export type ReadinessClass = (typeof readinessOrder)[number];

/** A value for each class, as the `Record` a picture or a table takes. */
export function ofEachReadiness<T>(
  value: (readiness: ReadinessClass) => T,
): Record<ReadinessClass, T> {
  return {
    unknown: value('unknown'),
    notReady: value('notReady'),
    conditions: value('conditions'),
    ready: value('ready'),
  };
}

export function readinessSegments(
  counts: ReadinessCounts,
  whole = 0,
): readonly BarSegment<ReadinessClass>[] {
  return barSegments(
    readinessOrder.map((key) => ({ key, count: counts[key] })),
    whole,
  );
}
