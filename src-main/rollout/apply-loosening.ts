import { failure, type Failure } from '../../shared/diagnostic';
import type { JournalType } from '../../shared/journal/journal-entry';
import type { JsonObject } from '../../shared/json';
import { stepRequests } from '../../shared/plan/step-requests';
import type { Step } from '../../shared/plan/step';
import { err, type Result } from '../../shared/result';
import { backOffMs } from '../graph/retry-after';
import { classifyAnswer } from './classify-answer';
import { answerFacts } from './answer-facts';
import type { Engine, Run } from './engine';
import type { Sender } from './sender';

const attempts = 4;

/**
 * One loosening write of an emergency stop. Drift does not hold it up and no guard is asked but the
 * lock, the tenant and the journal: it can only give. A lost answer is answered by sending the same
 * again, because it is a change by id. Reading back is the stop's own, over all of them at once.
 */
export async function applyLoosening(
  engine: Engine,
  run: Run,
  step: Step,
  sender: Sender,
): Promise<Result<void, Failure>> {
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
  const { method, version, path } = request;
  const { prior, planned } = step;
  const intent = await tell('intent', { method, version, path, prior, planned });
  if (!intent.ok) return intent;
  let last: Failure = failure('step/outcome-unknown', { step: step.id });
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
      const told = await tell('unknown', { reason: outcome.reason });
      if (!told.ok) return told;
      await engine.clock.sleep(backOffMs(attempt), run.signal);
      continue;
    }
    const { entraPlan } = engine.plan.tenant;
    const serverTime = engine.clock.serverTime();
    const meaning = classifyAnswer(step, outcome.answer, attempt, serverTime, entraPlan);
    const facts = answerFacts(outcome.answer);
    if (meaning.kind === 'acked') return tell('acked', facts);
    if (meaning.kind === 'rejected' || meaning.kind === 'awaitAuth') {
      last = meaning.failure;
      const told = await tell('rejected', { ...facts, retry: false });
      return told.ok ? err(last) : told;
    }
    const told = await tell('unknown', { ...facts, reason: meaning.kind });
    if (!told.ok) return told;
    const afterMs = meaning.kind === 'retry' ? meaning.afterMs : backOffMs(attempt);
    await engine.clock.sleep(afterMs, run.signal);
  }
  return err(last);
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
