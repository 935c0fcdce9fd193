import { failure, type Failure } from '../../shared/diagnostic';
import { canonicalJson } from '../../shared/canonical';
import type { JsonObject } from '../../shared/json';
import { stepRequests, type PlannedRequest } from '../../shared/plan/step-requests';
import { err, ok, type Result } from '../../shared/result';
import { failureBody } from '../../shared/journal/entry-body';
import { backOffMs } from '../graph/retry-after';
import { answerFacts } from './answer-facts';
import { classifyAnswer } from './classify-answer';
import type { Engine, Motion, Run } from './engine';
import { refusalIn } from './refused-step';
import type { Sender } from './sender';
import { entryOf } from './switch-parts';
import { putOffSwitching, sendingAgain, type Doubt } from './told-outcome';

/** How one write of the switch ended. `open`: nobody knows, or there was no time left to ask again. */
export type PartEnd =
  | { readonly kind: 'acked' }
  | { readonly kind: 'refused'; readonly failure: Failure }
  | { readonly kind: 'open'; readonly failure: Failure };

export interface PartLimits {
  /** No request leaves after this, ms on the engine's clock. */
  readonly until: number;
  /** Graph refuses what its other half has not heard of yet: the same is asked again. */
  readonly asksAgain: boolean;
  /** Nothing more leaves once it fires. Absent: the way back, which is not cut short. */
  readonly signal?: AbortSignal;
}

/** A pause does not cut the switch short: half of it would leave people without protection. */
export const calm = new AbortController().signal;

/** The one request of a part, and what its intent says of it. */
export function requestOf(engine: Engine, motion: Motion): Result<PlannedRequest, Failure> {
  const made = stepRequests(motion.step, {
    ...engine.refs,
    liveOwned: null,
    cloud: engine.source.cloud,
  });
  if (!made.ok) return made;
  const [request] = made.value;
  if (request === undefined || made.value.length !== 1) {
    return err(failure('guardrail/refused', { step: motion.step.id, expected: 'oneRequest' }));
  }
  return ok(request);
}

export function partIntent(engine: Engine, motion: Motion, request: PlannedRequest): JsonObject {
  const { method, version, path, body } = request;
  const { prior, planned } = motion.step;
  return {
    ...{ method, version, path, prior, planned },
    bodyHash: engine.sha256(body === null ? '' : canonicalJson(body)),
  };
}

/** Durable before anything of it leaves. `more`: what else the entry says. */
export function writeIntent(
  engine: Engine,
  motion: Motion,
  more: JsonObject = {},
): Promise<Result<void, Failure>> {
  const request = requestOf(engine, motion);
  if (!request.ok) return Promise.resolve(request);
  const body = { ...partIntent(engine, motion, request.value), ...more };
  return engine.log.append(entryOf(motion.step, 'intent', motion.direction, body));
}

/**
 * One change by id, whose intent stands in the journal. It is repeatable, so a lost answer is
 * answered by sending the same again while there is time. Fails where the journal does.
 */
export async function sendPart(
  engine: Engine,
  run: Run,
  motion: Motion,
  sender: Sender,
  limits: PartLimits,
): Promise<Result<PartEnd, Failure>> {
  const { step, direction } = motion;
  const request = requestOf(engine, motion);
  if (!request.ok) return request;
  const tell = (type: 'sent' | 'acked' | 'unknown' | 'rejected', body: JsonObject) =>
    engine.log.append(entryOf(step, type, direction, body));
  const doubted = (doubt: Doubt, reason: string, facts: JsonObject = {}) => {
    const told = failureBody(sendingAgain(step, doubt, limits.until));
    return tell('unknown', { ...facts, reason, failure: told });
  };
  let last: Failure = failure('step/outcome-unknown', { step: step.id });
  for (let attempt = 1; attempt === 1 || engine.clock.now() < limits.until; attempt += 1) {
    if (!engine.lock.isHeld()) return err(failure('store/locked'));
    const clientRequestId = engine.randomId();
    const announced = await tell('sent', { attempt, clientRequestId });
    if (!announced.ok) return announced;
    engine.fresh.invalidate();
    const outcome = await sender.one(request.value, clientRequestId, null);
    let pauseMs = Math.min(backOffMs(attempt), 4_000);
    if (outcome.kind === 'unknown') {
      const told = await doubted('silence', outcome.reason);
      if (!told.ok) return told;
    } else if (outcome.kind !== 'answered') {
      const told = await tell('rejected', { retry: true, reason: outcome.kind });
      if (!told.ok) return told;
      if (outcome.kind === 'notSent') last = outcome.failure;
    } else {
      const { entraPlan } = engine.plan.tenant;
      const serverTime = engine.clock.serverTime();
      const meaning = classifyAnswer(step, outcome.answer, attempt, serverTime, entraPlan);
      const facts = answerFacts(outcome.answer);
      const refusal = refusalIn(outcome.answer);
      if (meaning.kind === 'acked') {
        const told = await tell('acked', facts);
        return told.ok ? ok({ kind: 'acked' }) : told;
      }
      if (meaning.kind === 'unknown') {
        const told = await doubted(refusal, meaning.reason, facts);
        if (!told.ok) return told;
      } else {
        const putOff = (afterMs: number) =>
          failureBody(putOffSwitching(step, refusal, engine.clock.now() + afterMs));
        const later = meaning.kind === 'retry' ? { failure: putOff(meaning.afterMs) } : {};
        const told = await tell('rejected', { ...facts, retry: true, ...later });
        if (!told.ok) return told;
        if (meaning.kind === 'awaitAuth' || meaning.kind === 'rejected') last = meaning.failure;
        const isFinal =
          meaning.kind === 'rejected' && !(limits.asksAgain && refusal.status === 400);
        if (isFinal || meaning.kind === 'drift') return ok({ kind: 'refused', failure: last });
        if (meaning.kind === 'retry') pauseMs = meaning.afterMs;
      }
    }
    // Never earlier than the service asked for: past the limit it is not sent at all.
    if (engine.clock.now() + pauseMs >= limits.until) break;
    run.onEvent({ kind: 'wait', stepId: step.id, seconds: Math.ceil(pauseMs / 1000) });
    await engine.clock.sleep(pauseMs, limits.signal ?? calm);
  }
  return ok({ kind: 'open', failure: last });
}
