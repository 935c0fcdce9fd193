import type { Announcer } from '../state/announcer.svelte';
import { topDialog } from './on-screen';

/** Long enough to read a sentence twice. */
const shownMs = 8_000;
let last: HTMLElement | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;

/**
 * Shows a sentence over everything for a while, and has it read out. It takes no focus and no key;
 * within a dialog it is a status of its own, for there the regions of the window are not read out.
 */
export function tell(announcer: Announcer, text: string): void {
  clearTimeout(timer);
  last?.remove();
  const dialog = topDialog();
  const told = document.createElement('div');
  told.className = 'told';
  told.popover = 'manual';
  if (dialog !== null) told.role = 'status';
  (dialog ?? document.body).append(told);
  // Not in every page of a test; without it the sentence lies over the page all the same.
  told.showPopover?.();
  told.textContent = text;
  if (dialog === null) {
    // The same words again are no change, and would not be read out.
    announcer.say('');
    setTimeout(() => announcer.say(text));
  }
  last = told;
  timer = setTimeout(() => told.remove(), shownMs);
}
