/** What keeps the window from showing anything: a script that is not run, or nothing that is known. */
export type PageFault = 'files' | 'silent';

export interface PageWatchPorts {
  /** Told once for a load, outside of the page: what stands in its place cannot say it. */
  tell(fault: PageFault): void;
  readonly limits?: Partial<PageLimits>;
}

interface PageLimits {
  /** From a script that was refused; the page may do without it. */
  readonly afterFaultMs: number;
  /** From the page being loaded: its first question comes at once. */
  readonly afterLoadMs: number;
  /** From asking for it, whatever became of that. */
  readonly wholeMs: number;
}

const usual: PageLimits = { afterFaultMs: 3_000, afterLoadMs: 30_000, wholeMs: 90_000 };
/** What the page has asked may still lie in the queue of a process that was busy. */
const lastLookMs = 500;

/** Waits for a page to ask its first question: until then it shows nothing but what stands in. */
export class PageWatch {
  readonly #ports: PageWatchPorts;
  readonly #limits: PageLimits;
  #timers: NodeJS.Timeout[] = [];
  #isWaiting = false;

  constructor(ports: PageWatchPorts) {
    this.#ports = ports;
    this.#limits = { ...usual, ...ports.limits };
  }

  /** A page is asked for. */
  begin(): void {
    this.end();
    this.#isWaiting = true;
    this.#after(this.#limits.wholeMs, 'silent');
  }

  /** The page has all it asked for. */
  loaded(): void {
    this.#after(this.#limits.afterLoadMs, 'silent');
  }

  /** A file of the page is missing, or not the one that was built. Without a style it only looks odd. */
  fileRefused(name: string): void {
    if (name.endsWith('.js') || name.endsWith('.html')) {
      this.#after(this.#limits.afterFaultMs, 'files');
    }
  }

  /** The page has asked something, or is not waited for any more. */
  end(): void {
    this.#isWaiting = false;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers = [];
  }

  #after(ms: number, fault: PageFault): void {
    if (!this.#isWaiting) return;
    const look = (): void => {
      if (!this.#isWaiting) return;
      this.end();
      this.#ports.tell(fault);
    };
    this.#timers.push(setTimeout(() => this.#timers.push(setTimeout(look, lastLookMs)), ms));
  }
}
