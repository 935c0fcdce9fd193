/**
 * Time as a port: nothing under `rollout` or `graph` reads a clock or sets a timer itself.
 * On a practice tenant `sleep` advances the tenant's clock instead of waiting.
 */
export interface Clock {
  /** This computer, milliseconds since 1970. */
  now(): number;
  /**
   * The same at the start, and never set since: what waits are counted by. A part of a millisecond
   * is told, and an hour a computer sleeps may be missing.
   */
  steady(): number;
  /** Time as whoever watches sees it pass, ms: waits that a practice tenant skips do not count. */
  watched(): number;
  /** The server's time in milliseconds since 1970, as exactly as its answers tell. */
  serverNow(): Promise<number>;
  /**
   * The same without asking anybody: as the last answer told it, counted steadily since. NaN: none
   * has, and this computer's own time may be wrong.
   */
  serverTime(): number;
  /** Waits, or advances the practice clock. Rejects with an AbortError when the signal fires. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Thrown by `sleep` when its signal fires. */
export class SleepAborted extends Error {
  override readonly name = 'AbortError';
  constructor() {
    super('The wait was cancelled');
  }
}
