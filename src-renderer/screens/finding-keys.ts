import { isComposing } from '../keys';

const steps: Readonly<Record<string, (index: number, last: number) => number>> = {
  ArrowDown: (index, last) => Math.min(last, index + 1),
  ArrowUp: (index) => Math.max(0, index - 1),
  Home: () => 0,
  End: (_index, last) => last,
};

/**
 * Keys on a list of findings while one has focus: arrows go from one to the next, A opens the
 * field for accepting it. True when the key meant something here.
 */
export function pressOnFinding(event: KeyboardEvent): boolean {
  const { target } = event;
  if (!(target instanceof HTMLElement) || isComposing(event)) return false;
  if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return false;
  const all = [...document.querySelectorAll<HTMLElement>('details[id^="finding-"] > summary')];
  const index = all.indexOf(target);
  if (index === -1) return false;
  if (event.key.toLowerCase() === 'a') return openAccept(target);
  const step = steps[event.key];
  if (step === undefined) return false;
  all[step(index, all.length - 1)]?.focus();
  return true;
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
