/** What a client has done so far; whoever reads may look at any time. */
export interface GraphStats {
  /** HTTP calls that left. */
  roundTrips: number;
  /** Answers and parts of batches that were 429. */
  throttled: number;
  /** Seconds the longest waiting request still waits for the limits; null when nothing waits. */
  waitSeconds: number | null;
  /** How long the last call was on its way, in milliseconds; waiting for a limit is not counted. */
  roundTripMs: number;
}

export function noStats(): GraphStats {
  return { roundTrips: 0, throttled: 0, waitSeconds: null, roundTripMs: 0 };
}
