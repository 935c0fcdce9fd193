import type { Failure } from '../../shared/diagnostic';
import { failureBody } from '../../shared/journal/entry-body';
import { ok, type Result } from '../../shared/result';
import type { Engine, Run } from './engine';
import { besidesMicrosofts } from './microsofts-own';
import { areAll } from './move-reads';
import type { Sender } from './sender';
import { holdSwitch, type Held } from './switch-hold';
import { entryOf, switchLimitMs, type Switch } from './switch-parts';
import { preflightMove } from './switch-preflight';
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
  const deadline = engine.clock.now() + switchLimitMs;
  const areOn = await areAll(engine, parts.steps, 'planned');
  if (areOn) return holdSwitch(engine, run, { parts, sender, fresh: null, deadline, areOn });
  const { status, asks } = engine.log.state(parts.off.id);
  if (status !== 'ASK' || asks !== 'switchOpen') {
    return ok({ kind: 'lost', why: 'switchInterrupted' });
  }
  if (!(await areAll(engine, [parts.off], 'planned')))
    return ok({ kind: 'lost', why: 'switchInterrupted' });
  const cleared = await preflightMove(engine, run, parts, 'forward', none, besidesMicrosofts);
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
