import { failure, type Failure } from '../../shared/diagnostic';
import { failureBody } from '../../shared/journal/entry-body';
import type { JournalType } from '../../shared/journal/journal-entry';
import type { JsonObject } from '../../shared/json';
import { removalRequest } from '../../shared/plan/own-group';
import type { Step } from '../../shared/plan/step';
import { err, ok, type Result } from '../../shared/result';
import { classifyAnswer } from './classify-answer';
import { answerFacts } from './answer-facts';
import type { Engine, Run, StepEnd } from './engine';
import { deleteRefusal, restoreRefusal } from './own-groups';
import { guardBody, runGuards } from './preflight';
import { refusalIn } from './refused-step';
import type { Sender } from './sender';
import { directionOfChange, openGroupChange, settleGroup, type GroupChange } from './settle-group';
import { putOff, putOffTooOften, settlingGroup } from './told-outcome';

/**
 * What of the guards speaks of the tenant, the account, the approval and this computer. Those about
 * policies and people have nothing to judge: the group is empty and nothing names it.
 */
const asked: ReadonlySet<string> = new Set('G1 G2 G3 G4 G5 G10 G11 G12 G13 G14'.split(' '));
const attempts = 3;

/**
 * Deletes a group of our own, the way back of its creation, or brings it back: guards, intent, sent,
 * one request, and reading until it is sure. The journal keeps it with the step that made the group,
 * as going back or forward.
 */
export async function applyGroupChange(
  engine: Engine,
  run: Run,
  wanted: GroupChange,
  sender: Sender,
): Promise<StepEnd> {
  const { step, change } = wanted;
  const dir = directionOfChange(change);
  const tell = (type: JournalType, body: JsonObject): Promise<Result<void, Failure>> =>
    engine.log.append({ type, stepId: step.id, item: null, body: { dir, ...body } });
  let isThrottled = false;
  let open = openGroupChange(engine, step);
  // How the other change ended is learnt first: only then is it known what there is to change.
  if (open !== null && open.change !== change) {
    const settled = await settleGroup(engine, run, open);
    if (!settled.ok) return settled;
    open = null;
  }
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    if (open === null) {
      const sent = await send(engine, run, wanted, sender, tell, attempt);
      if (!sent.ok) return sent;
      isThrottled = sent.value === 'again';
      if (isThrottled) continue;
    }
    open = null;
    const settled = await settleGroup(engine, run, wanted);
    if (!settled.ok) return settled;
    if (settled.value === 'reached') return ok(undefined);
  }
  // Each of these was a sure “not done”.
  return err(
    isThrottled
      ? putOffTooOften(step, engine.log.state(step.id).failure)
      : failure('step/outcome-unknown', { step: step.id, why: 'disagree' }),
  );
}

type Tell = (type: JournalType, body: JsonObject) => Promise<Result<void, Failure>>;

async function send(
  engine: Engine,
  run: Run,
  { step, groupId, change }: GroupChange,
  sender: Sender,
  tell: Tell,
  attempt: number,
): Promise<Result<'sent' | 'again', Failure>> {
  const dir = directionOfChange(change);
  const fresh = await engine.fresh.get(run.signal);
  if (!fresh.ok) return fresh;
  // The step itself is over, or taken back: what is judged is going back, for both ways.
  const motion = { step, direction: 'back' } as const;
  const verdicts = await runGuards(engine, run, motion, fresh.value, asked);
  const refused = verdicts.find((one) => one.verdict !== 'yes')?.failure;
  if (refused) return keep(engine, step, change, refused);
  let readAt = Number.NaN;
  const onTarget = (): void => void (readAt = engine.clock.now());
  const reason =
    change === 'delete'
      ? await deleteRefusal(engine, step, groupId, await engine.clock.serverNow(), onTarget)
      : await restoreRefusal(engine, step, groupId, onTarget);
  if (reason !== null) return keep(engine, step, change, reason);
  const request = removalRequest(groupId, change);
  const { method, version, path } = request;
  const held = { ...step.planned };
  const states =
    change === 'delete' ? { prior: held, planned: null } : { prior: null, planned: held };
  const cleared = await tell('preflight', { change, guards: guardBody(verdicts) });
  if (!cleared.ok) return cleared;
  const intent = await tell('intent', {
    ...{ change, method, version, path, groupId, bodyHash: engine.sha256('') },
    ...states,
  });
  if (!intent.ok) return intent;
  const clientRequestId = engine.randomId();
  const announced = await tell('sent', { attempt, clientRequestId });
  if (!announced.ok) return announced;
  engine.fresh.invalidate();
  const outcome = await sender.one(request, clientRequestId, readAt);
  // Nothing new is made: an answer means what it does for any change of the group.
  const meant: Step = { ...step, kind: 'group.remove' };
  if (outcome.kind === 'tooLate') {
    const told = await tell('rejected', { retry: true, reason: 'readTooLongAgo' });
    return told.ok ? ok('again') : told;
  }
  if (outcome.kind === 'notSent') {
    const told = await tell('rejected', { retry: false, failure: failureBody(outcome.failure) });
    return told.ok ? err(outcome.failure) : told;
  }
  if (outcome.kind === 'unknown') {
    const doubt = failureBody(settlingGroup(step, 'silence', engine.clock.now()));
    const told = await tell('unknown', { reason: outcome.reason, failure: doubt });
    return told.ok ? ok('sent') : told;
  }
  const { answer } = outcome;
  const at = engine.clock.serverTime();
  const meaning = classifyAnswer(meant, answer, attempt, at, engine.plan.tenant.entraPlan);
  const facts = answerFacts(answer);
  const refusal = refusalIn(answer);
  if (meaning.kind === 'acked') {
    const told = await tell('acked', {
      ...facts,
      ...(dir === 'forward' ? { objectId: groupId } : {}),
    });
    return told.ok ? ok('sent') : told;
  }
  if (meaning.kind === 'retry') {
    const later = failureBody(putOff(step, refusal, engine.clock.now() + meaning.afterMs));
    const told = await tell('rejected', { ...facts, retry: true, failure: later });
    if (!told.ok) return told;
    await engine.clock.sleep(meaning.afterMs, run.signal);
    return ok('again');
  }
  if (meaning.kind === 'rejected' || meaning.kind === 'awaitAuth') {
    const why = failureBody(meaning.failure);
    const told = await tell('rejected', { ...facts, retry: false, failure: why });
    return told.ok ? err(meaning.failure) : told;
  }
  const doubt = failureBody(settlingGroup(step, refusal, engine.clock.now()));
  const told = await tell('unknown', { ...facts, reason: meaning.kind, failure: doubt });
  return told.ok ? ok('sent') : told;
}

/** Nothing was sent, and the step that made the group stands as it stood. */
async function keep(
  engine: Engine,
  step: Step,
  change: GroupChange['change'],
  reason: Failure,
): Promise<Result<never, Failure>> {
  const body = { what: 'groupKept', step: step.id, change, failure: failureBody(reason) };
  const told = await engine.log.append({ type: 'note', stepId: null, item: null, body });
  return told.ok ? err(reason) : told;
}
