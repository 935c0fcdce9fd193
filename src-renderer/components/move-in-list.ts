import { isComposing } from '../keys';

const steps: Readonly<Record<string, (index: number, last: number) => number>> = {
  ArrowDown: (index, last) => Math.min(last, index + 1),
  ArrowUp: (index) => Math.max(0, index - 1),
  Home: () => 0,
  End: (_index, last) => last,
};

/**
 * Arrows, Home and End go from one control of a list to the next while one of them has focus. True
 * when the key meant something here.
 */
export function moveInList(event: KeyboardEvent, all: readonly HTMLElement[]): boolean {
  if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return false;
  const index = all.findIndex((one) => one === event.target);
  const step = steps[event.key];
  if (index === -1 || step === undefined || isComposing(event)) return false;
  all[step(index, all.length - 1)]?.focus();
  return true;
}

/** An attachment for a list whose controls match the selector; each stays a stop of Tab, too. */
export function arrowsThrough(selector: string): (list: HTMLElement) => () => void {
  return (list) => {
    const onkeydown = (event: KeyboardEvent): void => {
      if (moveInList(event, [...list.querySelectorAll<HTMLElement>(selector)])) {
        event.preventDefault();
      }
    };
    list.addEventListener('keydown', onkeydown);
    return () => list.removeEventListener('keydown', onkeydown);
  };
}
