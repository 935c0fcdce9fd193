/** The card that says what was done, what stands in the way and what comes next. */
export const resultId = 'rollout-result';

const fields = 'input, textarea, select, [contenteditable]';

/**
 * Brings the result of a run into view, from wherever the page was scrolled to when it was begun.
 * Whoever types, reads or selects elsewhere meanwhile keeps focus and place.
 */
export class RunResult {
  /** What had focus when the run was asked for: focus comes back to it from the confirmation. */
  #pressed: Element | null = null;

  asked(): void {
    const { activeElement } = document;
    if (activeElement?.closest('dialog') == null) this.#pressed = activeElement;
  }

  /** It runs: shown without a change of focus, so that the button that holds it stays at hand. */
  begun(): void {
    if (this.#isLeftAlone()) return;
    show();
  }

  /** It ended, or stands still: focus goes to the result, from where Tab leads to what it asks for. */
  ended(): void {
    if (this.#isLeftAlone()) return;
    show()?.focus({ preventScroll: true });
  }

  #isLeftAlone(): boolean {
    const { activeElement } = document;
    if (activeElement === null || activeElement === document.body) {
      return document.getSelection()?.isCollapsed === false;
    }
    if (activeElement.matches('footer [data-command="primary"]')) return false;
    return activeElement !== this.#pressed || activeElement.matches(`main, ${fields}`);
  }
}

function show(): HTMLElement | null {
  const card = document.getElementById(resultId);
  card?.scrollIntoView({ block: 'nearest' });
  return card;
}
