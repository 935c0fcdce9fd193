import { failure, type Failure } from '../../shared/diagnostic';
import { failureBody } from '../../shared/journal/entry-body';
import { err, ok, type Result } from '../../shared/result';
import { answerFacts } from './answer-facts';
import { classifyAnswer } from './classify-answer';
import type { Engine, Motion, Run, StepEnd } from './engine';
import type { Fresh } from './fresh-data';
import { announceMove, heldEntries, pauseMove } from './move-record';
import { readLive } from './read-live';
import { refusalIn, refusedStep } from './refused-step';
import type { Sender } from './sender';
import { settleMove } from './settle-move';
import { takeSwitchBack } from './switch-back';
import { holdSwitch, type Held, type SwitchFault } from './switch-hold';
import { backReason, entryOf, placeOf, switchLimitMs, type Switch } from './switch-parts';
import { preflightMove } from './switch-preflight';
import { settleSwitch } from './switch-settle';
import { requestOf } from './switch-write';
import { putOff, putOffTooOften, settling } from './told-outcome';

const attempts = 8;

/**
 * Security defaults off and own policies on as one move (execution.md 2.4). Either all of it was
 * read back, or what was approved beforehand has taken it back; never half of it. Where an earlier
 * run died in between, that is settled first.
 */
export async function applySwitch(
  engine: Engine,
  run: Run,
  parts: Switch,
  sender: Sender,
): Promise<StepEnd> {
  if (placeOf(engine, parts) === 'between') {
    const settled = await settleMove(engine, run, parts, () =>
      settleSwitch(engine, run, parts, sender),
    );
    if (!settled.ok) return settled;
    return settled.value.kind === 'held'
      ? finish(engine, parts, null, settled.value)
      : takeBack(engine, run, parts, sender, null, settled.value.why);
  }
  const cleared = await preflightMove(engine, run, parts, 'forward');
  if (!cleared.ok) return cleared;
  const { fresh } = cleared.value;
  const begun = await begin(engine, run, parts, sender, cleared.value.isSet);
  if (!begun.ok) return begun;
  const deadline = begun.value + switchLimitMs;
  const held = await holdSwitch(engine, run, { parts, sender, fresh, deadline });
  if (!held.ok) return held;
  return held.value.kind === 'held'
    ? finish(engine, parts, fresh, held.value)
    : takeBack(engine, run, parts, sender, fresh, held.value.why);
}

/**
 * All of it announced, then security defaults off. Answers when that left, ms on the engine's clock.
 */
async function begin(
  engine: Engine,
  run: Run,
  parts: Switch,
  sender: Sender,
  isOff: boolean,
): Promise<Result<number, Failure>> {
  const { off } = parts;
  const announced = await announceMove(engine, parts);
  if (!announced.ok) return announced;
  if (isOff) return ok(engine.clock.now());
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const sent = await sendOff(engine, run, { step: off, direction: 'forward' }, sender, attempt);
    if (!sent.ok) return sent;
    if (sent.value !== null) return ok(sent.value);
  }
  return err(putOffTooOften(off, engine.log.state(off.id).failure));
}

