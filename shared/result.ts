/** Outcome of something that may fail in an expected way. Plain data, safe to send over IPC. */
export type Result<T, F> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: F };

export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

export function err<F>(failure: F): {
  readonly ok: false;
  readonly failure: F;
} {
  return { ok: false, failure };
}

/** Closes a switch over a union: a new member fails to compile here. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
