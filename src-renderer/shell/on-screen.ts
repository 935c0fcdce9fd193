import { m } from '../../shared/paraglide/messages.js';
import { isTextField } from '../keys';
import type { OnScreen } from './palette-entries';

/** The control of the screen on show that stands for a command; only some screens have one. */
export function controlOf(
  command: OnScreen,
  within: ParentNode | null = page(),
): HTMLElement | null {
  return within?.querySelector<HTMLElement>(`[data-command="${command}"]`) ?? null;
}

export function isOffered(control: HTMLElement | null): boolean {
  return control !== null && !control.matches(':disabled, [aria-disabled="true"]');
}

/** The dialog that lies over everything else; null: none is open. */
export function topDialog(): HTMLElement | null {
  return [...document.querySelectorAll<HTMLElement>('dialog[open]')].at(-1) ?? null;
}

const page = (): HTMLElement | null => document.querySelector('main');

/**
 * Undo, redo or find, of what is on top: the field that is typed in, the dialog, the screen.
 * Null: done. Else why not, in words: no key and no item of the menu stays without an answer.
 */
export function carryOut(command: OnScreen): string | null {
  if (command !== 'find' && isTextField(document.activeElement)) {
    // The one way to a field's own edits; the menu cannot know of the field.
    document.execCommand(command);
    return null;
  }
  const dialog = topDialog();
  const control = controlOf(command, dialog ?? page());
  if (control === null) return dialog !== null ? inDialog(command) : absent(command);
  if (!isOffered(control)) return nothingLeft(command);
  if (command === 'find') control.focus();
  else control.click();
  return null;
}

function inDialog(command: OnScreen): string {
  return controlOf(command) === null ? absent(command) : m.shell_close_first();
}

function absent(command: OnScreen): string {
  return command === 'find' ? m.shell_no_find() : m.shell_no_undo();
}

function nothingLeft(command: OnScreen): string {
  switch (command) {
    case 'find':
      return m.shell_no_find();
    case 'undo':
      return m.shell_nothing_to_undo();
    case 'redo':
      return m.shell_nothing_to_redo();
  }
}
