/** The platform's fetch, or a session's. */
export type Fetch = typeof globalThis.fetch;
