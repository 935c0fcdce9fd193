import type { Failure } from '../../shared/diagnostic';
import { ok, type Result } from '../../shared/result';

/** A table that is being made. */
export interface Filling {
  readonly key: string;
  readonly done: Promise<Result<void, Failure>>;
  /** There are rows to show and more to come; where all come at once, or none, as `done`. */
  readonly isBegun: Promise<Result<void, Failure>>;
}

/** Begins to fill; `fill` tells when there is something to show. */
export function beginFilling(
  key: string,
  fill: (begun: () => void) => Promise<Result<void, Failure>>,
): Filling {
  let begun: (result: Result<void, Failure>) => void = () => undefined;
  const first = new Promise<Result<void, Failure>>((resolve) => (begun = resolve));
  const done = fill(() => begun(ok(undefined)));
  const isBegun = Promise.race([first, done]);
  // A bug surfaces where `done` is awaited, which somebody always does who needs the table.
  isBegun.catch(() => undefined);
  return { key, done, isBegun };
}
