import type { PracticeClock } from './clock';

/** A read by id catches up first; lists are served from replicas that lag twice as long. */
export type Reach = 'id' | 'list';

interface Past {
  value: unknown;
  at: number;
}

/**
 * Eventual consistency. After a write the old value stays visible for a while of server time: at
 * first always, then on every other read (replicas disagree), then never again.
 */
export class Lag {
  readonly #past = new Map<string, Past[]>();
  readonly #clock: PracticeClock;
  readonly #lagMs: number;
  #reads = 0;

  constructor(clock: PracticeClock, lagMs: number) {
    this.#clock = clock;
    this.#lagMs = lagMs;
  }

  /** Keeps the value that is about to be replaced; undefined means it did not exist. */
  note(key: string, old: unknown): void {
    if (this.#lagMs <= 0) return;
    this.#forget();
    const list = this.#past.get(key) ?? [];
    list.push({ value: old, at: this.#clock.now() });
    this.#past.set(key, list);
  }

  get quiet(): boolean {
    return this.#past.size === 0;
  }

  keysWith(prefix: string): string[] {
    return [...this.#past.keys()].filter((key) => key.startsWith(prefix));
  }

  view<T>(key: string, current: T, reach: Reach): T {
    const list = this.#past.get(key);
    const last = list?.at(-1);
    if (list === undefined || last === undefined) return current;
    const window = reach === 'id' ? this.#lagMs : this.#lagMs * 2;
    const now = this.#clock.now();
    const age = now - last.at;
    if (age >= window) return current;
    if (age >= window / 2 && ++this.#reads % 2 === 0) return current;
    const shown = list.find((past) => now - past.at < window) ?? last;
    return shown.value as T;
  }

  #forget(): void {
    const oldest = this.#clock.now() - this.#lagMs * 2;
    for (const [key, list] of this.#past) {
      const kept = list.filter((past) => past.at > oldest);
      if (kept.length === 0) this.#past.delete(key);
      else this.#past.set(key, kept);
    }
  }
}
