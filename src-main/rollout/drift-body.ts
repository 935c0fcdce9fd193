import type { Json } from '../../shared/json';
import { compareState } from '../../shared/plan/compare-state';
import type { Motion } from './engine';

/** What a comparison of people's own states never needs. */
export const noRefs = { created: () => null, evidence: () => null };

type Shown = Readonly<Record<string, Json>>;

/** Three columns: planned from, planned to, now (G6). For people: only those who differ. */
export function driftBody({ step, direction }: Motion, now: Json): Shown {
  if (step.items === undefined) {
    const own: Record<string, Json> = {};
    if (typeof now === 'object' && now !== null && !Array.isArray(now)) {
      const live = now as Readonly<Record<string, Json>>;
      for (const field of step.owned) own[field] = live[field] ?? null;
    }
    return { dir: direction, prior: step.prior, planned: step.planned, now: own };
  }
  const stray = step.items.filter(
    (item) => compareState({ ...step, items: [item] }, now, noRefs) === 'other',
  );
  const live =
    typeof now === 'object' && now !== null ? (now as Readonly<Record<string, Json>>) : {};
  return {
    dir: direction,
    prior: Object.fromEntries(stray.map((item) => [item.userId, item.prior])),
    planned: Object.fromEntries(stray.map((item) => [item.userId, item.planned])),
    now: Object.fromEntries(stray.map((item) => [item.userId, live[item.userId] ?? null])),
  };
}
