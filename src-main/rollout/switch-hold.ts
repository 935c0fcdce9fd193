import type { ConditionalAccessPolicy } from '../../shared/entra/conditional-access-policy';
import type { Failure } from '../../shared/diagnostic';
import { ok, type Result } from '../../shared/result';
import { SleepAborted } from '../ports/clock';
import type { Engine, Run } from './engine';
import type { Fresh } from './fresh-data';
import { areAll, readMoveBack } from './move-reads';
import type { Sender } from './sender';
import { coverRefusal } from './switch-cover';
import { judgeSwitched, policiesNow, switchedImage } from './switch-judge';
import { entryOf, type Switch } from './switch-parts';
import { sendPart } from './switch-write';

/** Why a switch that had begun is taken back. */
export type SwitchFault =
  | 'switchNotOff'
  | 'switchPolicyGone'
  | 'switchNotOn'
  | 'switchNotSeen'
  | 'switchLocksOut'
  | 'switchLetsGo'
  | 'switchInterrupted'
  | 'switchStopped';

export type Held =
  | { readonly kind: 'held'; readonly policies: readonly ConditionalAccessPolicy[] }
  | { readonly kind: 'lost'; readonly why: SwitchFault };

export interface HoldInput {
  readonly parts: Switch;
  readonly sender: Sender;
  /** The tenant as read before the switch; null after a restart: it is read once it is safe to. */
  readonly fresh: Fresh | null;
  /** ms on the engine's clock. */
  readonly deadline: number;
  /** Everything was found on already: nothing is sent. */
  readonly areOn?: boolean;
}

const offLooksMs = [200, 300, 500, 1000];

/**
 * From "security defaults may be off" to "own policies ask everybody, and it was read back". Each
 * request leaves as soon as the one before it is known to act; there is no other wait in between.
 * A pause waits for its end, an emergency stop does not: from then on nothing more goes forward.
 */
export async function holdSwitch(
  engine: Engine,
  run: Run,
  input: HoldInput,
): Promise<Result<Held, Failure>> {
  try {
    const held = await engine.cut.by(run.urgent, () => holdOn(engine, run, input));
    return held.ok && run.urgent.aborted ? ok({ kind: 'lost', why: 'switchStopped' }) : held;
  } catch (error) {
    if (error instanceof SleepAborted) return ok({ kind: 'lost', why: 'switchStopped' });
    throw error;
  }
}

async function holdOn(engine: Engine, run: Run, input: HoldInput): Promise<Result<Held, Failure>> {
  const { parts, deadline } = input;
  const lost = (why: SwitchFault): Result<Held, Failure> => ok({ kind: 'lost', why });
  if (input.areOn !== true) {
    const on = await turnOn(engine, run, input);
    if (!on.ok || on.value !== null) return on.ok ? lost(on.value ?? 'switchNotOn') : on;
  }
  const policies = await readMoveBack(engine, run, parts, deadline, (all) =>
    parts.ons.every((on) =>
      all.some(
        (one) => one.id.toLowerCase() === on.target.id.toLowerCase() && one.state === 'enabled',
      ),
    ),
  );
  if (policies === null) return lost('switchNotSeen');
  return judge(engine, run, input, policies);
}

/** Null: own policies are on as far as the answers tell. */
async function turnOn(
  engine: Engine,
  run: Run,
  { parts, sender, deadline }: HoldInput,
): Promise<Result<SwitchFault | null, Failure>> {
  if (!(await untilOff(engine, run, parts, deadline))) return ok('switchNotOff');
  const noted = await engine.log.append(
    entryOf(parts.off, 'observed', 'forward', { position: 'planned' }),
  );
  if (!noted.ok) return noted;
  const before = await policiesNow(engine);
  const isThere = (id: string): boolean =>
    before?.some((one) => one.id.toLowerCase() === id.toLowerCase() && one.state !== 'disabled') ===
    true;
  // Not read is no reason to leave people without: the write itself tells.
  if (before !== null && !parts.ons.every((on) => isThere(on.target.id))) {
    return ok('switchPolicyGone');
  }
  for (const step of parts.ons) {
    if (run.urgent.aborted) return ok('switchStopped');
    const sent = await sendPart(engine, run, { step, direction: 'forward' }, sender, {
      ...{ until: deadline, asksAgain: true },
      signal: run.urgent,
    });
    if (!sent.ok) return sent;
    if (sent.value.kind === 'refused') return ok('switchNotOn');
  }
  return ok(null);
}

async function judge(
  engine: Engine,
  run: Run,
  { parts, fresh: before }: HoldInput,
  policies: readonly ConditionalAccessPolicy[],
): Promise<Result<Held, Failure>> {
  const fresh = before === null ? await engine.fresh.get(run.urgent) : ok(before);
  // Nothing to judge by is no "clean".
  if (!fresh.ok) return ok({ kind: 'lost', why: 'switchLocksOut' });
  if (judgeSwitched(engine, fresh.value, policies) !== null) {
    return ok({ kind: 'lost', why: 'switchLocksOut' });
  }
  const after = switchedImage(fresh.value, policies);
  if (coverRefusal(engine, fresh.value, after, parts) !== null) {
    return ok({ kind: 'lost', why: 'switchLetsGo' });
  }
  return ok({ kind: 'held', policies });
}

/** Until security defaults read as off: often at first, for people go unasked meanwhile. */
async function untilOff(
  engine: Engine,
  run: Run,
  { off }: Switch,
  deadline: number,
): Promise<boolean> {
  for (let turn = 0; ; turn += 1) {
    if (await areAll(engine, [off], 'planned')) return true;
    const pauseMs = offLooksMs[Math.min(turn, offLooksMs.length - 1)] ?? 1000;
    if (engine.clock.now() + pauseMs >= deadline) return false;
    run.onEvent({ kind: 'wait', stepId: off.id, seconds: 1 });
    await engine.clock.sleep(pauseMs, run.urgent);
  }
}
