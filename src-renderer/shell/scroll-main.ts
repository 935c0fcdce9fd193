/** How far one key scrolls: as browsers do for what has focus. */
const steps: Readonly<Record<string, (page: number, all: number) => number>> = {
  PageDown: (page) => page * 0.875,
  PageUp: (page) => page * -0.875,
  ArrowDown: () => 40,
  ArrowUp: () => -40,
  End: (_, all) => all,
  Home: (_, all) => -all,
  ' ': (page) => page * 0.875,
};

/** Controls that use these keys themselves. */
const ownKeys = 'input, textarea, select, [contenteditable], [role="grid"], [role="listbox"]';

/**
 * Scrolls the content by key while focus lies in the rail or a bar, where nothing scrolls. Inside
 * the content the browser does it. True: it was done, and the key means nothing else.
 */
export function scrollMain(event: KeyboardEvent, main: HTMLElement): boolean {
  const { key, target } = event;
  const step = Object.hasOwn(steps, key) ? steps[key] : undefined;
  if (step === undefined || event.defaultPrevented) return false;
  if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return false;
  if (!(target instanceof HTMLElement) || main.contains(target)) return false;
  if (target.closest(ownKeys) !== null) return false;
  // Space presses what has focus.
  if (key === ' ' && target.closest('button, a, summary') !== null) return false;
  main.scrollTop += step(main.clientHeight, main.scrollHeight);
  return true;
}
