import { stepRows, type StepRow } from '../../shared/charts/timeline-rows';
import type { ScheduleView } from '../../shared/ipc/schedule-contract';
import { m } from '../../shared/paraglide/messages.js';
import { count, say } from '../i18n.svelte';

/** A row with its name in the language of the page. */
export interface TimelineRow extends StepRow {
  readonly label: string;
}

export function timelineRows(view: ScheduleView): readonly TimelineRow[] {
  return stepRows(view.steps, view.schedule.steps).map((row, index) => ({
    ...row,
    label: labelOf(view, row.ring, index === 0),
  }));
}

function labelOf(view: ScheduleView, ring: number | null, isFirst: boolean): string {
  if (ring === null) return isFirst ? m.schedule_row_before() : m.schedule_row_between();
  const name = view.ringNames.find((one) => one.ring === ring)?.name;
  return name === undefined
    ? m.rollout_part_ring({ ring: count(ring) })
    : m.rollout_ring_name({ ring: count(ring), name: say(name) });
}

export function deadlineWord(id: ScheduleView['schedule']['deadlines'][number]['id']): string {
  switch (id) {
    case 'provider':
      return m.schedule_deadline_provider();
    case 'february':
      return m.schedule_deadline_february();
    case 'july':
      return m.schedule_deadline_july();
  }
}
