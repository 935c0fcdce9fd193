/** A field that takes text and says how much. */
function limitedField(target: EventTarget | null): HTMLInputElement | HTMLTextAreaElement | null {
  const isField = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
  if (!isField || target.readOnly || target.disabled || target.maxLength < 0) return null;
  return target;
}

/**
 * What a paste will lose: the browser cuts it at the field's limit without a word. Null: nothing is
 * cut. Counted as the browser counts, in UTF-16 code units; a field of one line takes no line ends.
 */
export function cutOfPaste(
  event: ClipboardEvent,
): { readonly cut: number; readonly limit: number } | null {
  const field = limitedField(event.target);
  const pasted = event.clipboardData?.getData('text/plain') ?? '';
  if (field === null || pasted === '') return null;
  const isLine = field instanceof HTMLInputElement;
  const { length } = isLine ? pasted.replaceAll(/[\r\n]/g, '') : pasted.replaceAll('\r\n', '\n');
  const from = field.selectionStart ?? field.value.length;
  const replaced = (field.selectionEnd ?? from) - from;
  const room = field.maxLength - (field.value.length - replaced);
  return length > room ? { cut: length - Math.max(0, room), limit: field.maxLength } : null;
}
