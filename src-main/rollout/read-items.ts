import type { Failure } from '../../shared/diagnostic';
import { compareState } from '../../shared/plan/compare-state';
import type { StepItem } from '../../shared/plan/step';
import { noRefs } from './drift-body';
import type { Engine, Motion } from './engine';
import { readLive } from './read-live';
import { unusable } from './unread-since';

export type ItemPlace = 'prior' | 'planned' | 'other' | 'unseen';

export interface ItemPlaces {
  readonly of: ReadonlyMap<string, ItemPlace>;
  /** Why nobody's place could be read; null: somebody's was. */
  readonly unread: Failure | null;
}

/** Where each person stands now; `unseen` where that could not be read. */
export async function readPlaces(
  engine: Engine,
  motion: Motion,
  items: readonly StepItem[],
): Promise<ItemPlaces> {
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
    const place = compareState(one, value, noRefs);
    places.set(item.userId, !isList && typeof state !== 'string' ? 'unseen' : place);
  }
  const isBlind = items.every(({ userId }) => places.get(userId) === 'unseen');
  const reason = live.ok ? unusable : live.failure;
  return { of: places, unread: isBlind ? reason : null };
}
