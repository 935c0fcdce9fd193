import type { Clock } from './clock';

/**
 * The same clock for a limit that nobody may stretch: from here on its `now` never goes back and goes
 * on at least as fast as time passes, whoever sets this computer's clock. What a computer slept
 * counts, too; a clock that is set on ends the limit early.
 */
export function evenClock(clock: Clock): Clock {
  const [at, steadyAt] = [clock.now(), clock.steady()];
  let last = at;
  return {
    ...clock,
    now: () => (last = Math.max(last, clock.now(), at + clock.steady() - steadyAt)),
  };
}
