import { failure, type Failure } from '../../shared/diagnostic';
import { failureBody } from '../../shared/journal/entry-body';
import { err, ok, type Result } from '../../shared/result';
import { graphCode } from '../graph/graph-error';
import { readTenantId } from '../graph/open-source';
import { answerFacts } from './answer-facts';
import { classifyAnswer } from './classify-answer';
import type { Engine, Motion, Run, StepEnd } from './engine';
import type { Fresh } from './fresh-data';
import { readLive } from './read-live';
import { refusedStep } from './refused-step';
import type { Sender } from './sender';
import { takeSwitchBack } from './switch-back';
import { holdSwitch, type Held, type SwitchFault } from './switch-hold';
import { backReason, entryOf, placeOf, switchLimitMs, type Switch } from './switch-parts';
import { preflightSwitch } from './switch-preflight';
import { settleSwitch } from './switch-settle';
import { partIntent, requestOf } from './switch-write';

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
    const tenant = await isRightTenant(engine);
    if (!tenant.ok) return tenant;
    // A pause does not leave it half done once more.
    const settled = await engine.cut.by(run.urgent, () => settleSwitch(engine, run, parts, sender));
    if (!settled.ok) return settled;
    if (settled.value.kind === 'held') return finish(engine, parts, null, settled.value);
    return takeBack(engine, run, parts, sender, null, settled.value.why);
  }
  const cleared = await preflightSwitch(engine, run, parts, 'forward');
  if (!cleared.ok) return cleared;
  const { fresh } = cleared.value;
  const begun = await begin(engine, run, parts, sender, cleared.value.isOff);
  if (!begun.ok) return begun;
  const deadline = begun.value + switchLimitMs;
  const held = await holdSwitch(engine, run, { parts, sender, fresh, deadline });
  if (!held.ok) return held;
  return held.value.kind === 'held'
    ? finish(engine, parts, fresh, held.value)
    : takeBack(engine, run, parts, sender, fresh, held.value.why);
}

/** The same tenant still, before anything is sent to settle it. */
async function isRightTenant(engine: Engine): Promise<Result<void, Failure>> {
  const tenant = await readTenantId(engine.graph);
  if (!tenant.ok) return tenant;
  const expected = engine.plan.tenant.id.toLowerCase();
  return tenant.value === expected
    ? ok(undefined)
    : err(failure('plan/wrong-tenant', { expected, tenant: tenant.value ?? '–' }));
}

/**
 * What every part will send, durable in one entry each before the first byte of any leaves; then
 * security defaults off. Answers when that left, ms on the engine's clock.
 */
async function begin(
  engine: Engine,
  run: Run,
  { off, steps }: Switch,
  sender: Sender,
  isOff: boolean,
): Promise<Result<number, Failure>> {
  const intents = [];
  for (const step of steps) {
    const request = requestOf(engine, { step, direction: 'forward' });
    if (!request.ok) return request;
    const body = partIntent(engine, { step, direction: 'forward' }, request.value);
    intents.push(entryOf(step, 'intent', 'forward', body));
  }
  const announced = await engine.log.append(...intents);
  if (!announced.ok) return announced;
  if (isOff) return ok(engine.clock.now());
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const sent = await sendOff(engine, run, { step: off, direction: 'forward' }, sender, attempt);
    if (!sent.ok) return sent;
    if (sent.value !== null) return ok(sent.value);
  }
  return err(failure('graph/throttled', { step: off.id, status: '429', code: '' }));
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
    const told = await tell('unknown', { reason: outcome.reason });
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
  const { status } = outcome.answer;
  const facts = answerFacts(outcome.answer);
  switch (meaning.kind) {
    case 'acked':
    case 'unknown': {
      const told = await tell(meaning.kind, facts);
      return told.ok ? ok(leftAt) : told;
    }
    case 'retry': {
      const told = await tell('rejected', { ...facts, retry: true });
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
        meaning.kind === 'rejected'
          ? meaning.failure
          : refusedStep(step, { status, code: graphCode(outcome.answer) }, entraPlan);
      const told = await tell('rejected', { ...facts, retry: false, failure: failureBody(reason) });
      return told.ok ? err(reason) : told;
    }
  }
}

/** All of it was read back, in one transaction; with what the service made meanwhile. */
async function finish(
  engine: Engine,
  { off, ons, steps }: Switch,
  fresh: Fresh | null,
  { policies }: Extract<Held, { kind: 'held' }>,
): Promise<StepEnd> {
  engine.fresh.invalidate();
  const { baseline } = engine.plan;
  const known = new Set(
    [
      ...(fresh?.image.conditionalAccess ?? []),
      ...(baseline.conditionalAccess.kind === 'read' ? baseline.conditionalAccess.value : []),
      ...ons.map((on) => ({ id: on.target.id })),
    ].map(({ id }) => id.toLowerCase()),
  );
  const appeared = policies
    .filter((policy) => !known.has(policy.id.toLowerCase()))
    .map(({ id, state }) => ({ id, state }));
  return engine.log.append(
    entryOf(off, 'note', 'forward', { what: 'appeared', policies: appeared }),
    ...steps.flatMap((step) => [
      entryOf(step, 'observed', 'forward', { position: 'planned' }),
      entryOf(step, 'verified', 'forward'),
      entryOf(step, 'done', 'forward'),
    ]),
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
  const paused = entryOf(parts.off, 'paused', 'forward', { failure: failureBody(told) });
  const noted = await engine.log.append(paused);
  return noted.ok ? err(told) : noted;
}
