import type { Failure } from '../../shared/diagnostic';
import { failureBody } from '../../shared/journal/entry-body';
import { compareState } from '../../shared/plan/compare-state';
import { stepRequests } from '../../shared/plan/step-requests';
import type { StepItem } from '../../shared/plan/step';
import { err, ok, type Result } from '../../shared/result';
import { asksForSignIn, graphCode } from '../graph/graph-error';
import { noRefs } from './drift-body';
import { answerFacts } from './answer-facts';
import type { Engine, Motion } from './engine';
import { itemEntry } from './item-entry';
import { isPutOff, refusalOf, settleParts, type SentLot, type Settled } from './lot-outcome';
import type { LogDraft } from './journal-log';
import { isStillSpreading, newGroupWaitMs } from './new-group';
import { pause } from './preflight';
import { readLive } from './read-live';
import { awaitsSignIn } from './refused-step';
import type { Sender } from './sender';
import { settling } from './told-outcome';

/**
 * One lot of at most twenty people: read, announce, send once, one outcome each in one
 * transaction. The value is how long Graph asked to wait, in milliseconds.
 * @param attempt how often, from 1: what is put off without a time waits longer each time
 */
export async function sendLot(
  engine: Engine,
  motion: Motion,
  lot: readonly StepItem[],
  sender: Sender,
  attempt: number,
): Promise<Result<number, Failure>> {
  const live = await readLive(engine, motion.step, lot);
  if (!live.ok) return pause(engine, motion, live.failure, []);
  const known: LogDraft[] = [];
  const toSend: StepItem[] = [];
  for (const item of lot) {
    const place = placeOf(motion, item, live.value.value);
    if (place === 'prior') toSend.push(item);
    else if (place === 'planned') {
      known.push(itemEntry(motion, 'observed', item.userId, { position: 'planned' }));
    } else if (place === 'notApplicable') {
      known.push(itemEntry(motion, 'skipped', item.userId, { why: 'notApplicable' }));
    } else known.push(itemEntry(motion, 'drift', item.userId, { position: place }));
  }
  const told = await engine.log.append(...known);
  if (!told.ok || toSend.length === 0) return told.ok ? ok(0) : told;
  return motion.step.kind === 'group.add'
    ? addMembers(engine, motion, toSend, sender, { readAt: live.value.readAt, attempt })
    : sendParts(engine, motion, toSend, sender, { readAt: live.value.readAt, attempt });
}

export function placeOf(
  motion: Motion,
  item: StepItem,
  live: Parameters<typeof compareState>[1],
): 'prior' | 'planned' | 'other' | 'notApplicable' {
  const isObject = typeof live === 'object' && live !== null && !Array.isArray(live);
  if (isObject && (live as Record<string, unknown>)[item.userId] === 'notApplicable') {
    return 'notApplicable';
  }
  const one = { ...motion.step, items: [item] };
  return compareState(one, live, noRefs);
}

function announce(motion: Motion, items: readonly StepItem[], clientRequestId: string): LogDraft {
  const ids = items.map((item) => item.userId);
  return {
    type: 'sent',
    stepId: motion.step.id,
    item: null,
    body: { dir: motion.direction, clientRequestId, items: ids },
  };
}

function requestsFor(engine: Engine, motion: Motion, items: readonly StepItem[]) {
  return stepRequests(
    { ...motion.step, items },
    { ...engine.refs, liveOwned: null, graphOrigin: engine.graph.origin },
  );
}

/** When the lot was read, ms on the engine's clock, and how often it is sent, from 1. */
interface Turn {
  readonly readAt: number;
  readonly attempt: number;
}

/** Members are all-or-nothing per request; a refused lot is tried one by one (2.3). */
async function addMembers(
  engine: Engine,
  motion: Motion,
  items: readonly StepItem[],
  sender: Sender,
  { readAt, attempt }: Turn,
): Promise<Result<number, Failure>> {
  const made = requestsFor(engine, motion, items);
  if (!made.ok) return pause(engine, motion, made.failure, []);
  const [request] = made.value;
  if (request === undefined) return ok(0);
  const clientRequestId = engine.randomId();
  const announced = await engine.log.append(announce(motion, items, clientRequestId));
  if (!announced.ok) return announced;
  engine.fresh.invalidate();
  const outcome = await sender.one(request, clientRequestId, readAt);
  if (outcome.kind === 'tooLate') return putOff(engine, motion, items);
  if (outcome.kind === 'notSent') return refuseAll(engine, motion, items, outcome.failure);
  if (outcome.kind === 'unknown') return unknownAll(engine, motion, items, outcome.reason);
  const { status } = outcome.answer;
  const serverTime = engine.clock.serverTime();
  const now = engine.clock.now();
  const sent = { answer: outcome.answer, clientRequestId, attempt, serverTime, now };
  if (isStillSpreading(engine, motion.step, outcome.answer)) {
    const facts = { ...answerFacts(outcome.answer), clientRequestId, reason: 'newGroup' };
    const entries = items.map((item) => itemEntry(motion, 'deferred', item.userId, facts));
    return commit(engine, { entries, waitMs: newGroupWaitMs });
  }
  const isAboutSomebody =
    (status === 400 || status === 404) && !isPutOff(motion.step, outcome.answer);
  if (isAboutSomebody && graphCode(outcome.answer) !== '' && items.length > 1) {
    const back = items.map((item) =>
      itemEntry(motion, 'observed', item.userId, {
        ...{ ...answerFacts(outcome.answer), clientRequestId, position: 'prior' },
      }),
    );
    const told = await engine.log.append(...back);
    return told.ok ? oneByOne(engine, motion, items, sender, attempt) : told;
  }
  const refusal = refusalOf(motion, outcome.answer);
  if (refusal !== null && !isAboutSomebody) {
    return refuseAll(engine, motion, items, refusal, sent);
  }
  const parts = items.map(() => ({ kind: 'answer' as const, answer: outcome.answer }));
  return commit(engine, settleParts(motion, items, parts, sent));
}

