/** What a key can ask for. Screens never look at raw keys for these. */
export const commands = [
  'primary',
  'back',
  'next',
  'overview',
  'palette',
  'notes',
  'settings',
  'shortcuts',
  'help',
  'stop',
  'find',
  'headings',
  'undo',
  'redo',
  'readAgain',
  'nextRegion',
  'previousRegion',
] as const;
export type Command = (typeof commands)[number];

interface Shortcut {
  readonly command: Command;
  readonly key: string;
  readonly control?: boolean;
  readonly alt?: boolean;
  readonly shift?: boolean;
}

export const shortcuts: readonly Shortcut[] = [
  { command: 'primary', key: 'Enter', control: true },
  { command: 'back', key: 'ArrowLeft', alt: true },
  { command: 'next', key: 'ArrowRight', alt: true },
  { command: 'nextRegion', key: 'F6' },
  { command: 'previousRegion', key: 'F6', shift: true },
  { command: 'find', key: 'f', control: true },
  { command: 'overview', key: '0', control: true },
  { command: 'palette', key: 'k', control: true },
  { command: 'notes', key: 'm', control: true, shift: true },
  { command: 'headings', key: 'h', control: true, shift: true },
  { command: 'undo', key: 'z', control: true },
  { command: 'redo', key: 'y', control: true },
  { command: 'settings', key: ',', control: true },
  { command: 'shortcuts', key: '/', control: true },
  { command: 'help', key: 'F1' },
  { command: 'readAgain', key: 'F5' },
  // Shift makes the full stop a ">" on the keyboards of both languages.
  { command: 'stop', key: '>', control: true, shift: true },
];

/** Keys of one screen, which answers them itself; none of them starts anything in the tenant. */
export const screenShortcuts = [
  { act: 'previousPerson', screen: 'today', keys: ['Alt', '↑'] },
  { act: 'nextPerson', screen: 'today', keys: ['Alt', '↓'] },
  { act: 'cancelWait', screen: 'connect', keys: ['Esc'] },
  { act: 'accept', screen: 'findings', keys: ['A'] },
  { act: 'cycleMethod', screen: 'policy', keys: ['Space'] },
  { act: 'methodDetails', screen: 'policy', keys: ['Alt', 'Enter'] },
  { act: 'rename', screen: 'rings', keys: ['F2'] },
  { act: 'moveTo', screen: 'rings', keys: ['M'] },
  { act: 'selectPerson', screen: 'rings', keys: ['Space'] },
  { act: 'selectAll', screen: 'rings', keys: ['Ctrl', 'A'] },
  { act: 'ruleUp', screen: 'rings', keys: ['Alt', '↑'] },
  { act: 'ruleDown', screen: 'rings', keys: ['Alt', '↓'] },
  { act: 'dayEarlier', screen: 'schedule', keys: ['Shift', '←'] },
  { act: 'dayLater', screen: 'schedule', keys: ['Shift', '→'] },
  { act: 'nextProblem', screen: 'messages', keys: ['F8'] },
  { act: 'copyMessage', screen: 'messages', keys: ['Ctrl', 'Shift', 'C'] },
  { act: 'print', screen: 'review', keys: ['Ctrl', 'P'] },
  { act: 'export', screen: 'review', keys: ['Ctrl', 'E'] },
  { act: 'preview', screen: 'export', keys: ['F7'] },
  { act: 'hold', screen: 'rollout', keys: ['Ctrl', '.'] },
  { act: 'nextProblem', screen: 'rollout', keys: ['F8'] },
  { act: 'copyEntry', screen: 'activity', keys: ['Ctrl', 'C'] },
  { act: 'selectUnassessed', screen: 'fleet', keys: ['Ctrl', 'Shift', 'A'] },
  { act: 'nextFailure', screen: 'fleet', keys: ['F8'] },
] as const;

/** Keys of the menu, wherever the focus is. */
export const menuShortcuts = [
  { act: 'open', keys: ['Ctrl', 'O'] },
  { act: 'new', keys: ['Ctrl', 'N'] },
  { act: 'zoomIn', keys: ['Ctrl', '+'] },
  { act: 'zoomOut', keys: ['Ctrl', '-'] },
  { act: 'zoomReset', keys: ['Ctrl', 'Shift', '0'] },
  { act: 'fullScreen', keys: ['F11'] },
  { act: 'quit', keys: ['Ctrl', 'Q'] },
] as const;

/** True while an input method still composes: Enter then ends the conversion, nothing else. */
export function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229;
}

/** A key of the screen: nothing is being composed, and no dialog lies over it. */
export function isScreenKey(event: KeyboardEvent, key: string): boolean {
  if (isComposing(event) || event.key.toLowerCase() !== key.toLowerCase()) return false;
  return document.querySelector('dialog[open]') === null;
}

/** Enter that means "do it". The only place that may look at the raw key. */
export function isEnter(event: KeyboardEvent): boolean {
  return event.key === 'Enter' && !isComposing(event);
}

/** Enter or Space on something that acts like a button. */
export function isActivation(event: KeyboardEvent): boolean {
  return isEnter(event) || (event.key === ' ' && !isComposing(event));
}

/** Alt+↑ and Alt+↓: the one before (-1) or after (1) in a list; null for any other key. */
export function stepOf(event: KeyboardEvent): 1 | -1 | null {
  if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return null;
  if (isComposing(event)) return null;
  if (event.key === 'ArrowUp') return -1;
  return event.key === 'ArrowDown' ? 1 : null;
}

function isApple(): boolean {
  return typeof navigator !== 'undefined' && navigator.platform.startsWith('Mac');
}

/** The main modifier of this computer is down: ⌘ on a Mac, Ctrl elsewhere. */
export function hasControl(event: KeyboardEvent): boolean {
  return isApple() ? event.metaKey : event.ctrlKey;
}

/** The command of a key press, or null. Undo and redo stay with the text field that has focus. */
export function commandOf(event: KeyboardEvent): Command | null {
  if (isComposing(event)) return null;
  const control = hasControl(event);
  const found = shortcuts.find(
    (one) =>
      one.key.toLowerCase() === event.key.toLowerCase() &&
      (one.control ?? false) === control &&
      (one.alt ?? false) === event.altKey &&
      (one.shift ?? false) === event.shiftKey,
  );
  if (found === undefined) return null;
  const isTextEdit = found.command === 'undo' || found.command === 'redo';
  return isTextEdit && isTextField(event.target) ? null : found.command;
}

/** Keys of a shortcut as they are printed on the keyboard. */
export function keyNames(command: Command): readonly string[] {
  const found = shortcuts.find((one) => one.command === command);
  if (found === undefined) return [];
  const names = { ArrowLeft: '←', ArrowRight: '→', '>': '.' } as const;
  const key = found.key in names ? names[found.key as keyof typeof names] : found.key;
  return [
    ...(found.control === true ? [isApple() ? '⌘' : 'Ctrl'] : []),
    ...(found.alt === true ? ['Alt'] : []),
    ...(found.shift === true ? ['Shift'] : []),
    key.length === 1 ? key.toUpperCase() : key,
  ];
}

/** Keys of a table as they are printed on this computer's keyboard. */
export function shownKeys(keys: readonly string[]): readonly string[] {
  return keys.map((key) => (key === 'Ctrl' && isApple() ? '⌘' : key));
}

/** Somewhere text is typed, which has edits of its own. */
export function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio'].includes(target.type);
  return target instanceof HTMLTextAreaElement;
}
