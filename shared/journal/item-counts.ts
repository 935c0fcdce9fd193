import type { StepState } from './step-state';

/** Results per person of a step over people; they add up to `total`. */
export interface ItemCounts {
  readonly total: number;
  readonly done: number;
  readonly waiting: number;
  readonly failed: number;
  readonly unknown: number;
  readonly skipped: number;
  readonly notApplicable: number;
}

/** Counts over the items a step has in its current direction. */
export function countItems(ids: readonly string[], items: StepState['items']): ItemCounts {
  const counts = {
    total: ids.length,
    ...{ done: 0, waiting: 0, failed: 0, unknown: 0, skipped: 0, notApplicable: 0 },
  };
  for (const id of ids) {
    const state = items.get(id) ?? 'pending';
    if (state === 'verified') counts.done += 1;
    else if (state === 'failed') counts.failed += 1;
    else if (state === 'unknown') counts.unknown += 1;
    else if (state === 'skipped') counts.skipped += 1;
    else if (state === 'notApplicable') counts.notApplicable += 1;
    else counts.waiting += 1;
  }
  return counts;
}
