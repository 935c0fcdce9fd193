import type { RolloutStep } from '../../shared/ipc/rollout-contract';
import { fieldChanges, isToldByMembers } from '../components/change-diff';

/** One field of an object that somebody else changed. Values are ready to show; null: nothing there. */
export interface DriftRow {
  readonly path: string;
  readonly prior: string | null;
  readonly planned: string | null;
  readonly now: string | null;
  /**
   * `others`: holds neither value; `asPlanned`: somebody has already set it as planned; `toDo`:
   * still as it was; `same`: nobody meant to change it; `unknown`: what is there now was not read.
   */
  readonly kind: 'others' | 'asPlanned' | 'toDo' | 'same' | 'unknown';
}

const order: readonly DriftRow['kind'][] = ['others', 'unknown', 'asPlanned', 'toDo', 'same'];

/** The three columns field by field, what somebody else changed first. */
export function driftRows(drift: NonNullable<RolloutStep['drift']>): readonly DriftRow[] {
  const [prior, planned, now] = [drift.prior, drift.planned, drift.now].map(objectText);
  const plans = new Map(
    fieldChanges(prior ?? null, planned ?? null).map((one) => [one.path, one] as const),
  );
  const lives = new Map(
    fieldChanges(prior ?? null, now ?? null).map((one) => [one.path, one] as const),
  );
  const paths = [...new Set([...plans.keys(), ...lives.keys()])];
  const rows = paths.flatMap((path): readonly DriftRow[] => {
    const from = plans.get(path)?.before ?? lives.get(path)?.before ?? null;
    const to = plans.get(path)?.after ?? null;
    const live = lives.get(path)?.after ?? null;
    if (isToldByMembers(path, [from, to, live], paths)) return [];
    const kind = now === null ? 'unknown' : kindOf(from, to, live);
    return [{ path, prior: from, planned: to, now: live, kind }];
  });
  return rows.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
}

function kindOf(prior: string | null, planned: string | null, now: string | null) {
  if (now === prior) return now === planned ? 'same' : 'toDo';
  return now === planned ? 'asPlanned' : 'others';
}

/** `null` as JSON stands for no object: not created yet, or not read. */
function objectText(text: string): string | null {
  return text === 'null' ? null : text;
}
