import { moveInList } from '../components/move-in-list';
import { isComposing } from '../keys';

/**
 * Keys on a list of findings while one has focus: arrows go from one to the next, A opens the
 * field for accepting it. True when the key meant something here.
 */
export function pressOnFinding(event: KeyboardEvent): boolean {
  const { target } = event;
  if (!(target instanceof HTMLElement) || isComposing(event)) return false;
  if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return false;
  const all = [...document.querySelectorAll<HTMLElement>('details[id^="finding-"] > summary')];
  if (!all.includes(target)) return false;
  return event.key.toLowerCase() === 'a' ? openAccept(target) : moveInList(event, all);
}

function openAccept(summary: HTMLElement): boolean {
  const card = summary.parentElement;
  const fold = card?.querySelector<HTMLDetailsElement>('details[data-accept]');
  if (!(card instanceof HTMLDetailsElement) || !fold) return false;
  card.open = true;
  fold.open = true;
  fold.querySelector('input')?.focus();
  return true;
}
