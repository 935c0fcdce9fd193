import { dateFormatter } from '../../shared/i18n/formatters';
import { dayAfter } from '../../shared/i18n/typed-date';
import type { ScheduleEdit, ScheduleView } from '../../shared/ipc/schedule-contract';
import { timelineRows } from '../charts/timeline-rows';
import { isComposing } from '../keys';

/** A ring, and the day before which it is not to start. */
export interface Nudge {
  readonly ring: number;
  readonly notBefore: string;
}

/**
 * Shift+← or Shift+→ on a bar of the picture: the first day of its ring, one earlier or later than
 * the day set for it, else than the one it starts on. Null: the key means nothing here.
 */
export function nudgeOf(
  event: KeyboardEvent,
  view: ScheduleView,
  /** What is typed by now, ahead of the view. */
  edit: ScheduleEdit | null,
): Nudge | null {
  const days = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
  const isPlain = event.shiftKey && !event.altKey && !event.ctrlKey && !event.metaKey;
  if (days === 0 || !isPlain || isComposing(event)) return null;
  const mark = event.target instanceof Element ? event.target.getAttribute('data-pin') : null;
  const row = timelineRows(view).find(({ key }) => mark?.startsWith(`${key} `) === true);
  const ring = view.schedule.rings.find((one) => one.ring === row?.ring);
  if (ring === undefined) return null;
  const set = edit?.rings.find((one) => one.ring === ring.ring)?.notBefore;
  const from = set ?? dayIn(ring.startsAt, view.schedule.timeZone);
  return { ring: ring.ring, notBefore: dayAfter(from, days) };
}

function dayIn(at: string, timeZone: string): string {
  // Sweden writes a day as ISO does.
  return dateFormatter('digits', 'sv-SE', timeZone).format(new Date(at));
}
