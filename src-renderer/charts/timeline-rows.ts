import type { TimeSpan } from '../../shared/charts/timeline';
import type { ScheduleView } from '../../shared/ipc/schedule-contract';
import { m } from '../../shared/paraglide/messages.js';
import { count, say } from '../i18n.svelte';

/** A stretch of one row: something is done or written, or the plan waits. */
export interface Stretch extends TimeSpan {
  readonly isWait: boolean;
}

export interface TimelineRow {
  readonly key: string;
  readonly label: string;
  readonly ring: number | null;
  readonly spans: readonly Stretch[];
}

/** Steps that follow one another for the same ring, or for the whole tenant, are one row. */
export function timelineRows(view: ScheduleView): readonly TimelineRow[] {
  const placed = new Map(view.schedule.steps.map((step) => [step.stepId, step] as const));
  const rows: { key: string; label: string; ring: number | null; spans: Stretch[] }[] = [];
  for (const { id, kind, ring } of view.steps) {
    const place = placed.get(id);
    if (place === undefined) continue;
    const last = rows.at(-1);
    const row =
      last !== undefined && last.ring === ring
        ? last
        : { key: id, ring, label: labelOf(view, ring, rows.length === 0), spans: [] };
    if (row !== last) rows.push(row);
    const span = { startsAt: place.startsAt, endsAt: place.endsAt, isWait: isWait(kind) };
    const before = row.spans.at(-1);
    if (before !== undefined && before.isWait === span.isWait && before.endsAt === span.startsAt) {
      row.spans[row.spans.length - 1] = { ...before, endsAt: span.endsAt };
    } else row.spans.push(span);
  }
  return rows;
}

function isWait(kind: ScheduleView['steps'][number]['kind']): boolean {
  return kind === 'soak' || kind === 'gate' || kind === 'manual';
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

export function startOf({ spans }: TimelineRow): string {
  return spans[0]?.startsAt ?? '';
}

export function endOf({ spans }: TimelineRow): string {
  return spans.at(-1)?.endsAt ?? '';
}
