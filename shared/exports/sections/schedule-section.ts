import { endOf, startOf, stepRows } from '../../charts/timeline-rows';
import { m } from '../../paraglide/messages.js';
import { scheduleBasisText } from '../../i18n/schedule-text';
import type { Plan } from '../../plan/plan';
import type { Deadline } from '../../plan/schedule';
import type { Section, TimelinePicture } from '../report-document';
import type { ReportWords } from '../report-words';
import { loadBars } from './bar-pictures';
import { ringLabel } from './ring-label';

/** The plan in time, in the zone of the report; null: nothing is planned. */
export function scheduleSection(plan: Plan, words: ReportWords): Section | null {
  if (plan.schedule.steps.length === 0) return null;
  return {
    id: 'schedule',
    title: m.shell_screen_schedule({}, words.options),
    blocks: [
      { kind: 'text', text: scheduleBasisText(plan.schedule, words.language) },
      timeline(plan, words),
      ...loadBars(plan, words),
    ],
  };
}

function timeline(plan: Plan, words: ReportWords): TimelinePicture {
  const { options, zone } = words;
  const { schedule } = plan;
  const steps = plan.steps.map(({ id, kind, ring = null }) => ({ id, kind, ring }));
  return {
    kind: 'timeline',
    caption: m.schedule_picture({}, options),
    sentence:
      schedule.endsAt === null
        ? m.schedule_no_end_sentence({}, options)
        : m.schedule_picture_sentence(
            { start: words.date(schedule.startsOn), end: words.dateTime(schedule.endsAt) },
            options,
          ),
    columns: [
      m.schedule_column_part({}, options),
      m.schedule_column_start({ zone }, options),
      m.schedule_column_end({ zone }, options),
    ],
    zone,
    rows: stepRows(steps, schedule.steps).map((row, index) => ({
      ...row,
      label: rowLabel(plan, row.ring, index === 0, words),
      start: words.dateTime(startOf(row)),
      end: words.dateTime(endOf(row)),
    })),
    deadlines: schedule.deadlines.map(({ id, date }) => ({
      ...{ id, date },
      label: deadlineLabel(id, words),
      text: words.date(date),
    })),
    bands: schedule.freezes,
    legend: {
      work: m.schedule_legend_work({}, options),
      tenant: m.schedule_legend_tenant({}, options),
      wait: m.schedule_legend_wait({}, options),
      freeze: m.schedule_freezes({}, options),
    },
  };
}

function rowLabel(plan: Plan, ring: number | null, isFirst: boolean, words: ReportWords): string {
  const { options } = words;
  if (ring === null) {
    return isFirst ? m.schedule_row_before({}, options) : m.schedule_row_between({}, options);
  }
  const found = plan.rings.find((one) => one.ring === ring);
  return found === undefined
    ? m.rollout_part_ring({ ring: words.count(ring) }, options)
    : ringLabel(found, words);
}

function deadlineLabel(id: Deadline['id'], { options }: ReportWords): string {
  switch (id) {
    case 'provider':
      return m.schedule_deadline_provider({}, options);
    case 'february':
      return m.schedule_deadline_february({}, options);
    case 'july':
      return m.schedule_deadline_july({}, options);
  }
}
