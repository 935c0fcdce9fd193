import type { Clock } from '../ports/clock';
import type { BucketLevel } from './token-bucket';

/**
 * The steady instant `at` by this computer's time, ms since 1970, never early: that time tells whole
 * milliseconds only, so it may be nearly one behind.
 */
export function wallOf(at: number, clock: Clock): number {
  return Math.ceil(at - clock.steady() + clock.now()) + 1;
}

/** The end of a wait of `ms`, steady. A server counts by its own milliseconds: never one too few. */
export function endOf(ms: number, now: number): number {
  return Math.ceil(now + ms) + 1;
}

/** A bucket's state, counted steadily, as a later process can read it. */
export function levelToKeep(level: BucketLevel, clock: Clock): BucketLevel {
  const [at, shutUntil] = [wallOf(level.at, clock), wallOf(level.shutUntil, clock)];
  return { ...level, at, shutUntil, keptAt: clock.now() };
}

/** What an earlier process kept, counted steadily from here on. */
export function levelKept(level: BucketLevel, clock: Clock): BucketLevel {
  const { at, shutUntil, keptAt } = level;
  const ahead = clock.now() - clock.steady();
  return { ...level, at: at - ahead, shutUntil: shutUntil - ahead, keptAt: keptAt - ahead };
}
