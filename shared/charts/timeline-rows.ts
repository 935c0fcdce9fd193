import type { StepKind } from '../plan/step';
import type { TimeSpan } from './timeline';

/** A stretch of one row: something is done or written, or the plan waits. */
export interface Stretch extends TimeSpan {
  readonly isWait: boolean;
}

/** Row of a picture of a plan in time. `ring` null: the whole tenant. */
export interface StepRow {
  readonly key: string;
  readonly ring: number | null;
  readonly spans: readonly Stretch[];
}

interface PlacedStep extends TimeSpan {
  readonly stepId: string;
}

interface RowStep {
  readonly id: string;
  readonly kind: StepKind;
  readonly ring: number | null;
}

/**
 * Steps that follow one another for the same ring, or for the whole tenant, are one row. A step
 * without a place in time is in none.
 */
export function stepRows(
  steps: readonly RowStep[],
  places: readonly PlacedStep[],
): readonly StepRow[] {
  const placed = new Map(places.map((step) => [step.stepId, step] as const));
  const rows: { key: string; ring: number | null; spans: Stretch[] }[] = [];
  for (const { id, kind, ring } of steps) {
    const place = placed.get(id);
    if (place === undefined) continue;
    const last = rows.at(-1);
    const row = last !== undefined && last.ring === ring ? last : { key: id, ring, spans: [] };
    if (row !== last) rows.push(row);
    const span = { startsAt: place.startsAt, endsAt: place.endsAt, isWait: isWait(kind) };
    const before = row.spans.at(-1);
    if (before !== undefined && before.isWait === span.isWait && before.endsAt === span.startsAt) {
      row.spans[row.spans.length - 1] = { ...before, endsAt: span.endsAt };
    } else row.spans.push(span);
  }
  return rows;
}

function isWait(kind: StepKind): boolean {
  return kind === 'soak' || kind === 'gate' || kind === 'manual';
}

export function startOf({ spans }: Pick<StepRow, 'spans'>): string {
  return spans[0]?.startsAt ?? '';
}

export function endOf({ spans }: Pick<StepRow, 'spans'>): string {
  return spans.at(-1)?.endsAt ?? '';
}
