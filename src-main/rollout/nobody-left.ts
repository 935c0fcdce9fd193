import { failure, type Failure } from '../../shared/diagnostic';
import type { Step } from '../../shared/plan/step';
import { goneReasons } from './joining';

/** Named in a failure; the journal has them all. */
const namedAtMost = 20;

/** Somebody a step leaves out, with the reason the journal keeps. */
export interface LeftOut {
  readonly userId: string;
  readonly why: string;
}

/**
 * Why a step over people stops once everybody in it is left out: a person must look. Null where
 * somebody is left to write to, or where there simply is nobody any more.
 */
export function nobodyLeftRefusal(
  step: Step,
  count: number,
  leftOut: readonly LeftOut[],
): Failure | null {
  if (count === 0 || leftOut.length < count) return null;
  const codes = [...new Set(leftOut.map(({ why }) => why))];
  const standing = codes.filter((code) => !goneReasons.has(code));
  if (standing.length === 0) return null;
  if (step.kind !== 'group.add') {
    return failure('guardrail/no-cover', { step: step.id, codes: codes.join(', ') });
  }
  const unread = leftOut.filter(({ why }) => why === 'unread').map(({ userId }) => userId);
  if (unread.length === 0) {
    return failure('guardrail/blocker-open', { step: step.id, codes: standing.join(', ') });
  }
  const values = { step: step.id, expected: 'readablePeople', codes: codes.join(', ') };
  const people = unread.slice(0, namedAtMost).join(', ');
  return failure('guardrail/refused', { ...values, count: String(unread.length), people });
}