/** Null: nothing was done, and it may be asked again. Nobody is uncovered so far. */
async function sendOff(
  engine: Engine,
  run: Run,
  { step }: Motion,
  sender: Sender,
  attempt: number,
): Promise<Result<number | null, Failure>> {
  if (run.signal.aborted) return err(failure('step/cancelled', { step: step.id }));
  const request = requestOf(engine, { step, direction: 'forward' });
  if (!request.ok) return request;
  const tell = (type: Parameters<typeof entryOf>[1], body: Readonly<Record<string, unknown>>) =>
    engine.log.append(entryOf(step, type, 'forward', body));
  const live = await readLive(engine, step);
  if (!live.ok) return live;
  const clientRequestId = engine.randomId();
  const announced = await tell('sent', { attempt, clientRequestId });
  if (!announced.ok) return announced;
  engine.fresh.invalidate();
  const leftAt = engine.clock.now();
  const outcome = await sender.one(request.value, clientRequestId, live.value.readAt);
  if (outcome.kind === 'unknown') {
    const doubt = failureBody(settling(step, 'silence', leftAt));
    const told = await tell('unknown', { reason: outcome.reason, failure: doubt });
    return told.ok ? ok(leftAt) : told;
  }
  if (outcome.kind !== 'answered') {
    const told = await tell('rejected', { retry: true, reason: outcome.kind });
    if (!told.ok) return told;
    return outcome.kind === 'notSent' ? err(outcome.failure) : ok(null);
  }
  const { entraPlan } = engine.plan.tenant;
  const serverTime = engine.clock.serverTime();
  const meaning = classifyAnswer(step, outcome.answer, attempt, serverTime, entraPlan);
  const refusal = refusalIn(outcome.answer);
  const facts = answerFacts(outcome.answer);
  switch (meaning.kind) {
    case 'acked': {
      const told = await tell('acked', facts);
      return told.ok ? ok(leftAt) : told;
    }
    case 'unknown': {
      const doubt = failureBody(settling(step, refusal, leftAt));
      const told = await tell('unknown', { ...facts, failure: doubt });
      return told.ok ? ok(leftAt) : told;
    }
    case 'retry': {
      const later = failureBody(putOff(step, refusal, engine.clock.now() + meaning.afterMs));
      const told = await tell('rejected', { ...facts, retry: true, failure: later });
      if (!told.ok) return told;
      await engine.clock.sleep(meaning.afterMs, run.signal);
      return ok(null);
    }
    case 'awaitAuth': {
      const reason = meaning.failure;
      const told = await engine.log.append(
        entryOf(step, 'rejected', 'forward', { ...facts, retry: true }),
        entryOf(step, 'awaitAuth', 'forward', { ...facts, failure: failureBody(reason) }),
      );
      return told.ok ? err(reason) : told;
    }
    case 'drift':
    case 'rejected': {
      const reason =
        meaning.kind === 'rejected' ? meaning.failure : refusedStep(step, refusal, entraPlan);
      const told = await tell('rejected', { ...facts, retry: false, failure: failureBody(reason) });
      return told.ok ? err(reason) : told;
    }
  }
}

/** All of it was read back, in one transaction; with what the service made meanwhile. */
async function finish(
  engine: Engine,
  parts: Switch,
  fresh: Fresh | null,
  { policies }: Extract<Held, { kind: 'held' }>,
): Promise<StepEnd> {
  engine.fresh.invalidate();
  const { baseline } = engine.plan;
  const known = new Set(
    [
      ...(fresh?.image.conditionalAccess ?? []),
      ...(baseline.conditionalAccess.kind === 'read' ? baseline.conditionalAccess.value : []),
      ...parts.ons.map((on) => ({ id: on.target.id })),
    ].map(({ id }) => id.toLowerCase()),
  );
  const appeared = policies
    .filter((policy) => !known.has(policy.id.toLowerCase()))
    .map(({ id, state }) => ({ id, state }));
  return engine.log.append(
    entryOf(parts.off, 'note', 'forward', { what: 'appeared', policies: appeared }),
    ...heldEntries(parts),
  );
}

/** Back where it was; then the switch waits for a person to begin it again. */
async function takeBack(
  engine: Engine,
  run: Run,
  parts: Switch,
  sender: Sender,
  fresh: Fresh | null,
  why: SwitchFault,
): Promise<StepEnd> {
  const reason = backReason(engine, parts) ?? why;
  const input = { parts, sender, fresh, why: reason as SwitchFault, microsofts: [] };
  const taken = await takeSwitchBack(engine, run, input);
  if (!taken.ok) return taken;
  const told = failure('step/switch-taken-back', { step: parts.off.id, expected: reason });
  return pauseMove(engine, parts, told);
}
