import { failure, type Failure } from '../../shared/diagnostic';
import { failureBody, textIn } from '../../shared/journal/entry-body';
import { compareState } from '../../shared/plan/compare-state';
import type { Step } from '../../shared/plan/step';
import { err, ok, type Result } from '../../shared/result';
import type { Engine, Run, StepEnd } from './engine';
import { turnNewOff } from './hand-over-appeared';
import type { HandOver, HandOverFault } from './hand-over-parts';
import { areAll, areSeen } from './move-reads';
import { backEntries, unchangedEntries } from './move-record';
import { isAsPlanned } from './policy-changes';
import { readLive } from './read-live';
import type { Sender } from './sender';
import { sendBack } from './switch-back';
import { policiesNow } from './switch-judge';
import { entryOf, mayHaveActed } from './switch-parts';
import { calm, sendPart, writeIntent } from './switch-write';

export interface HandBackInput {
  readonly parts: HandOver;
  readonly sender: Sender;
  readonly why: HandOverFault | 'asked';
}

/** One write is tried this long. */
const partMs = 60_000;
/** Seconds until what could not be read is read once more. */
const rereads = [2, 5, 10];
const equalReads = 3;

/**
 * Security defaults off where they may have gone on, then each policy of the move to exactly what it
 * was: Entra turns a policy on only while they are off. Where a policy cannot go back, security
 * defaults are tried once more, and a person is asked (execution.md 2.4).
 */
export function takeHandOverBack(engine: Engine, run: Run, input: HandBackInput): Promise<StepEnd> {
  // It is never cut short: what it leaves half done, nobody is asked by.
  return engine.cut.by(undefined, () => goBack(engine, run, input));
}

async function goBack(engine: Engine, run: Run, input: HandBackInput): Promise<StepEnd> {
  const { parts, why } = input;
  const { status, direction } = engine.log.state(parts.on.id);
  const noted = await engine.log.append(
    entryOf(parts.on, 'note', direction, { what: 'takingBack', why }),
  );
  if (!noted.ok) return noted;
  const acted = parts.steps.filter((step) => mayHaveActed(engine.log.ofStep(step.id)));
  // What was deleted meanwhile is turned on by nobody again; whoever was asked has seen its name.
  const gone = lastAsked(engine, parts.on) !== null ? await goneOf(engine, parts, acted) : [];
  const changed = acted.filter((step) => !gone.includes(step));
  // A person was asked, and may have put it right in the portal meanwhile: then nothing is sent.
  const isThere = status === 'ASK' && (await areSeen(engine, run, changed, 'prior'));
  if (!isThere) {
    const sent = await sendAllBack(engine, run, input, changed);
    if (!sent.ok) return sent;
    if (!(await areSeen(engine, run, changed, 'prior'))) return ask(engine, run, input);
  }
  engine.fresh.invalidate();
  if (changed.includes(parts.on)) {
    const left = await turnNewOff(engine, run, parts.on, input.sender);
    if (!left.ok) return left;
    if (left.value === null) return ask(engine, run, input);
    if (left.value.length > 0 && lastAsked(engine, parts.on) !== 'handOverOthers')
      return tell(engine, input, left.value);
  }
  return engine.log.append(
    ...backEntries(changed),
    ...gone.map((step) => entryOf(step, 'done', 'back', { why: 'gone' })),
    ...unchangedEntries(
      engine,
      parts.steps.filter((one) => !acted.includes(one)),
    ),
  );
}

/** What a person was asked last of this move; null: nothing since it last came to an end. */
function lastAsked(engine: Engine, on: Step): string | null {
  const last = engine.log.ofStep(on.id).findLast(({ type }) => type === 'ask' || type === 'done');
  return last?.type === 'ask' ? textIn(last, 'why') : null;
}

