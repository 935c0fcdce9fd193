import { failure, type Failure } from '../../shared/diagnostic';
import { failureBody } from '../../shared/journal/entry-body';
import type { JournalType } from '../../shared/journal/journal-entry';
import type { JsonObject } from '../../shared/json';
import { stepRequests } from '../../shared/plan/step-requests';
import type { Step } from '../../shared/plan/step';
import { err, ok, type Result } from '../../shared/result';
import { classifyAnswer } from './classify-answer';
import { answerFacts } from './answer-facts';
import { handEvidence, isByHand } from './by-hand';
import { driftFailure } from './drift-failure';
import type { Engine, Motion, Run, StepEnd } from './engine';
import type { LogDraft } from './journal-log';
import { pause, preflight, type Cleared } from './preflight';
import { policyTimeLeft } from './policy-baseline';
import { keptRestIn } from './kept-rest';
import { intentBody, ownedNow } from './intent-body';
import { notThereYet } from './not-there';
import { ask, resolveOutcome } from './resolve-outcome';
import { refusalIn } from './refused-step';
import type { Sender } from './sender';
import { changesReading, createKinds } from './step-facts';
import { putOff, putOffTooOften, settling, type Doubt } from './told-outcome';
import { whyOpen } from './unread-since';
import { verifyObject, type Verified } from './verify-step';

const attempts = 8;

/**
 * One object or singleton, one request. Goes on from wherever the journal says the step stands:
 * `intent` and `sent` are durable before the request leaves, and what became of it is only ever
 * learnt from an answer or by reading.
 */
export async function applyObject(
  engine: Engine,
  run: Run,
  motion: Motion,
  sender: Sender,
): Promise<StepEnd> {
  const { step, direction } = motion;
  let isLate = false;
  for (let attempt = 1; attempt <= attempts;) {
    const state = engine.log.state(step.id);
    const isOwn = state.direction === direction;
    if (isOwn && (state.status === 'DONE' || state.status === 'ROLLED_BACK')) {
      if ((direction === 'forward') === (state.status === 'DONE')) return ok(undefined);
    }
    if (isOwn && state.status === 'SENT') {
      const told = await engine.log.append(
        doubted(engine, motion, 'stopped', { reason: 'stopped' }),
      );
      if (!told.ok) return told;
    }
    const mustSettle =
      state.status === 'SENT' ||
      state.status === 'RESOLVE' ||
      // A create whose outcome stayed open is looked for again, never sent again by itself.
      (state.status === 'ASK' && createKinds.has(step.kind) && !state.mayResend);
    if (isOwn && mustSettle) {
      const settled = await resolveOutcome(engine, run, motion);
      if (!settled.ok) return settled;
      continue;
    }
    if (isOwn && state.status === 'VERIFYING') {
      const verified = await verify(engine, run, motion);
      if (!verified.ok) return verified;
      if (verified.value === 'verified') return ok(undefined);
      // Read until it is sure, and read back once more: then a person is asked.
      if (isLate) return ask(engine, motion, whyOpen(verified.value.unread));
      isLate = true;
      continue;
    }
    const cleared = await preflight(engine, run, motion);
    if (!cleared.ok) return cleared;
    const sent = await send(engine, run, motion, cleared.value, sender, attempt);
    if (!sent.ok) return sent;
    if (sent.value === 'retry') attempt += 1;
  }
  return pause(engine, motion, putOffTooOften(step, engine.log.state(step.id).failure), []);
}

/** What was read before this write no longer tells the whole. */
function outdate(engine: Engine, step: Step): void {
  if (changesReading(step)) engine.fresh.invalidate();
  else engine.fresh.fallBehind();
}

function draft(motion: Motion, type: JournalType, body: JsonObject): LogDraft {
  return {
    type,
    stepId: motion.step.id,
    item: null,
    body: { dir: motion.direction, ...body },
  };
}

/** Nobody knows whether it was carried out; the entry says by when that will be known. */
function doubted(engine: Engine, motion: Motion, doubt: Doubt, body: JsonObject): LogDraft {
  const told = settling(motion.step, doubt, engine.clock.now());
  return draft(motion, 'unknown', { ...body, failure: failureBody(told) });
}

async function verify(
  engine: Engine,
  run: Run,
  motion: Motion,
): Promise<Result<Verified, Failure>> {
  const { step } = motion;
  const intent = engine.log.ofStep(step.id).findLast((entry) => entry.type === 'intent');
  const verified = await verifyObject(engine, run, motion, keptRestIn(intent?.body));
  if (!verified.ok) return verified;
  if (verified.value !== 'verified') {
    const told = await engine.log.append(draft(motion, 'unknown', { reason: 'deadline' }));
    return told.ok ? verified : told;
  }
  outdate(engine, step);
  const policyTime = await policyTimeLeft(engine, step);
  const left = policyTime === null ? {} : { policyTime };
  const how = isByHand(motion) ? { how: 'byHand' } : {};
  const told = await engine.log.append(draft(motion, 'verified', left), draft(motion, 'done', how));
  return told.ok ? verified : told;
}

