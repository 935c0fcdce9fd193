import type { Assessment } from '../../shared/assess/assessment';
import type { Person } from '../../shared/assess/people';
import type { Snapshot } from '../../shared/tenant/snapshot';
import { tenantFacts } from './tenant-facts';
import { readingPart } from './today-view';
import type { WorkspaceMeta } from './workspace-meta';

type ReadingMeta = Pick<
  WorkspaceMeta,
  'readAt' | 'peopleAtRisk' | 'isRiskAtLeast' | 'nextDate' | 'facts'
>;

/** What the list of plans, the fleet and the top bar keep of a reading; all of it is of the same one. */
export function readingMeta(
  assessed: { readonly assessment: Assessment; readonly people: readonly Person[] },
  snapshot: Snapshot,
): ReadingMeta {
  const { readAt, lowerBound, february, july, cloudHasDates } = readingPart(assessed);
  return {
    readAt,
    peopleAtRisk: february.people === null ? null : february.people + (july.people ?? 0),
    isRiskAtLeast: lowerBound,
    nextDate: cloudHasDates ? february.date : null,
    facts: tenantFacts(assessed, snapshot),
  };
}
