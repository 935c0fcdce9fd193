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
  if (status === 412) return { kind: 'drift' };
  const afterMs = retryAfterMs(answer.headers, serverTime);
  if (status === 429 || /concurrency/i.test(code)) {
    return { kind: 'retry', afterMs: afterMs ?? backOffMs(attempt) };
  }
  // A gateway's 503 may hide a write that arrived; Graph's own, with Retry-After, did not do it.
  if (status === 503 && !createKinds.has(step.kind) && code !== '' && afterMs !== null) {
    return { kind: 'retry', afterMs };
  }
  // Nothing was named that could be missing: a create that is answered so may have arrived.
  const isKnown = status !== 404 || !createKinds.has(step.kind);
  if (isKnown && refusals.has(status) && code !== '') {
    return { kind: 'rejected', failure: refusedStep(step, { status, code }, plan) };
  }
  return { kind: 'unknown', reason: `status ${status}` };
}

/** Any 2xx is accepted; a create without a readable id is unknown, it may have been cut (S5). */
function acked(step: Step, answer: GraphAnswer): AnswerMeaning {
  if (!createKinds.has(step.kind)) return { kind: 'acked', objectId: null };
  const id = isJsonObject(answer.json) ? answer.json['id'] : undefined;
  return typeof id === 'string' && id !== ''
    ? { kind: 'acked', objectId: id.toLowerCase() }
    : { kind: 'unknown', reason: 'no id' };
}