type Sent = Result<'sent' | 'retry', Failure>;

async function send(
  engine: Engine,
  run: Run,
  motion: Motion,
  cleared: Cleared,
  sender: Sender,
  attempt: number,
): Promise<Sent> {
  const { step } = motion;
  const made = stepRequests(step, {
    ...engine.refs,
    liveOwned: ownedNow(step, cleared.live.value),
    graphOrigin: engine.graph.origin,
    cloud: engine.source.cloud,
  });
  if (!made.ok) return pause(engine, motion, made.failure, []);
  const [request] = made.value;
  if (request === undefined || made.value.length !== 1) {
    const reason = failure('guardrail/refused', { step: step.id, expected: 'oneRequest' });
    return pause(engine, motion, reason, []);
  }
  const intent = draft(motion, 'intent', intentBody(engine, step, request, cleared));
  if (cleared.position === 'planned') {
    const { objectId } = cleared.live;
    const found = draft(motion, 'observed', {
      position: 'planned',
      ...(objectId === null ? {} : { objectId }),
    });
    const word = isByHand(motion) ? [handEvidence(motion, true)] : [];
    const told = await engine.log.append(...word, intent, found);
    return told.ok ? ok('sent') : told;
  }
  if (isByHand(motion)) {
    return pause(engine, motion, notThereYet(engine, step, cleared.live.value), []);
  }
  const planned = await engine.log.append(intent);
  if (!planned.ok) return planned;
  const clientRequestId = engine.randomId();
  const announced = await engine.log.append(draft(motion, 'sent', { attempt, clientRequestId }));
  if (!announced.ok) return announced;
  outdate(engine, step);
  const outcome = await sender.one(request, clientRequestId, cleared.live.readAt);
  return settle(engine, run, motion, outcome, attempt);
}

/** The answer's one outcome, committed before anything else happens. */
async function settle(
  engine: Engine,
  run: Run,
  motion: Motion,
  outcome: Awaited<ReturnType<Sender['one']>>,
  attempt: number,
): Promise<Sent> {
  const { step } = motion;
  const tell = (type: JournalType, body: JsonObject): Promise<Result<void, Failure>> =>
    engine.log.append(draft(motion, type, body));
  if (outcome.kind === 'notSent') return pause(engine, motion, outcome.failure, []);
  if (outcome.kind === 'tooLate') {
    const told = await tell('rejected', { retry: true, reason: 'readTooLongAgo' });
    return told.ok ? ok('retry') : told;
  }
  if (outcome.kind === 'unknown') {
    const { reason } = outcome;
    const told = await engine.log.append(doubted(engine, motion, 'silence', { reason }));
    return told.ok ? ok('sent') : told;
  }
  const { answer } = outcome;
  const { entraPlan } = engine.plan.tenant;
  const meaning = classifyAnswer(step, answer, attempt, engine.clock.serverTime(), entraPlan);
  const facts = answerFacts(answer);
  const refusal = refusalIn(answer);
  switch (meaning.kind) {
    case 'acked': {
      const id = meaning.objectId === null ? {} : { objectId: meaning.objectId };
      const told = await tell('acked', { ...facts, ...id });
      return told.ok ? ok('sent') : told;
    }
    case 'unknown': {
      const body = { ...facts, reason: meaning.reason };
      const told = await engine.log.append(doubted(engine, motion, refusal, body));
      return told.ok ? ok('sent') : told;
    }
    case 'retry': {
      const later = putOff(step, refusal, engine.clock.now() + meaning.afterMs);
      const told = await tell('rejected', { ...facts, retry: true, failure: failureBody(later) });
      if (!told.ok) return told;
      await engine.clock.sleep(meaning.afterMs, run.signal);
      return ok('retry');
    }
    case 'awaitAuth': {
      const told = await tell('awaitAuth', { ...facts, failure: failureBody(meaning.failure) });
      return told.ok ? err(meaning.failure) : told;
    }
    case 'drift': {
      const told = await tell('drift', {
        ...facts,
        prior: step.prior,
        planned: step.planned,
        now: null,
      });
      return told.ok ? err(driftFailure(engine, step, { isRefused: true })) : told;
    }
    case 'rejected': {
      const told = await tell('rejected', {
        ...facts,
        retry: false,
        failure: failureBody(meaning.failure),
      });
      return told.ok ? err(meaning.failure) : told;
    }
  }
}
