import { failure, type Failure } from '../../shared/diagnostic';
import { failureBody } from '../../shared/journal/entry-body';
import type { ConditionalAccessPolicy } from '../../shared/entra/conditional-access-policy';
import { reverseOf } from '../../shared/plan/step-requests';
import type { Step } from '../../shared/plan/step';
import { err, type Result } from '../../shared/result';
import type { Engine, Run, StepEnd } from './engine';
import type { Fresh } from './fresh-data';
import { areSeen } from './move-reads';
import { backEntries } from './move-record';
import { appearedPolicyStep, turnAppearedOff } from './appeared-policy';
import type { Sender } from './sender';
import type { SwitchFault } from './switch-hold';
import { lettingGo } from './switch-cover';
import { policiesNow, switchedImage } from './switch-judge';
import { entryOf, mayHaveActed, type Switch } from './switch-parts';
import { calm, sendPart, writeIntent, type PartEnd } from './switch-write';

export interface BackInput {
  readonly parts: Switch;
  readonly sender: Sender;
  readonly fresh: Fresh | null;
  readonly why: SwitchFault | 'asked';
  /** Microsoft's policies that came with the switch, to be turned off before security defaults go on. */
  readonly microsofts: readonly ConditionalAccessPolicy[];
}

/** One write is tried this long, and security defaults may need it to be taken up again. */
const partMs = 60_000;
const backMs = 10 * 60_000;

/**
 * Own policies to report-only, then security defaults on, in the least time Entra allows: it takes
 * one only when the other is off. Where security defaults cannot go on, whoever would be left
 * without anything that asks gets the own policies back, and a person is asked (execution.md 2.4).
 */
export function takeSwitchBack(engine: Engine, run: Run, input: BackInput): Promise<StepEnd> {
  // It is never cut short: what it leaves half done, nobody is asked by.
  return engine.cut.by(undefined, () => goBack(engine, run, input));
}

async function goBack(engine: Engine, run: Run, input: BackInput): Promise<StepEnd> {
  const { parts, sender, why } = input;
  const noted = await engine.log.append(
    entryOf(parts.off, 'note', engine.log.state(parts.off.id).direction, {
      what: 'takingBack',
      why,
    }),
  );
  if (!noted.ok) return noted;
  const isLeft = (on: Step): boolean =>
    engine.log.state(on.id).status !== 'ROLLED_BACK' &&
    (why === 'asked' || mayHaveActed(engine.log.ofStep(on.id)));
  const loosened = [...parts.ons].reverse().filter(isLeft);
  for (const on of loosened) {
    const sent = await sendBack(engine, run, on, sender, partMs);
    if (!sent.ok) return sent;
  }
  for (const [place, policy] of input.microsofts.entries()) {
    const step = appearedPolicyStep(parts.off.id, policy, place);
    const sent = await turnAppearedOff(engine, run, { step, direction: 'back' }, sender);
    if (!sent.ok) return sent;
  }
  const on = await defaultsOn(engine, run, input);
  if (!on.ok) return on;
  if (on.value.kind !== 'acked' || !(await areSeen(engine, run, [parts.off], 'prior'))) {
    return ask(engine, run, input);
  }
  engine.fresh.invalidate();
  return engine.log.append(
    ...backEntries([...loosened, parts.off]),
    ...parts.ons
      .filter((one) => !loosened.includes(one) && engine.log.state(one.id).status !== 'PENDING')
      .map((step) => entryOf(step, 'done', 'back', { why: 'not-changed' })),
  );
}

/** One part's reverse: its intent durable, then sent for as long as it may take, ms. */
export async function sendBack(
  engine: Engine,
  run: Run,
  step: Step,
  sender: Sender,
  withinMs: number,
  asksAgain = false,
): Promise<Result<PartEnd, Failure>> {
  const reverse = reverseOf(step);
  if (reverse === null) return err(failure('internal/bug', { place: step.id }));
  const motion = { step: reverse, direction: 'back' } as const;
  const intent = await writeIntent(engine, motion);
  if (!intent.ok) return intent;
  const until = engine.clock.now() + withinMs;
  return sendPart(engine, run, motion, sender, { until, asksAgain });
}

/** Refused while another policy is seen on is refused for good; else our own one may lag behind. */
async function defaultsOn(
  engine: Engine,
  run: Run,
  { parts, sender }: BackInput,
): Promise<Result<PartEnd, Failure>> {
  const end = engine.clock.now() + backMs;
  const own = new Set(parts.ons.map((on) => on.target.id.toLowerCase()));
  for (;;) {
    const left = Math.max(1, end - engine.clock.now());
    const sent = await sendBack(engine, run, parts.off, sender, left);
    if (!sent.ok || sent.value.kind !== 'refused') return sent;
    const policies = await policiesNow(engine);
    const isForeign = policies?.some(
      (one) => one.state === 'enabled' && !own.has(one.id.toLowerCase()),
    );
    if (isForeign === true || engine.clock.now() + 2000 >= end - backMs + partMs) return sent;
    await engine.clock.sleep(2000, calm);
  }
}

/** Security defaults did not go on: protected by what else there is, and a person is told. */
async function ask(engine: Engine, run: Run, input: BackInput): Promise<StepEnd> {
  const { parts, sender, why } = input;
  const policies = await policiesNow(engine);
  const fresh = input.fresh ?? engine.fresh.current;
  const isCovered =
    policies !== null &&
    fresh !== null &&
    lettingGo(engine, fresh, switchedImage(fresh, policies), parts).length === 0;
  let isOn = isCovered;
  // Turned on again they would stop those whom they must not stop: then Microsoft's have to do. And
  // whoever pressed the emergency stop has asked for nothing to be turned on.
  const mayTurnOn = why !== 'switchLocksOut' && !run.urgent.aborted;
  if (!isCovered && mayTurnOn) {
    isOn = true;
    for (const step of parts.ons) {
      const motion = { step, direction: 'forward' } as const;
      const intent = await writeIntent(engine, motion, { protects: true });
      if (!intent.ok) return intent;
      const until = engine.clock.now() + partMs;
      const sent = await sendPart(engine, run, motion, sender, { until, asksAgain: true });
      if (!sent.ok) return sent;
      if (sent.value.kind !== 'acked') isOn = false;
    }
  }
  engine.fresh.invalidate();
  const reason = failure('step/switch-open', {
    step: parts.off.id,
    expected: isOn ? 'switchProtected' : 'switchUnprotected',
    // Why it was taken back, which nothing else on the screen tells.
    actual: why === 'asked' ? 'switchAsked' : why,
  });
  const told = await engine.log.append(
    entryOf(parts.off, 'ask', 'back', { why: 'switchOpen', failure: failureBody(reason) }),
  );
  return told.ok ? err(reason) : told;
}
