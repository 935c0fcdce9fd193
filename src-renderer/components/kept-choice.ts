import { tick } from 'svelte';

/**
 * Chooses, and where that is a request shows what is kept once it has ended: a choice that could not
 * be saved must not look made. `kept` answers what its owner holds by then.
 */
export async function chooseKept<Value extends string>(
  name: string,
  chosen: unknown,
  kept: () => Value | null,
): Promise<void> {
  if (!(chosen instanceof Promise)) return;
  await chosen;
  await tick();
  for (const radio of document.getElementsByName(name)) {
    if (radio instanceof HTMLInputElement) radio.checked = radio.value === kept();
  }
}
