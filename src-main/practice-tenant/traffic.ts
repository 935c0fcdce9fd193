import type { Json } from './json';

export interface WriteRecord {
  readonly at: string;
  readonly method: string;
  readonly path: string;
  readonly body: Json;
  readonly status: number;
  readonly clientRequestId: string | null;
  readonly inBatch: boolean;
  readonly external: boolean;
}

/** What reached the server: for the figures of a benchmark and for comparing with a journal. */
export class Traffic {
  readonly writes: WriteRecord[] = [];
  readonly #requests = new Map<string, number>();
  roundTrips = 0;
  throttled = 0;

  count(template: string): void {
    this.#requests.set(template, (this.#requests.get(template) ?? 0) + 1);
  }

  stats(): { requests: Record<string, number>; roundTrips: number; throttled: number } {
    const sorted = [...this.#requests].sort(([a], [b]) => (a < b ? -1 : 1));
    const requests = Object.fromEntries(sorted);
    return { requests, roundTrips: this.roundTrips, throttled: this.throttled };
  }
}
