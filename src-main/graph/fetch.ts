/** The platform's fetch, or a session's. */
export type Fetch = typeof globalThis.fetch;

/**
 * The network session of writes. `ready` lets it through to where a write goes, and is waited for
 * before the last look at whether that write may still leave; it ends with `signal`, and never fails.
 */
export type WriteFetch = Fetch & {
  readonly ready?: (url: string, signal: AbortSignal | undefined) => Promise<void>;
};
