/**
 * Keeps focus within the window (SC 2.4.3): an answer may take away the button that asked for it,
 * and the keyboard would start again at the top. A dialog on top keeps its own.
 */
export function keepFocus(shell: HTMLElement): () => void {
  let last: Element | null = null;
  let wasInFooter = false;
  const remember = (event: FocusEvent): void => {
    last = event.target instanceof Element ? event.target : null;
    wasInFooter = last?.closest('footer') !== null;
  };
  const look = (): void => {
    const { activeElement } = document;
    const isLost = activeElement === null || activeElement === document.body;
    if (!isLost || last === null || document.querySelector('dialog[open]') !== null) return;
    if (last.isConnected && !last.matches(':disabled')) return;
    const primary = shell.querySelector<HTMLElement>('footer [data-command="primary"]');
    const heading = shell.querySelector<HTMLElement>('main h1');
    ((wasInFooter ? primary : null) ?? heading)?.focus();
  };
  // One look after all that an answer changes has been drawn.
  let frame = 0;
  const observer = new MutationObserver(() => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(look);
  });
  observer.observe(shell, { childList: true, subtree: true, attributeFilter: ['disabled'] });
  document.addEventListener('focusin', remember);
  return () => {
    cancelAnimationFrame(frame);
    observer.disconnect();
    document.removeEventListener('focusin', remember);
  };
}