/** Policies of the move that are no more: three reads by id say so. */
async function goneOf(
  engine: Engine,
  { offs }: HandOver,
  acted: readonly Step[],
): Promise<readonly Step[]> {
  const gone: Step[] = [];
  for (const step of offs.filter((off) => acted.includes(off))) {
    let times = 0;
    for (; times < equalReads; times += 1) {
      if (times > 0) await engine.clock.sleep(2_000, calm);
      const live = await readLive(engine, step);
      if (live.ok || live.failure.code !== 'graph/not-found') break;
    }
    if (times === equalReads) gone.push(step);
  }
  return gone;
}

async function tell(
  engine: Engine,
  { parts }: HandBackInput,
  names: readonly string[],
): Promise<StepEnd> {
  const values = { step: parts.on.id, policies: names.join(', ') };
  const reason = failure('step/hand-over-others', values);
  const told = await engine.log.append(
    entryOf(parts.on, 'ask', 'back', { why: 'handOverOthers', failure: failureBody(reason) }),
  );
  return told.ok ? err(reason) : told;
}

/** Fails where the journal does; what was refused is seen when it is read back. */
async function sendAllBack(
  engine: Engine,
  run: Run,
  { parts, sender }: HandBackInput,
  changed: readonly Step[],
): Promise<Result<void, Failure>> {
  const ordered = [...parts.steps].reverse().filter((step) => changed.includes(step));
  for (const step of ordered) {
    // Days may have passed: what somebody else changed since is not enforced unseen (3.6).
    if (step !== parts.on && !(await isAsLeft(engine, step))) continue;
    const sent = await sendBack(engine, run, step, sender, partMs, step !== parts.on);
    if (!sent.ok) return sent;
  }
  return ok(undefined);
}

/** The policy reads on or off, as the move knows it, and is otherwise what the plan found. */
async function isAsLeft(engine: Engine, step: Step): Promise<boolean> {
  for (const seconds of [0, ...rereads]) {
    if (seconds > 0) await engine.clock.sleep(seconds * 1000, calm);
    const live = await readLive(engine, step);
    const policies = await policiesNow(engine);
    if (!live.ok || policies === null) continue;
    const policy = policies.find(({ id }) => id.toLowerCase() === step.target.id.toLowerCase());
    return (
      policy !== undefined &&
      compareState(step, live.value.value, engine.refs) !== 'other' &&
      isAsPlanned(engine, policy, step.owned)
    );
  }
  return false;
}

/** Not all that asked asks again: protected by what there is, and a person is told. */
async function ask(engine: Engine, run: Run, input: HandBackInput): Promise<StepEnd> {
  const { parts, sender, why } = input;
  const policies = await policiesNow(engine);
  let isOn = await areAll(engine, [parts.on], 'planned');
  // Entra takes them only where no policy is on. Whoever they would stop is not stopped by them, and
  // whoever pressed the emergency stop has asked for nothing to be turned on.
  const isFree = policies?.every(({ state }) => state !== 'enabled') === true;
  const mayTurnOn = isFree && why !== 'handOverLocksOut' && !run.urgent.aborted;
  if (!isOn && mayTurnOn) {
    const motion = { step: parts.on, direction: 'forward' } as const;
    const intent = await writeIntent(engine, motion, { protects: true });
    if (!intent.ok) return intent;
    const limits = { until: engine.clock.now() + partMs, asksAgain: true };
    const sent = await sendPart(engine, run, motion, sender, limits);
    if (!sent.ok) return sent;
    isOn = sent.value.kind === 'acked' && (await areSeen(engine, run, [parts.on], 'planned'));
  }
  engine.fresh.invalidate();
  const reason = failure('step/hand-over-open', {
    step: parts.on.id,
    expected: isOn ? 'handOverProtected' : 'handOverUnprotected',
    policies: parts.offs.map(({ target }) => target.name).join(', '),
    // Why it was taken back, which nothing else on the screen tells.
    actual: why === 'asked' ? 'switchAsked' : why,
  });
  const told = await engine.log.append(
    entryOf(parts.on, 'ask', 'back', { why: 'handOverOpen', failure: failureBody(reason) }),
  );
  return told.ok ? err(reason) : told;
}
