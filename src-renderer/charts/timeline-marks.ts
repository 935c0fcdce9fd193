import type { Timeline } from '../../shared/charts/timeline';
import { endOf, startOf } from '../../shared/charts/timeline-rows';
import type { ScheduleView } from '../../shared/ipc/schedule-contract';
import { m } from '../../shared/paraglide/messages.js';
import { day, momentIn, readerZone } from '../i18n.svelte';
import type { ChartMark } from './chart-mark';
import { deadlineWord, type TimelineRow } from './timeline-rows';

type Deadline = ScheduleView['schedule']['deadlines'][number]['id'];

/** Every bar, fixed date and freeze that is drawn, and now, in words. */
export function timelineMarks(
  view: ScheduleView,
  rows: readonly TimelineRow[],
  layout: Timeline<TimelineRow['spans'][number], Deadline>,
): readonly ChartMark[] {
  const zone = view.schedule.timeZone;
  const bars = rows.flatMap((row, index) =>
    (layout.rows[index]?.bars ?? []).map(({ span }, place) => ({
      key: `${row.key} ${String(place)}`,
      text: m.chart_mark_time({
        label: row.label,
        kind: span.isWait ? m.schedule_legend_wait() : m.schedule_legend_work(),
        start: momentIn(span.startsAt, zone),
        end: momentIn(span.endsAt, zone),
      }),
    })),
  );
  const dates = layout.deadlines.map(({ id, date }) => ({
    key: `date ${id}`,
    text: `${day(date)} · ${deadlineWord(id)}`,
  }));
  const freezes = layout.bands.map(({ from, to }, index) => ({
    key: `freeze ${String(index)}`,
    text: `${m.schedule_freezes()}: ${day(from)} – ${day(to)}`,
  }));
  const now = { key: 'now', text: `${m.schedule_legend_now()}: ${momentIn(view.now, zone)}` };
  return [...bars, ...dates, ...freezes, ...(layout.now === null ? [] : [now])];
}

/** Start and end of each row, date and freeze, and now, in the plan's zone and, where that is another, the reader's. */
export function timelineTable(
  view: ScheduleView,
  rows: readonly TimelineRow[],
): { readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] } {
  const zone = view.schedule.timeZone;
  const zones = zone === readerZone ? [zone] : [zone, readerZone];
  return {
    columns: [
      m.schedule_column_part(),
      ...zones.flatMap((one) => [
        m.schedule_column_start({ zone: one }),
        m.schedule_column_end({ zone: one }),
      ]),
    ],
    rows: [
      ...rows.map((row) => [
        row.label,
        ...zones.flatMap((one) => [momentIn(startOf(row), one), momentIn(endOf(row), one)]),
      ]),
      ...view.schedule.deadlines.map(({ id, date }) => [
        deadlineWord(id),
        ...zones.flatMap(() => [day(date), day(date)]),
      ]),
      ...view.schedule.freezes.map(({ from, to }) => [
        m.schedule_freezes(),
        ...zones.flatMap(() => [day(from), day(to)]),
      ]),
      [
        m.schedule_legend_now(),
        ...zones.flatMap((one) => [momentIn(view.now, one), momentIn(view.now, one)]),
      ],
    ],
  };
}
