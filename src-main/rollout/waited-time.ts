import { failureIn, textIn } from '../../shared/journal/entry-body';
import type { Engine } from './engine';

/**
 * Time since an instant (both ms) that the plan itself asked to wait: soaks, the running one
 * included, and days and hours its schedule is closed. It is part of what was approved.
 */
export function waitedMs(engine: Engine, since: number, now: number): number {
  let sum = 0;
  let upTo = since;
  for (const [begins, ends] of waits(engine)) {
    const from = Math.max(begins, upTo);
    const to = Math.min(ends, now);
    if (!(to > from)) continue;
    sum += to - from;
    upTo = to;
  }
  return sum;
}

/** From when to when, ms, in order; a time nobody can tell is NaN and counts for nothing. */
function waits({ log }: Engine): readonly (readonly [number, number])[] {
  return log.entries.flatMap((entry) => {
    const until = textIn(entry, 'until');
    const startedAt = textIn(entry, 'startedAt');
    if (entry.type === 'intent' && until !== null && startedAt !== null) {
      return [[Date.parse(startedAt), Date.parse(until)] as const];
    }
    const why = entry.type === 'paused' ? failureIn(entry) : null;
    if (why?.code !== 'step/outside-window') return [];
    return [[Date.parse(entry.at), Date.parse(why.values['opensAt'] ?? '')] as const];
  });
}
