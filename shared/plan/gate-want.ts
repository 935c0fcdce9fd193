import type { Gate, GateFigure, Step } from './step';
import { isWrite } from './summary';

/** What a gate wants to see before anything behind it starts. */
export interface GateWant {
  readonly figure: GateFigure;
  /** Whose methods count. */
  readonly people: number;
  /** Of results that only report: so many at the most. */
  readonly atMost: number;
}

export function wantOf({ figure, userIds, atMost }: Gate): GateWant {
  return { figure, people: userIds?.length ?? 0, atMost: atMost ?? 0 };
}

/**
 * What a step that changes something waits for: soaks, gates and portal steps directly before it, or
 * before the move it is part of. None: it begins as soon as the step before it is done.
 */
export function waitsBefore(steps: readonly Step[], place: number): readonly Step[] {
  const own = steps[place];
  if (own === undefined || !isWrite(own)) return [];
  let first = place;
  while (own.bundle !== undefined && steps[first - 1]?.bundle === own.bundle) first -= 1;
  const isWaitAt = (at: number): boolean => steps[at] !== undefined && !isWrite(steps[at]);
  let from = first;
  while (isWaitAt(from - 1)) from -= 1;
  return steps.slice(from, first);
}
