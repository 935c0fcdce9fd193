import type { Json } from '../../shared/json';
import type { Fetch } from '../../src-main/graph/fetch';

/** One way an answer to a write goes wrong. `inBatch` faults strike one part of a `$batch`. */
export interface NetworkFault {
  readonly name: string;
  readonly action: Readonly<Record<string, Json>>;
  readonly inBatch?: boolean;
}

const status = (code: number, more: Record<string, Json> = {}): Record<string, Json> => ({
  kind: 'status',
  status: code,
  ...more,
});

/** The twelve of execution.md 3.11, each applied and not applied where a sender cannot tell. */
export const networkFaults: readonly NetworkFault[] = [
  { name: '429', action: status(429, { retryAfter: 3 }) },
  { name: '503 of Graph', action: status(503, { retryAfter: 2 }) },
  { name: '503 of a gateway', action: status(503, { html: true }) },
  { name: '503 of a gateway, applied', action: status(503, { html: true, applied: true }) },
  { name: '504', action: status(504) },
  { name: '504, applied', action: status(504, { applied: true }) },
  { name: '502', action: status(502, { html: true }) },
  { name: '502, applied', action: status(502, { html: true, applied: true }) },
  { name: '500', action: status(500) },
  { name: '500, applied', action: status(500, { applied: true }) },
  { name: '408', action: status(408) },
  { name: 'reset before the body', action: { kind: 'reset', when: 'before' } },
  { name: 'reset in the body', action: { kind: 'reset', when: 'during' } },
  { name: 'whole answer, then reset', action: { kind: 'reset', when: 'after' } },
  { name: 'applied, then reset', action: { kind: 'dropAfterApplying' } },
  { name: 'silence', action: { kind: 'hang' } },
  { name: 'silence, applied', action: { kind: 'hang', applied: true } },
  { name: 'cut JSON', action: { kind: 'cutJson' } },
  { name: 'cut status line', action: { kind: 'cutStatusLine' } },
  { name: 'a proxy page as 200', action: { kind: 'html' } },
  { name: 'a proxy page as 200, applied', action: { kind: 'html', applied: true } },
];

/** Answers that are complete, and stop the step until somebody has done something. */
export const refusals: readonly NetworkFault[] = [
  { name: '401', action: status(401) },
  { name: '403', action: status(403) },
  { name: '409', action: status(409, { code: 'Request_Conflict' }) },
  { name: '422', action: status(422, { code: 'UnprocessableEntity' }) },
];

export const batchFaults: readonly NetworkFault[] = [
  { name: 'parts shuffled', action: { kind: 'shuffleParts' } },
  { name: 'a part lost', action: { kind: 'loseParts', parts: [1] } },
  { name: 'a part doubled', action: { kind: 'doubleParts', parts: [1] } },
  { name: 'a part throttled', action: status(429, { retryAfter: 2 }), inBatch: true },
  { name: 'a part failed inside', action: status(503), inBatch: true },
  {
    name: 'a part that met another change',
    action: status(409, { code: 'Directory_ConcurrencyViolation' }),
    inBatch: true,
  },
];

/** A write that nobody answers ends after this: the product waits 120 s, which is the same. */
const silenceMs = 150;

export interface FaultyWrites {
  readonly fetch: Fetch;
  /** Writes that left so far. */
  count(): number;
}

/**
 * The network session of writes: the n-th write meets its fault, and no other request does. The
 * fault is laid just before that write leaves, after `sent` was committed.
 */
export function faultyWrites(
  graphUrl: () => string,
  faultOf: (n: number) => NetworkFault | undefined,
): FaultyWrites {
  let count = 0;
  const lay = (rules: readonly Json[]): Promise<Response> =>
    fetch(`${graphUrl()}/_practice/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ rules }),
    });
  return {
    count: () => count,
    fetch: async (input, init) => {
      count += 1;
      const fault = faultOf(count);
      if (fault === undefined) return fetch(input, init);
      const { action, inBatch } = fault;
      await lay([{ action, ...(inBatch === true ? { inBatch, nth: 2 } : {}) }]);
      const isSilent = action['kind'] === 'hang';
      const own = isSilent ? AbortSignal.timeout(silenceMs) : undefined;
      try {
        return await fetch(input, { ...init, ...(own === undefined ? {} : { signal: own }) });
      } finally {
        await lay([]);
      }
    },
  };
}
