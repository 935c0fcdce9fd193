/** A list of people shows no rows where nothing has a height: here everything has one. */
export function giveHeights(): void {
  const heightOf = (target: Element): number =>
    target.getAttribute('role') === 'table' ? 600 : 56;
  class Measured implements ResizeObserver {
    constructor(private readonly tell: ResizeObserverCallback) {}
    observe(target: Element): void {
      const contentRect = { width: 800, height: heightOf(target) } as DOMRectReadOnly;
      const entry = { target, contentRect } as ResizeObserverEntry;
      queueMicrotask(() => this.tell([entry], this));
    }
    unobserve(): void {
      // Nothing changes its size here.
    }
    disconnect(): void {
      // Nothing changes its size here.
    }
  }
  window.ResizeObserver = Measured;
  Object.defineProperty(HTMLElement.prototype, 'offsetParent', {
    configurable: true,
    get: () => document.body,
  });
}
