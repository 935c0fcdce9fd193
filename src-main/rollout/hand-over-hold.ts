import type { ConditionalAccessPolicy } from '../../shared/entra/conditional-access-policy';
import { judgeGuardrails } from '../../shared/lockout/guardrails';
import { compareState } from '../../shared/plan/compare-state';
import type { Failure } from '../../shared/diagnostic';
import { err, ok, type Result } from '../../shared/result';
import { unreadFailure } from '../graph/graph-error';
import { SleepAborted } from '../ports/clock';
import type { Engine, Run } from './engine';
import type { Fresh } from './fresh-data';
import { handOverMs, readBackMs, type HandOver, type HandOverFault } from './hand-over-parts';
import { emergencyAccessOf } from './lockout-guard';
import { areAll, readMoveBack } from './move-reads';
import { readLive } from './read-live';
import type { Sender } from './sender';
import { policiesNow } from './switch-judge';
import { mayHaveActed } from './switch-parts';
import { sendPart } from './switch-write';

export type HandedOver = { readonly kind: 'held' } | Lost;

interface Lost {
  readonly kind: 'lost';
  readonly why: HandOverFault;
}

export interface HandOverInput {
  readonly parts: HandOver;
  readonly sender: Sender;
  /** The tenant as read before; null after a restart: it is read once it is safe to. */
  readonly fresh: Fresh | null;
  /** Everything was found as planned already: nothing is sent. */
  readonly areSet?: boolean;
}

/** Unread today and any other day. */
const lasting: ReadonlySet<string> = new Set(['notLicensed', 'notCaptured', 'notAsked']);

/**
 * From "a policy may be off" to "security defaults ask everybody, and it was read back". A pause
 * waits for its end, an emergency stop does not: from then on nothing more goes forward.
 */
export async function holdHandOver(
  engine: Engine,
  run: Run,
  input: HandOverInput,
): Promise<Result<HandedOver, Failure>> {
  try {
    return await engine.cut.by(run.urgent, () => holdOn(engine, run, input));
  } catch (error) {
    if (error instanceof SleepAborted) return ok({ kind: 'lost', why: 'switchStopped' });
    throw error;
  }
}

async function holdOn(
  engine: Engine,
  run: Run,
  input: HandOverInput,
): Promise<Result<HandedOver, Failure>> {
  const lost = (why: HandOverFault): Result<HandedOver, Failure> => ok({ kind: 'lost', why });
  const until = engine.clock.now() + handOverMs(input.parts);
  if (input.areSet !== true) {
    const over = await handOver(engine, run, input, until - readBackMs(input.parts));
    if (!over.ok) return over;
    if (over.value !== null) return lost(over.value);
  }
  const policies = await readMoveBack(engine, run, input.parts, until, (all) =>
    all.every(({ state }) => state !== 'enabled'),
  );
  if (policies === null) return lost(run.urgent.aborted ? 'switchStopped' : 'handOverNotSeen');
  const before = input.fresh;
  const fresh = before === null ? await engine.fresh.get(run.urgent) : ok(before);
  if (!fresh.ok && run.urgent.aborted) return lost('switchStopped');
  // Security defaults ask everybody meanwhile; who cannot be judged is no reason to turn them off.
  if (!fresh.ok) return fresh;
  if (isSafe(engine, fresh.value, policies)) return ok({ kind: 'held' });
  const unread = unreadOf(engine, fresh.value);
  return unread === null ? lost('handOverLocksOut') : err(unread);
}

/** Null: all of it is as planned as far as the answers tell. */
async function handOver(
  engine: Engine,
  run: Run,
  { parts, sender }: HandOverInput,
  until: number,
): Promise<Result<HandOverFault | null, Failure>> {
  const limits = { until, signal: run.urgent };
  for (const step of parts.offs) {
    if (run.urgent.aborted) return ok('switchStopped');
    // Each as it is just before it is written: somebody else's change is not written over.
    const live = await readLive(engine, step);
    const position = live.ok ? compareState(step, live.value.value, engine.refs) : 'other';
    if (position === 'other') return ok('handOverMoved');
    if (position === 'planned') continue;
    const motion = { step, direction: 'forward' } as const;
    const sent = await sendPart(engine, run, motion, sender, { ...limits, asksAgain: false });
    if (!sent.ok) return sent;
    if (sent.value.kind !== 'acked') return ok('handOverNotOff');
  }
  if (run.urgent.aborted) return ok('switchStopped');
  // Security defaults are refused for as long as it stands; nobody waits for that unasked.
  if (await isForeignOn(engine, parts)) return ok('handOverForeign');
  // On by somebody else's doing: not written, and so never ours to turn off again.
  if (await areAll(engine, [parts.on], 'planned')) return ok(null);
  const motion = { step: parts.on, direction: 'forward' } as const;
  const sent = await sendPart(engine, run, motion, sender, { ...limits, asksAgain: true });
  if (!sent.ok) return sent;
  const isRefused = sent.value.kind !== 'acked' && !mayHaveActed(engine.log.ofStep(parts.on.id));
  return ok(isRefused ? 'handOverNotOn' : null);
}

async function isForeignOn(engine: Engine, { offs }: HandOver): Promise<boolean> {
  const own = new Set(offs.map(({ target }) => target.id.toLowerCase()));
  const policies = await policiesNow(engine);
  return (
    policies?.some(({ id, state }) => state === 'enabled' && !own.has(id.toLowerCase())) === true
  );
}

/** Emergency access and the operator answer security defaults too (execution.md 3.3). */
function isSafe(
  engine: Engine,
  { image, people, takenAt }: Fresh,
  policies: readonly ConditionalAccessPolicy[],
): boolean {
  const verdict = judgeGuardrails({
    image: { ...image, securityDefaults: true, conditionalAccess: policies },
    people,
    emergencyAccess: emergencyAccessOf(engine),
    operatorId: engine.source.signedInUserId,
    now: new Date(takenAt).toISOString(),
  });
  return verdict.ok;
}

/** Why something they are judged by was not read and may be another time; null: all that can be was. */
function unreadOf(engine: Engine, { snapshot }: Fresh): Failure | null {
  const judged = [...emergencyAccessOf(engine), engine.source.signedInUserId ?? ''];
  const own = judged.map((id) => snapshot.userMethods[id]);
  const { users, perUserMfa, registration, roles, authenticationMethodsPolicy } = snapshot;
  for (const part of [
    users,
    perUserMfa,
    registration,
    roles,
    authenticationMethodsPolicy,
    ...own,
  ]) {
    if (part?.kind === 'unread' && !lasting.has(part.reason.code)) {
      return unreadFailure(part.reason);
    }
  }
  return null;
}

/** What an earlier run left half done. All of it found as planned: read back like any other. */
export async function settleHandOver(
  engine: Engine,
  run: Run,
  parts: HandOver,
  sender: Sender,
): Promise<Result<HandedOver, Failure>> {
  const areSet = await areAll(engine, parts.steps, 'planned');
  if (areSet) return holdHandOver(engine, run, { parts, sender, fresh: null, areSet });
  return ok({ kind: 'lost', why: 'switchInterrupted' });
}
