/**
 * Puts a text on the clipboard; false when the system refused. The asynchronous clipboard needs a
 * permission, and this window is granted none; a copy of a selection needs none.
 */
export function copyText(text: string): boolean {
  const field = document.createElement('textarea');
  field.value = text;
  field.className = 'visually-hidden';
  const before = document.activeElement;
  const host = before?.closest('dialog') ?? document.body;
  host.append(field);
  field.select();
  const isCopied = document.execCommand('copy');
  field.remove();
  if (before instanceof HTMLElement) before.focus();
  return isCopied;
}
