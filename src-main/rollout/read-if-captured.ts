import { readListInto, type ListPlan, type Tour, type TourResult } from './tour';

/**
 * A list that no finding waits for: a capture made by hand may lack it, and then it was never asked
 * for. Cut off half way it is unread like any other.
 */
export async function readIfCaptured(tour: Tour, plan: ListPlan): Promise<TourResult> {
  const done = await readListInto(tour, plan);
  const path = plan.path ?? plan.source;
  const state = tour.reading.state(path);
  const isLeftOut =
    state?.kind === 'unread' &&
    state.reason.code === 'notCaptured' &&
    tour.reading.pages(path).length === 0;
  if (!done.ok || !isLeftOut) return done;
  tour.board.notNeeded(plan.source);
  return tour.reading.restart(path);
}
