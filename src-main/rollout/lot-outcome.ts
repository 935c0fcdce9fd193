import type { Failure } from '../../shared/diagnostic';
import { failureBody } from '../../shared/journal/entry-body';
import type { JsonObject } from '../../shared/json';
import type { Step, StepItem } from '../../shared/plan/step';
import type { PartOutcome } from '../graph/batch-parts';
import { asksForSignIn, graphCode, isSuccess, type GraphAnswer } from '../graph/graph-error';
import { answerFacts } from './answer-facts';
import { putOffMs } from './classify-answer';
import type { Motion } from './engine';
import { itemEntry } from './item-entry';
import type { LogDraft } from './journal-log';
import { awaitsSignIn, refusalIn, refusedStep } from './refused-step';
import { putOff, settling } from './told-outcome';

export type Settled = { readonly entries: readonly LogDraft[]; readonly waitMs: number };

/**
 * The call as a whole was turned down: a sign-in, a permission, the group itself. Null: it was not, or
 * it was put off.
 */
export function refusalOf({ step }: Motion, answer: GraphAnswer): Failure | null {
  const { status } = answer;
  if (asksForSignIn(answer)) return awaitsSignIn(step, answer);
  if (isPutOff(step, answer)) return null;
  const code = graphCode(answer);
  if (status < 400 || status >= 500 || status === 408 || status === 429 || code === '') return null;
  // Groups and states of people need no licence of their own.
  return refusedStep(step, { status, code }, 'unknown');
}

/** Not carried out, and sent again after reading: nobody has failed of it (execution.md 3.1). */
export function isPutOff(step: Step, answer: GraphAnswer): boolean {
  return !asksForSignIn(answer) && putOffMs(step, answer, 1, Number.NaN) !== null;
}

/** The request that brought the parts: whole answer, our id of it, ms since 1970 there and here. */
export interface SentLot {
  readonly answer: GraphAnswer;
  readonly clientRequestId: string;
  /** How often the lot was sent, from 1. */
  readonly attempt: number;
  readonly serverTime: number;
  readonly now: number;
}

/** One outcome per person (2.3): what was refused, put off, lost or done; and who knows of it. */
export function settleParts(
  motion: Motion,
  items: readonly StepItem[],
  parts: readonly PartOutcome[],
  sent: SentLot,
): Settled {
  const { clientRequestId, now } = sent;
  const later = putOffLot(motion, parts, sent);
  const entries = items.map((item, index) => {
    const part = parts[index];
    if (part?.kind !== 'answer') {
      const { requestId, date } = answerFacts(sent.answer);
      const doubt = failureBody(settling(motion.step, 'silence', now));
      const lost = { reason: 'missing', requestId, date, clientRequestId, failure: doubt };
      return itemEntry(motion, 'unknown', item.userId, lost as JsonObject);
    }
    const { answer } = part;
    const facts = { ...answerFacts(answer, sent.answer), clientRequestId };
    if (isPutOff(motion.step, answer)) {
      return itemEntry(motion, 'deferred', item.userId, { ...facts, failure: later.failure });
    }
    return outcomeOf(motion, item, answer, facts, now);
  });
  return { entries, waitMs: later.waitMs };
}

/** What is put off waits for whoever waits longest: one wait of the lot, told once for all of it. */
function putOffLot(
  { step }: Motion,
  parts: readonly PartOutcome[],
  { attempt, serverTime, now }: SentLot,
): { readonly waitMs: number; readonly failure: JsonObject } {
  let waitMs = 0;
  let longest: GraphAnswer | null = null;
  for (const part of parts) {
    if (part.kind !== 'answer' || asksForSignIn(part.answer)) continue;
    const afterMs = putOffMs(step, part.answer, attempt, serverTime);
    if (afterMs === null || (longest !== null && afterMs <= waitMs)) continue;
    [waitMs, longest] = [afterMs, part.answer];
  }
  if (longest === null) return { waitMs: 0, failure: {} };
  return { waitMs, failure: failureBody(putOff(step, refusalIn(longest), now + waitMs)) };
}

function outcomeOf(
  motion: Motion,
  item: StepItem,
  answer: GraphAnswer,
  facts: JsonObject,
  now: number,
): LogDraft {
  const { status } = answer;
  const code = graphCode(answer);
  const isGone = status === 404 && motion.step.kind === 'group.remove';
  if (isSuccess(status) || isGone) return itemEntry(motion, 'acked', item.userId, facts);
  // Put off until somebody has signed in again.
  if (asksForSignIn(answer)) return itemEntry(motion, 'deferred', item.userId, facts);
  if (status === 404 && motion.step.kind === 'perUserMfa.set') {
    return itemEntry(motion, 'skipped', item.userId, { ...facts, why: 'notApplicable' });
  }
  if (status === 412) return itemEntry(motion, 'drift', item.userId, { ...facts, code });
  if (status >= 400 && status < 500 && status !== 408 && code !== '') {
    return itemEntry(motion, 'rejected', item.userId, { ...facts, code });
  }
  const doubt = failureBody(settling(motion.step, refusalIn(answer), now));
  return itemEntry(motion, 'unknown', item.userId, { ...facts, reason: 'status', failure: doubt });
}
