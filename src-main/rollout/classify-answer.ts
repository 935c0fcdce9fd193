import type { Failure } from '../../shared/diagnostic';
import { isJsonObject } from '../../shared/json';
import type { Step } from '../../shared/plan/step';
import { asksForSignIn, graphCode, isSuccess, type GraphAnswer } from '../graph/graph-error';
import { backOffMs, retryAfterMs } from '../graph/retry-after';
import { awaitsSignIn, refusedStep, type EntraPlan } from './refused-step';
import { createKinds } from './step-facts';

/** What a complete answer to a write means (table of execution.md 3.1). */
export type AnswerMeaning =
  | { readonly kind: 'acked'; readonly objectId: string | null }
  | { readonly kind: 'rejected'; readonly failure: Failure }
  | { readonly kind: 'retry'; readonly afterMs: number }
  | { readonly kind: 'drift' }
  | { readonly kind: 'awaitAuth'; readonly failure: Failure }
  | { readonly kind: 'unknown'; readonly reason: string };

const refusals = new Set([400, 403, 404, 409, 422]);

/**
 * @param serverTime for a `Retry-After` that is a date, ms since 1970
 * @param plan of the tenant, for what a refusal of a policy means
 */
export function classifyAnswer(
  step: Step,
  answer: GraphAnswer,
  attempt: number,
  serverTime: number,
  plan: EntraPlan,
): AnswerMeaning {
  const { status } = answer;
  const code = graphCode(answer);
  // A proxy's page instead of Graph's JSON says nothing about the write.
  if (isSuccess(status) && answer.text.trim() !== '' && answer.json === undefined) {
    return { kind: 'unknown', reason: 'not JSON' };
  }
  if (isSuccess(status)) return acked(step, answer);
  if (asksForSignIn(answer)) return { kind: 'awaitAuth', failure: awaitsSignIn(step, answer) };
  const afterMs = putOffMs(step, answer, attempt, serverTime);
  if (afterMs !== null) return { kind: 'retry', afterMs };
  if (status === 412) return { kind: 'drift' };
  // Nothing was named that could be missing: a create that is answered so may have arrived.
  const isKnown = status !== 404 || !createKinds.has(step.kind);
  if (isKnown && refusals.has(status) && code !== '') {
    return { kind: 'rejected', failure: refusedStep(step, { status, code }, plan) };
  }
  return { kind: 'unknown', reason: `status ${status}` };
}

/**
 * A complete answer that says the write was not carried out, and is sent again once it was read anew:
 * how long it waits, ms. Null: it says nothing of the kind. A create is sent again after a 429 alone.
 * @param attempt from 1, for an answer that names no time
 * @param serverTime for a `Retry-After` that is a date, ms since 1970
 */
export function putOffMs(
  { kind }: Step,
  answer: GraphAnswer,
  attempt: number,
  serverTime: number,
): number | null {
  const { status } = answer;
  const code = graphCode(answer);
  const afterMs = retryAfterMs(answer.headers, serverTime);
  if (status === 429) return afterMs ?? backOffMs(attempt);
  if (createKinds.has(kind)) return null;
  // Whatever its number says: two changes met in the directory, and this one gave way.
  const isConcurrent = status >= 400 && status < 500 && /concurrency/i.test(code);
  if (isConcurrent) return afterMs ?? backOffMs(attempt);
  // A gateway's 503 may hide a write that arrived; Graph's own, with Retry-After, did not do it. Only
  // a change by PATCH is believed so: a removal is read first.
  return status === 503 && code !== '' && kind !== 'group.remove' ? afterMs : null;
}

/** Any 2xx is accepted; a create without a readable id is unknown, it may have been cut (S5). */
function acked(step: Step, answer: GraphAnswer): AnswerMeaning {
  if (!createKinds.has(step.kind)) return { kind: 'acked', objectId: null };
  const id = isJsonObject(answer.json) ? answer.json['id'] : undefined;
  return typeof id === 'string' && id !== ''
    ? { kind: 'acked', objectId: id.toLowerCase() }
    : { kind: 'unknown', reason: 'no id' };
}
