import { failure, type Failure } from '../../shared/diagnostic';
import { byAppReason } from '../../shared/plan/by-hand';
import { resolveStep } from '../../shared/plan/references';
import { isWrite } from '../../shared/plan/summary';
import type { Step } from '../../shared/plan/step';
import { err, ok, type Result } from '../../shared/result';
import { openItems } from './apply-items';
import { guardsByHand, type HandMotion } from './by-hand';
import type { Engine, Run } from './engine';
import { guards } from './guards';
import { leftOutOf } from './left-out';
import { runGuards } from './preflight';
import type { GuardVerdict } from './rollout-types';

/** What a person is told before they do a step in the portal. */
export interface Guide {
  /** With every id in it that is known only while applying. */
  readonly step: Step;
  /** Checks that would stop the app here now: nobody is led into a step it would refuse. */
  readonly against: readonly GuardVerdict[];
  /** People of the step who are not to be touched now, with the code of why. */
  readonly leftOut: ReadonlyMap<string, string>;
}

/**
 * The checks before a step, for somebody who would do it by hand; nothing is written down. Failures:
 * `input/unknown-step`, `step/needs-person` (an id it needs is not known), those of reading.
 */
export async function guideStep(
  engine: Engine,
  run: Run,
  stepId: string,
): Promise<Result<Guide, Failure>> {
  const planned = engine.plan.steps.find((one) => one.id === stepId);
  if (planned === undefined || !isWrite(planned)) {
    return err(failure('input/unknown-step', { step: stepId }));
  }
  if (byAppReason(planned) !== null) return ok({ step: planned, against: [], leftOut: new Map() });
  const step = resolveStep(planned, engine.refs);
  if (step === null) return err(failure('step/needs-person', { step: stepId }));
  const motion: HandMotion = { step, direction: 'forward', byHand: { text: '', by: '' } };
  const fresh = await engine.fresh.get(run.signal);
  if (!fresh.ok) return fresh;
  const asked = guardsByHand(Object.keys(guards));
  const verdicts = await runGuards(engine, run, motion, fresh.value, asked);
  const against = verdicts.filter((one) => one.verdict !== 'yes');
  const open = openItems(engine, motion);
  const leftOut = await leftOutOf(engine, run, motion, fresh.value, open);
  return leftOut.ok ? ok({ step, against, leftOut: leftOut.value }) : leftOut;
}
