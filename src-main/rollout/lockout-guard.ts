import { failure } from '../../shared/diagnostic';
import { judgeGuardrails, type GuardrailVerdict } from '../../shared/lockout/guardrails';
import { applyStep, type TenantImage } from '../../shared/plan/post-image';
import { resolveStep } from '../../shared/plan/references';
import type { Engine } from './engine';
import type { Guard } from './guard';
import { isStop, madeWorse } from './made-worse';
import { onlyGives, onlyLeavesOut } from './step-facts';

/** G8: emergency access and the operator survive, by two evaluators, on the tenant after the step. */
export const nobodyLockedOut: Guard = ({ engine, motion, fresh, now }) => {
  if (onlyGives(motion.step)) return null;
  if (fresh === null) return failure('plan/snapshot-incomplete', { source: 'users' });
  const steps = (motion.bundle ?? [motion.step]).map((step) => resolveStep(step, engine.refs));
  const known = steps.filter((step) => step !== null);
  if (known.length < steps.length) return failure('step/needs-person', { step: motion.step.id });
  const judge = (image: TenantImage): GuardrailVerdict =>
    judgeGuardrails({
      image,
      people: fresh.people,
      emergencyAccess: emergencyAccessOf(engine),
      operatorId: engine.source.signedInUserId,
      now: new Date(now).toISOString(),
    });
  const after = judge(known.reduce(applyStep, fresh.image));
  if (after.ok) return null;
  // A roll back must stay possible: only what it would itself make worse refuses it. So must leaving
  // out who is stopped, one policy after the other; the accounts themselves are judged there too.
  const worse = madeWorse(judge(fresh.image).failures, after.failures);
  if (motion.direction === 'back') return worse[0] ?? null;
  const isMending = onlyLeavesOut(motion.step);
  const held = after.failures.filter((one) => !isMending || !isStop(one) || worse.includes(one));
  return held[0] ?? null;
};

/** Declared accounts: those of the plan, and those named and checked since. */
export function emergencyAccessOf(engine: Engine): readonly string[] {
  const ids = new Set(engine.plan.emergencyAccess);
  for (const step of engine.plan.steps) {
    if (step.purpose !== 'emergencyAccess' || step.kind !== 'manual') continue;
    for (const id of engine.log.state(step.id).evidence ?? []) ids.add(id);
  }
  return [...ids].sort();
}
