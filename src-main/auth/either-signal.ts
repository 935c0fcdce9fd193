/** A signal that aborts with the first of several; `release` takes it off the others again. */
export function eitherSignal(signals: readonly (AbortSignal | undefined)[]): {
  readonly signal: AbortSignal;
  release(): void;
} {
  const either = new AbortController();
  const forward = (): void => either.abort();
  for (const one of signals) {
    one?.addEventListener('abort', forward, { once: true });
    if (one?.aborted) forward();
  }
  return {
    signal: either.signal,
    release: () => signals.forEach((one) => one?.removeEventListener('abort', forward)),
  };
}
