import { failure, type Failure } from '../../shared/diagnostic';
import { failureBody } from '../../shared/journal/entry-body';
import { compareState } from '../../shared/plan/compare-state';
import { stepRequests } from '../../shared/plan/step-requests';
import type { StepItem } from '../../shared/plan/step';
import { err, ok, type Result } from '../../shared/result';
import type { PartOutcome } from '../graph/batch-parts';
import { graphCode, isSuccess, type GraphAnswer } from '../graph/graph-error';
import { backOffMs, retryAfterMs } from '../graph/retry-after';
import type { Engine, Motion } from './engine';
import { itemEntry } from './item-entry';
import type { LogDraft } from './journal-log';
import { pause } from './preflight';
import { readLive } from './read-live';
import type { Sender } from './sender';

type Settled = { readonly entries: readonly LogDraft[]; readonly waitMs: number };

/**
 * One lot of at most twenty people: read, announce, send once, one outcome each in one
 * transaction. The value is how long Graph asked to wait, in milliseconds.
 */
export async function sendLot(
  engine: Engine,
  motion: Motion,
  lot: readonly StepItem[],
  sender: Sender,
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
    ? addMembers(engine, motion, toSend, sender)
    : sendParts(engine, motion, toSend, sender);
}

function placeOf(
  motion: Motion,
  item: StepItem,
  live: Parameters<typeof compareState>[1],
): 'prior' | 'planned' | 'other' | 'notApplicable' {
  const isObject = typeof live === 'object' && live !== null && !Array.isArray(live);
  if (isObject && (live as Record<string, unknown>)[item.userId] === 'notApplicable') {
    return 'notApplicable';
  }
  const one = { ...motion.step, items: [item] };
  return compareState(one, live, { created: () => null, evidence: () => null });
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

/** Members are all-or-nothing per request; a refused lot is tried one by one (2.3). */
async function addMembers(
  engine: Engine,
  motion: Motion,
  items: readonly StepItem[],
  sender: Sender,
): Promise<Result<number, Failure>> {
  const made = requestsFor(engine, motion, items);
  if (!made.ok) return pause(engine, motion, made.failure, []);
  const [request] = made.value;
  if (request === undefined) return ok(0);
  const clientRequestId = engine.randomId();
  const announced = await engine.log.append(announce(motion, items, clientRequestId));
  if (!announced.ok) return announced;
  engine.fresh.invalidate();
  const outcome = await sender.one(request, clientRequestId);
  if (outcome.kind === 'notSent') return refuseAll(engine, motion, items, outcome.failure);
  if (outcome.kind === 'unknown') return unknownAll(engine, motion, items, outcome.reason);
  const { status } = outcome.answer;
  const isAboutSomebody = status === 400 || status === 404;
  if (isAboutSomebody && graphCode(outcome.answer) !== '' && items.length > 1) {
    const back = items.map((item) =>
      itemEntry(motion, 'observed', item.userId, { position: 'prior', status }),
    );
    const told = await engine.log.append(...back);
    return told.ok ? oneByOne(engine, motion, items, sender) : told;
  }
  const refusal = refusalOf(motion, outcome.answer);
  if (refusal !== null && !isAboutSomebody) return refuseAll(engine, motion, items, refusal);
  const parts = items.map(() => ({ kind: 'answer' as const, answer: outcome.answer }));
  return commit(engine, settleParts(motion, items, parts));
}

async function oneByOne(
  engine: Engine,
  motion: Motion,
  items: readonly StepItem[],
  sender: Sender,
): Promise<Result<number, Failure>> {
  let wait = 0;
  for (const item of items) {
    const sent = await sendLot(engine, motion, [item], sender);
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
): Promise<Result<number, Failure>> {
  const made = requestsFor(engine, motion, items);
  if (!made.ok) return pause(engine, motion, made.failure, []);
  const clientRequestId = engine.randomId();
  const announced = await engine.log.append(announce(motion, items, clientRequestId));
  if (!announced.ok) return announced;
  if (motion.step.kind !== 'perUserMfa.set') engine.fresh.invalidate();
  const outcome = await sender.batch(made.value, clientRequestId);
  if (outcome.kind === 'notSent') return refuseAll(engine, motion, items, outcome.failure);
  if (outcome.kind === 'unknown') return unknownAll(engine, motion, items, outcome.reason);
  if (outcome.kind === 'refused') {
    const refusal = refusalOf(motion, outcome.answer);
    if (refusal !== null) return refuseAll(engine, motion, items, refusal);
    const parts = items.map(() => ({ kind: 'answer' as const, answer: outcome.answer }));
    return commit(engine, settleParts(motion, items, parts));
  }
  const told = await commit(engine, settleParts(motion, items, outcome.parts));
  const isSignedOut = (part: PartOutcome): boolean =>
    part.kind === 'answer' && part.answer.status === 401;
  if (!told.ok || !outcome.parts.some(isSignedOut)) return told;
  return refuseAll(engine, motion, [], failure('step/await-auth', { step: motion.step.id }));
}

/** The call as a whole was turned down: a sign-in, a permission, the group itself. Null: it was not. */
function refusalOf({ step }: Motion, answer: GraphAnswer): Failure | null {
  const { status } = answer;
  if (status === 401) return failure('step/await-auth', { step: step.id });
  const code = graphCode(answer);
  if (status < 400 || status >= 500 || status === 408 || status === 429 || code === '') return null;
  return failure('step/refused', { step: step.id, status: String(status), code });
}

async function commit(engine: Engine, settled: Settled): Promise<Result<number, Failure>> {
  const told = await engine.log.append(...settled.entries);
  return told.ok ? ok(settled.waitMs) : told;
}

/** One outcome per person (2.3): what was refused, put off, lost or done. */
function settleParts(
  motion: Motion,
  items: readonly StepItem[],
  parts: readonly PartOutcome[],
): Settled {
  let waitMs = 0;
  const entries = items.map((item, index) => {
    const part = parts[index];
    if (part?.kind !== 'answer') {
      return itemEntry(motion, 'unknown', item.userId, { reason: 'missing' });
    }
    const { answer } = part;
    if (answer.status === 429) {
      waitMs = Math.max(waitMs, retryAfterMs(answer.headers) ?? backOffMs(1));
    }
    return outcomeOf(motion, item, answer);
  });
  return { entries, waitMs };
}

function outcomeOf(motion: Motion, item: StepItem, answer: GraphAnswer): LogDraft {
  const { status } = answer;
  const code = graphCode(answer);
  const isGone = status === 404 && motion.step.kind === 'group.remove';
  if (isSuccess(status) || isGone) return itemEntry(motion, 'acked', item.userId, { status });
  // Put off: until the service lets it, or until somebody has signed in again.
  if (status === 429 || status === 401) {
    return itemEntry(motion, 'deferred', item.userId, { status });
  }
  if (status === 404 && motion.step.kind === 'perUserMfa.set') {
    return itemEntry(motion, 'skipped', item.userId, { why: 'notApplicable', status });
  }
  if (status >= 400 && status < 500 && status !== 408 && code !== '') {
    return itemEntry(motion, 'rejected', item.userId, { status, code });
  }
  return itemEntry(motion, 'unknown', item.userId, { status, reason: 'status' });
}

async function unknownAll(
  engine: Engine,
  motion: Motion,
  items: readonly StepItem[],
  reason: string,
): Promise<Result<number, Failure>> {
  const told = await engine.log.append(
    ...items.map((item) => itemEntry(motion, 'unknown', item.userId, { reason })),
  );
  return told.ok ? ok(0) : told;
}

/** Nothing of the lot was carried out: its people are pending again, and the step waits. */
async function refuseAll(
  engine: Engine,
  motion: Motion,
  items: readonly StepItem[],
  reason: Failure,
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
        ...(isRefused ? { retry: false } : {}),
      },
    },
  );
  return told.ok ? err(reason) : told;
}
