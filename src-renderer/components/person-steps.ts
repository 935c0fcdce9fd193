import type { PersonStep } from '../state/person-step';
import type { UserGridState } from './user-grid.svelte';

/** Steps through a table of people; its active row goes along, so that closing returns to it. */
export function stepInGrid(grid: UserGridState, reveal: (index: number) => void): PersonStep {
  return async (from, offset) => {
    const { turn, active } = grid;
    const index = active + offset;
    if (grid.activeRow?.id !== from || index < 0 || index >= (grid.total ?? 0)) return null;
    await grid.ensure(index, index);
    const id = grid.row(index)?.id;
    if (grid.turn !== turn || grid.active !== active || id === undefined) return null;
    grid.active = index;
    reveal(index);
    return id;
  };
}

/** Steps through a list that is whole in the page. */
export function stepInList(ids: readonly string[]): PersonStep {
  return (from, offset) => {
    const index = ids.indexOf(from);
    return Promise.resolve(index === -1 ? null : (ids[index + offset] ?? null));
  };
}
