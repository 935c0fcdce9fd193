/**
 * A list of people shows no rows where nothing has a height: here everything has one. What it gives
 * back takes the heights away again, for the next file shares this window.
 */
export function giveHeights(): () => void {
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
  const own = window.ResizeObserver;
  const parent = Object.getOwnPropertyDescriptor(HTMLElement.prototype, 'offsetParent');
  window.ResizeObserver = Measured;
  Object.defineProperty(HTMLElement.prototype, 'offsetParent', {
    configurable: true,
    get: () => document.body,
  });
  return () => {
    window.ResizeObserver = own;
    if (parent === undefined) Reflect.deleteProperty(HTMLElement.prototype, 'offsetParent');
    else Object.defineProperty(HTMLElement.prototype, 'offsetParent', parent);
  };
}
