import type { Failure } from '../../shared/diagnostic';
import { failureBody } from '../../shared/journal/entry-body';
import { compareState } from '../../shared/plan/compare-state';
import { ok, type Result } from '../../shared/result';
import type { Engine, Run } from './engine';
import { besidesMicrosofts } from './microsofts-own';
import { readLive } from './read-live';
import type { Sender } from './sender';
import { holdSwitch, type Held } from './switch-hold';
import { entryOf, switchLimitMs, type Switch } from './switch-parts';
import { preflightSwitch } from './switch-preflight';
import { writeIntent } from './switch-write';

const none = (): readonly [] => [];

/**
 * A switch that an earlier run left half done. All of it found on: read back and judged like any
 * other. Where security defaults could not be turned on again and a person goes on: forward, with
 * every guard anew. Anything else is taken back: that asks for nothing but what was asked before,
 * and needs no reading to be right (fail closed).
 */
export async function settleSwitch(
  engine: Engine,
  run: Run,
  parts: Switch,
  sender: Sender,
): Promise<Result<Held, Failure>> {
  const cut = parts.steps.filter((step) => engine.log.state(step.id).status === 'SENT');
  const told = await engine.log.append(
    ...cut.map((step) =>
      entryOf(step, 'unknown', engine.log.state(step.id).direction, { reason: 'stopped' }),
    ),
  );
  if (!told.ok) return told;
  const deadline = engine.clock.now() + switchLimitMs;
  const areOn = await isAllOn(engine, parts);
  if (areOn) return holdSwitch(engine, run, { parts, sender, fresh: null, deadline, areOn });
  const { status, asks } = engine.log.state(parts.off.id);
  if (status !== 'ASK' || asks !== 'switchOpen') {
    return ok({ kind: 'lost', why: 'switchInterrupted' });
  }
  if (!(await isOff(engine, parts))) return ok({ kind: 'lost', why: 'switchInterrupted' });
  const cleared = await preflightSwitch(engine, run, parts, 'forward', none, besidesMicrosofts);
  if (!cleared.ok) {
    // Still a person's to decide: the next run must not take it for one that died.
    const again = { why: 'switchOpen', failure: failureBody(cleared.failure) };
    const asked = await engine.log.append(entryOf(parts.off, 'ask', 'back', again));
    return asked.ok ? cleared : asked;
  }
  const { fresh } = cleared.value;
  for (const step of parts.ons) {
    const announced = await writeIntent(engine, { step, direction: 'forward' });
    if (!announced.ok) return announced;
  }
  return holdSwitch(engine, run, { parts, sender, fresh, deadline });
}

async function isOff(engine: Engine, { off }: Switch): Promise<boolean> {
  const live = await readLive(engine, off);
  return live.ok && compareState(off, live.value.value, engine.refs) === 'planned';
}

async function isAllOn(engine: Engine, { steps }: Switch): Promise<boolean> {
  for (const step of steps) {
    const live = await readLive(engine, step);
    if (!live.ok || compareState(step, live.value.value, engine.refs) !== 'planned') return false;
  }
  return true;
}
