/**
 * The tenant's time: starts at a given instant, runs with the wall clock, and can be pushed
 * forward. Soaks and verification waits advance it instead of waiting.
 */
export class PracticeClock {
  #offsetMs: number;
  readonly #wall: () => number;

  constructor(startAt: string, wall: () => number = Date.now) {
    this.#wall = wall;
    this.#offsetMs = Date.parse(startAt) - wall();
  }

  now(): number {
    return this.#wall() + this.#offsetMs;
  }

  iso(shiftMs = 0): string {
    return new Date(this.now() + shiftMs).toISOString();
  }

  wall(): number {
    return this.#wall();
  }

  /** Puts the clock to an instant, when a tenant is opened again. */
  set(at: number): void {
    this.#offsetMs = at - this.#wall();
  }

  advance(ms: number): void {
    this.#offsetMs += ms;
  }
}

export const dayMs = 86_400_000;

/** Graph prints whole seconds in most directory resources. */
export function isoSeconds(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
