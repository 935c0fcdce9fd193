import { failure, type Failure } from '../../shared/diagnostic';
import type { Step } from '../../shared/plan/step';
import { reverseOf } from '../../shared/plan/step-requests';
import { err, ok, type Result } from '../../shared/result';
import { applyStep } from './apply-step';
import { stepsOfPerson } from './back-parts';
import type { Engine, Run } from './engine';
import { personStepId, type RollBackEnd } from './roll-back-range';
import type { Said } from './said-back';
import { settleForward } from './settle-forward';

/**
 * One person back to what each step found them at, the newest step first: per-user MFA comes back
 * before they leave the group that a policy is for. Steps over people alone; what acts on everybody
 * stays. Each goes under an id of its own, so that the steps of the plan stay done for the others.
 */
export async function rollPersonBack(
  engine: Engine,
  run: Run,
  userId: string,
  series: number,
  said: Said,
): Promise<Result<RollBackEnd, Failure>> {
  let stepsDone = 0;
  let last: string | null = null;
  for (const step of stepsOfPerson(engine, userId)) {
    if (run.signal.aborted) return err(failure('step/cancelled', { step: step.id }));
    const settled = await settleForward(engine, run, step, engine.log.state(step.id));
    if (!settled.ok) return settled;
    if (!isChanged(engine, step, userId)) continue;
    // A person said to leave them so here, and to go on.
    const own = personStepId(series, step.id);
    if (engine.log.state(own).status === 'SKIPPED') continue;
    if (said.isLeft(step.id, userId) || said.isLeft(step.id, null)) {
      const body = { dir: 'back', why: 'moved' } as const;
      const told = await engine.log.append({ type: 'skipped', stepId: own, item: null, body });
      if (!told.ok) return told;
      continue;
    }
    const taken = await takeBack(engine, run, step, userId, series, said);
    if (!taken.ok) return taken;
    stepsDone += 1;
    last = step.id;
  }
  return ok({ last, stepsDone });
}

function isChanged({ log }: Engine, step: Step, userId: string): boolean {
  return log.state(step.id).changedItems.has(userId);
}

async function takeBack(
  engine: Engine,
  run: Run,
  step: Step,
  userId: string,
  series: number,
  said: Said,
): Promise<Result<void, Failure>> {
  const reverse = reverseOf(step);
  const items = (reverse?.items ?? []).filter((item) => item.userId === userId);
  if (reverse === null || items.length === 0) {
    return err(failure('step/needs-person', { step: step.id }));
  }
  const own = { ...said.over({ ...reverse, items }), id: personStepId(series, step.id) };
  const done = await applyStep(engine, run, { step: own, direction: 'back' });
  // Named as the plan's step it takes back: that is where a person looks for it.
  if (!done.ok) {
    const { code, values } = done.failure;
    return err(failure(code, { ...values, step: step.id }));
  }
  // Nobody is called taken back who was not read back.
  if (engine.log.state(own.id).items.get(userId) !== 'verified') {
    return err(failure('step/needs-person', { step: step.id }));
  }
  const { direction } = engine.log.state(step.id);
  return engine.log.append({
    type: 'skipped',
    stepId: step.id,
    item: userId,
    body: { dir: direction, why: 'takenBack' },
  });
}
