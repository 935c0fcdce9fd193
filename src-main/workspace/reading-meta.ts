import type { ReadingPart } from './today-view';
import type { WorkspaceMeta } from './workspace-meta';

type ReadingMeta = Pick<WorkspaceMeta, 'readAt' | 'peopleAtRisk' | 'isRiskAtLeast' | 'nextDate'>;

/** What the list of plans and the top bar keep of a reading; all of it is of the same reading. */
export function readingMeta(view: ReadingPart): ReadingMeta {
  const { february, july } = view;
  return {
    readAt: view.readAt,
    peopleAtRisk: february.people === null ? null : february.people + (july.people ?? 0),
    isRiskAtLeast: view.lowerBound,
    nextDate: view.cloudHasDates ? february.date : null,
  };
}
