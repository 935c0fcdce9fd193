import { compareState } from '../../shared/plan/compare-state';
import type { StepItem } from '../../shared/plan/step';
import type { Engine, Motion } from './engine';
import { readLive } from './read-live';

export type ItemPlace = 'prior' | 'planned' | 'other' | 'unseen';

/** Where each person stands now; `unseen` where that could not be read. */
export async function readPlaces(
  engine: Engine,
  motion: Motion,
  items: readonly StepItem[],
): Promise<ReadonlyMap<string, ItemPlace>> {
  const live = await readLive(engine, motion.step, items);
  const places = new Map<string, ItemPlace>();
  for (const item of items) {
    if (!live.ok) {
      places.set(item.userId, 'unseen');
      continue;
    }
    const { value } = live.value;
    const isList = Array.isArray(value);
    const state =
      isList || typeof value !== 'object' || value === null
        ? undefined
        : (value as Readonly<Record<string, unknown>>)[item.userId];
    const one = { ...motion.step, items: [item] };
    const place = compareState(one, value, { created: () => null, evidence: () => null });
    places.set(item.userId, !isList && typeof state !== 'string' ? 'unseen' : place);
  }
  return places;
}
