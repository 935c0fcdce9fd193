import { onDestroy, onMount, untrack } from 'svelte';
import type { PeoplePlace } from '../../shared/ipc/people-contract';
import type { AppStore } from '../state/app.svelte';
import { DelayedSave } from '../state/delayed-save';
import type { UserGridState } from './user-grid.svelte';

/**
 * Takes a table of people up as it was left, and keeps it half a second after the last change or
 * when the screen is left before that. Call it while the component is made. Without a place there
 * is nothing to take up; what cannot be read is no reason to show nothing.
 */
export function keepView(
  app: Pick<AppStore, 'call'>,
  grid: UserGridState,
  placeOf: () => PeoplePlace | undefined,
  onrestore: (list: string) => void,
): { readonly isTakenUp: boolean } {
  let isTakenUp = $state(untrack(() => placeOf() === undefined));
  const keeping = new DelayedSave(() => {
    const place = placeOf();
    if (place !== undefined) void app.call('people.keepView', { place, view: grid.view });
  });

  onMount(async () => {
    const place = placeOf();
    if (place === undefined) return;
    const left = await app.call('people.getView', { place });
    if (left.ok && left.value !== null) {
      grid.restore(left.value);
      onrestore(left.value.list);
    }
    isTakenUp = true;
  });
  $effect(() => {
    if (grid.turn === 0 || placeOf() === undefined) return;
    keeping.changed();
  });
  onDestroy(() => keeping.flush());
  return {
    get isTakenUp() {
      return isTakenUp;
    },
  };
}