async function oneByOne(
  engine: Engine,
  motion: Motion,
  items: readonly StepItem[],
  sender: Sender,
  attempt: number,
): Promise<Result<number, Failure>> {
  let wait = 0;
  for (const item of items) {
    const sent = await sendLot(engine, motion, [item], sender, attempt);
    if (!sent.ok) return sent;
    wait = Math.max(wait, sent.value);
  }
  return ok(wait);
}

/** Per-user states and removals: a `$batch`, matched by id, each part its own outcome. */
async function sendParts(
  engine: Engine,
  motion: Motion,
  items: readonly StepItem[],
  sender: Sender,
  { readAt, attempt }: Turn,
): Promise<Result<number, Failure>> {
  const made = requestsFor(engine, motion, items);
  if (!made.ok) return pause(engine, motion, made.failure, []);
  const clientRequestId = engine.randomId();
  const announced = await engine.log.append(announce(motion, items, clientRequestId));
  if (!announced.ok) return announced;
  if (motion.step.kind !== 'perUserMfa.set') engine.fresh.invalidate();
  const outcome = await sender.batch(made.value, clientRequestId, readAt);
  if (outcome.kind === 'tooLate') return putOff(engine, motion, items);
  if (outcome.kind === 'notSent') return refuseAll(engine, motion, items, outcome.failure);
  if (outcome.kind === 'unknown') return unknownAll(engine, motion, items, outcome.reason);
  const serverTime = engine.clock.serverTime();
  const now = engine.clock.now();
  const sent = { answer: outcome.answer, clientRequestId, attempt, serverTime, now };
  if (outcome.kind === 'refused') {
    const refusal = refusalOf(motion, outcome.answer);
    if (refusal !== null) return refuseAll(engine, motion, items, refusal, sent);
    const parts = items.map(() => ({ kind: 'answer' as const, answer: outcome.answer }));
    return commit(engine, settleParts(motion, items, parts, sent));
  }
  const told = await commit(engine, settleParts(motion, items, outcome.parts, sent));
  const open = outcome.parts.find((part) => part.kind === 'answer' && asksForSignIn(part.answer));
  if (!told.ok || open?.kind !== 'answer') return told;
  return refuseAll(engine, motion, [], awaitsSignIn(motion.step, open.answer));
}

async function commit(engine: Engine, settled: Settled): Promise<Result<number, Failure>> {
  const told = await engine.log.append(...settled.entries);
  return told.ok ? ok(settled.waitMs) : told;
}

/** Nothing left: they are read again before their next turn. */
async function putOff(
  engine: Engine,
  motion: Motion,
  items: readonly StepItem[],
): Promise<Result<number, Failure>> {
  const late = { reason: 'readTooLongAgo' };
  const told = await engine.log.append(
    ...items.map((item) => itemEntry(motion, 'deferred', item.userId, late)),
  );
  return told.ok ? ok(0) : told;
}

async function unknownAll(
  engine: Engine,
  motion: Motion,
  items: readonly StepItem[],
  reason: string,
): Promise<Result<number, Failure>> {
  const doubt = failureBody(settling(motion.step, 'silence', engine.clock.now()));
  const told = await engine.log.append(
    ...items.map((item) => itemEntry(motion, 'unknown', item.userId, { reason, failure: doubt })),
  );
  return told.ok ? ok(0) : told;
}

/** Nothing of the lot was carried out: its people are pending again, and the step waits. */
async function refuseAll(
  engine: Engine,
  motion: Motion,
  items: readonly StepItem[],
  reason: Failure,
  sent?: SentLot,
): Promise<Result<number, Failure>> {
  const isAuth = reason.code.startsWith('auth/') || reason.code === 'step/await-auth';
  const isRefused = reason.code === 'step/refused';
  const told = await engine.log.append(
    ...items.map((item) => itemEntry(motion, 'deferred', item.userId, { reason: reason.code })),
    {
      type: isAuth ? 'awaitAuth' : isRefused ? 'rejected' : 'paused',
      stepId: motion.step.id,
      item: null,
      body: {
        dir: motion.direction,
        failure: failureBody(reason),
        ...(sent === undefined ? {} : answerFacts(sent.answer)),
        ...(sent === undefined ? {} : { clientRequestId: sent.clientRequestId }),
        ...(isRefused ? { retry: false } : {}),
      },
    },
  );
  return told.ok ? err(reason) : told;
}
