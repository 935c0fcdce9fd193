import { isActivation } from '../keys';

/** The button a click is on, and which act it stands for as it is now; null: it is to act once. */
interface Press {
  readonly button: Element;
  readonly act: string;
}

function pressOf({ target }: Event, bar: HTMLElement): Press | null {
  const button = target instanceof Element ? target.closest('[data-repeats]') : null;
  if (button === null || !bar.contains(button)) return null;
  const act = `${button.getAttribute('data-repeats') ?? ''}: ${button.textContent.trim()}`;
  return { button, act };
}

/**
 * One press is one act. What it puts under the pointer or the focus (the next screen's button, the
 * button of a confirmation, “Hold”) is not pressed by the second click of a double click, nor by a
 * key held down. Clicks in a row on a button that says `data-repeats`, with the same word and the
 * same label all along (“Back” through several screens), each count. An attachment for a bar of
 * buttons.
 */
export function onePress(bar: HTMLElement): () => void {
  let first: Press | null = null;
  const isLater = (event: Event): event is MouseEvent =>
    event instanceof MouseEvent && event.detail > 1;
  // Anywhere: a row of clicks that began elsewhere is none on this bar.
  const begin = (event: Event): void => {
    if (!isLater(event)) first = pressOf(event, bar);
  };
  const isSame = (event: Event): boolean => {
    const now = pressOf(event, bar);
    return now !== null && now.button === first?.button && now.act === first.act;
  };
  const isSurplus = (event: Event): boolean => {
    if (event instanceof KeyboardEvent) return event.repeat && isActivation(event);
    return isLater(event) && !isSame(event);
  };
  const listen = (event: Event): void => {
    if (!isSurplus(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const kinds = ['click', 'keydown'];
  const page = bar.ownerDocument;
  page.addEventListener('click', begin, true);
  for (const kind of kinds) bar.addEventListener(kind, listen, true);
  return () => {
    page.removeEventListener('click', begin, true);
    for (const kind of kinds) bar.removeEventListener(kind, listen, true);
  };
}
