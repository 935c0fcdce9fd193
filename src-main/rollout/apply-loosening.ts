import { failure, type Failure } from '../../shared/diagnostic';
import { failureBody } from '../../shared/journal/entry-body';
import type { JournalType } from '../../shared/journal/journal-entry';
import type { JsonObject } from '../../shared/json';
import { stepRequests } from '../../shared/plan/step-requests';
import type { Step } from '../../shared/plan/step';
import { err, ok, type Result } from '../../shared/result';
import { backOffMs } from '../graph/retry-after';
import { classifyAnswer } from './classify-answer';
import { answerFacts } from './answer-facts';
import type { Engine, Run } from './engine';
import { refusalIn, type Refusal } from './refused-step';
import type { Sender } from './sender';
import { notSeenLoosened, settlingStop, whileStopping, type Doubt } from './told-outcome';

const attempts = 4;
/** Whoever names no time, or none at all, is not asked again within the same second. */
const leastMs = 1000;

/** Refused for now, and so certainly not carried out. */
export interface PutOff extends Refusal {
  /** Not sent again before, ms on the engine's clock. */
  readonly until: number;
  /** The service takes no other write either meanwhile: not another change of this object alone. */
  readonly isForAll: boolean;
}

/**
 * One loosening write of an emergency stop. Drift does not hold it up and no guard is asked but the
 * lock, the tenant and the journal: it can only give. A lost answer is answered by sending the same
 * again, because it is a change by id; one that is refused for now ends here, and the stop comes
 * back to it. Reading back is the stop's own, over all of them at once. Null: it was taken.
 */
export async function applyLoosening(
  engine: Engine,
  run: Run,
  step: Step,
  sender: Sender,
): Promise<Result<PutOff | null, Failure>> {
  if (!engine.lock.isHeld()) return err(failure('store/locked'));
  const made = stepRequests(step, {
    ...engine.refs,
    liveOwned: null,
    cloud: engine.source.cloud,
  });
  if (!made.ok) return made;
  const [request] = made.value;
  if (request === undefined) return err(failure('internal/bug', { place: step.id }));
  const tell = (type: JournalType, body: JsonObject): Promise<Result<void, Failure>> =>
    engine.log.append({ type, stepId: step.id, item: null, body: { dir: 'forward', ...body } });
  const doubted = (doubt: Doubt): JsonObject =>
    failureBody(settlingStop(step, doubt, engine.clock.now()));
  const { method, version, path } = request;
  const { prior, planned } = step;
  const intent = await tell('intent', { method, version, path, prior, planned });
  if (!intent.ok) return intent;
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const clientRequestId = engine.randomId();
    const announced = await tell('sent', { attempt, clientRequestId });
    if (!announced.ok) return announced;
    const outcome = await sender.one(request, clientRequestId, null);
    if (outcome.kind === 'tooLate') continue;
    if (outcome.kind === 'notSent') {
      const told = await tell('rejected', { retry: false });
      return told.ok ? err(outcome.failure) : told;
    }
    if (outcome.kind === 'unknown') {
      const told = await tell('unknown', { reason: outcome.reason, failure: doubted('silence') });
      if (!told.ok) return told;
      await engine.clock.sleep(backOffMs(attempt), run.signal);
      continue;
    }
    const { answer } = outcome;
    const { entraPlan } = engine.plan.tenant;
    const serverTime = engine.clock.serverTime();
    const meaning = classifyAnswer(step, answer, attempt, serverTime, entraPlan);
    const facts = answerFacts(answer);
    if (meaning.kind === 'acked') {
      const told = await tell('acked', facts);
      return told.ok ? ok(null) : told;
    }
    if (meaning.kind === 'rejected' || meaning.kind === 'awaitAuth') {
      const told = await tell('rejected', { ...facts, retry: false });
      return told.ok ? err(meaning.failure) : told;
    }
    if (meaning.kind === 'retry') {
      const refusal = refusalIn(answer);
      const until = engine.clock.now() + Math.max(meaning.afterMs, leastMs);
      const isForAll = refusal.status === 429 || refusal.status === 503;
      const putOff = { ...refusal, until, isForAll };
      const later = failureBody(whileStopping(step, putOff));
      const told = await tell('rejected', { ...facts, retry: true, failure: later });
      return told.ok ? ok(putOff) : told;
    }
    const doubt = doubted(refusalIn(answer));
    const told = await tell('unknown', { ...facts, reason: meaning.kind, failure: doubt });
    if (!told.ok) return told;
    await engine.clock.sleep(backOffMs(attempt), run.signal);
  }
  return err(notSeenLoosened(step));
}

/** The step's end, once it was read back. */
export function markLoosened(engine: Engine, step: Step): Promise<Result<void, Failure>> {
  const entry = { stepId: step.id, item: null, body: { dir: 'forward' } } as const;
  return engine.log.append({ ...entry, type: 'verified' }, { ...entry, type: 'done' });
}

/** Found loosened already: nothing was sent. */
export function markAlready(engine: Engine, step: Step): Promise<Result<void, Failure>> {
  const entry = { stepId: step.id, item: null } as const;
  return engine.log.append(
    { ...entry, type: 'observed', body: { dir: 'forward', position: 'planned' } },
    { ...entry, type: 'done', body: { dir: 'forward', why: 'not-enabled' } },
  );
}
