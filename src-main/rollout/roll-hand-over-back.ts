import { failure } from '../../shared/diagnostic';
import { failureBody } from '../../shared/journal/entry-body';
import type { Step } from '../../shared/plan/step';
import { ok } from '../../shared/result';
import type { Engine, Run, StepEnd } from './engine';
import { takeHandOverBack } from './hand-over-back';
import type { HandOver } from './hand-over-parts';
import { areAll } from './move-reads';
import { unchangedEntries } from './move-record';
import { pause } from './preflight';
import type { Sender } from './sender';
import { entryOf, mayHaveActed, placeOf } from './switch-parts';
import { preflightMove } from './switch-preflight';

/** The whole hand-over taken back by a person's word: security defaults off, its policies on again. */
export async function rollHandOverBack(
  engine: Engine,
  run: Run,
  parts: HandOver,
  sender: Sender,
): Promise<StepEnd> {
  const place = placeOf(engine, parts);
  const isOurs = parts.steps.some((step) => engine.log.state(step.id).hasChanged);
  if (place === 'before' || (place === 'after' && !isOurs)) {
    return engine.log.append(...unchangedEntries(engine, parts.steps));
  }
  const { status, asks } = engine.log.state(parts.on.id);
  const cleared = await clear(engine, run, parts);
  if (!cleared.ok) {
    if (status !== 'ASK') return cleared;
    // Still a person's to decide: the next start must not take it for one that died.
    const again = { why: asks ?? 'handOverOpen', failure: failureBody(cleared.failure) };
    const asked = await engine.log.append(entryOf(parts.on, 'ask', 'back', again));
    return asked.ok ? cleared : asked;
  }
  return takeHandOverBack(engine, run, { parts, sender, why: 'asked' });
}

/** Every guard, and that what would be left off was turned off by us. */
async function clear(engine: Engine, run: Run, parts: HandOver): Promise<StepEnd> {
  const cleared = await preflightMove(engine, run, parts, 'back');
  if (!cleared.ok) return cleared;
  // Security defaults off and a policy left off, which somebody else turned off: nobody would be asked.
  const isActed = (step: Step): boolean => mayHaveActed(engine.log.ofStep(step.id));
  const others = parts.offs.filter((off) => !isActed(off));
  if (isActed(parts.on) && others.length > 0 && !(await areAll(engine, others, 'prior'))) {
    const values = { step: parts.on.id, expected: 'handOverOurs' };
    const motion = { step: parts.on, direction: 'back' } as const;
    return pause(engine, motion, failure('guardrail/refused', values), []);
  }
  return ok(undefined);
}
