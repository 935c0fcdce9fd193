import type { ConditionalAccessPolicy } from '../../shared/entra/conditional-access-policy';
import { isExcluded, readUserCondition } from '../../shared/assess/policy-scope';
import { failure } from '../../shared/diagnostic';
import { scopeInImage } from '../../shared/plan/image-scope';
import type { Step } from '../../shared/plan/step';
import { appearedPolicyStep, turnAppearedOff } from './appeared-policy';
import type { Engine, Motion, Run, StepEnd } from './engine';
import type { Fresh } from './fresh-data';
import { freshGround } from './fresh-ground';
import { emergencyAccessOf } from './lockout-guard';
import { microsoftsOwn } from './microsofts-own';
import { guardBody, pause, runGuards } from './preflight';
import type { Sender } from './sender';
import { entryOf } from './switch-parts';
import { whyOpen } from './unread-since';
import { watchOff } from './watch-appeared';

/**
 * Turns off what Microsoft made by itself when security defaults went off: on, for everybody, and
 * without an exclusion for emergency access. One that a person has taken over by excluding those
 * accounts stays. Each is a write of its own; repeating the whole does no harm.
 */
export async function applyAppeared(
  engine: Engine,
  run: Run,
  step: Step,
  sender: Sender,
): Promise<StepEnd> {
  const whole: Motion = { step, direction: 'forward' };
  const fresh = await freshGround(engine, run.signal);
  if (!fresh.ok) return fresh.failure.code === 'step/cancelled' ? fresh : pauseOn(fresh.failure);
  const found = unwanted(engine, fresh.value);
  const steps = found.map((policy, place) => appearedPolicyStep(step.id, policy, place));
  const verdicts = await runGuards(engine, run, { ...whole, bundle: steps }, fresh.value);
  const refusal = verdicts.find((one) => one.verdict !== 'yes')?.failure;
  if (refusal) return pause(engine, whole, refusal, verdicts);
  const ids = found.map(({ id }) => id);
  const begun = await engine.log.append(
    entryOf(step, 'preflight', 'forward', { guards: guardBody(verdicts) }),
    entryOf(step, 'intent', 'forward', { policies: ids }),
  );
  if (!begun.ok) return begun;
  for (const one of steps) {
    const motion: Motion = { step: one, direction: 'forward' };
    const sent = await turnAppearedOff(engine, run, motion, sender, run.signal);
    if (!sent.ok) return sent;
    if (sent.value.kind !== 'acked') return pauseOn(sent.value.failure);
  }
  const seen = await watchOff(engine, run, step.id, ids);
  if (seen.kind === 'unsure') {
    return pauseOn(failure('step/outcome-unknown', { step: step.id, ...whyOpen(seen.unread) }));
  }
  engine.fresh.invalidate();
  return engine.log.append(
    entryOf(step, 'verified', 'forward', { policies: ids }),
    entryOf(step, 'done', 'forward'),
  );

  function pauseOn(reason: Parameters<typeof pause>[2]): Promise<StepEnd> {
    return pause(engine, whole, reason, []);
  }
}

/** Microsoft's own that are on, new since the plan's reading, and bind an emergency access account. */
function unwanted(engine: Engine, fresh: Fresh): readonly ConditionalAccessPolicy[] {
  const own = microsoftsOwn(fresh);
  const { conditionalAccess } = engine.plan.baseline;
  const known = new Set(
    conditionalAccess.kind === 'read'
      ? conditionalAccess.value.map(({ id }) => id.toLowerCase())
      : [],
  );
  const accounts = emergencyAccessOf(engine).map((id) => fresh.people.get(id));
  return (fresh.image.conditionalAccess ?? []).filter((policy) => {
    const id = policy.id.toLowerCase();
    if (policy.state !== 'enabled' || !own.has(id) || known.has(id)) return false;
    const users = readUserCondition(policy);
    return !accounts.every(
      (person) =>
        person !== undefined &&
        users !== null &&
        isExcluded(users, scopeInImage(fresh.image, person)) === true,
    );
  });
}
