import type { Failure } from '../../shared/diagnostic';
import type { ConditionalAccessPolicy } from '../../shared/entra/conditional-access-policy';
import type { Step } from '../../shared/plan/step';
import { ok, type Result } from '../../shared/result';
import { appearedPolicyStep, turnAppearedOff } from './appeared-policy';
import type { Engine, Run } from './engine';
import { microsoftsOwn } from './microsofts-own';
import type { Sender } from './sender';
import { policiesNow } from './switch-judge';
import { entryOf } from './switch-parts';
import { calm } from './switch-write';

/** Seconds between looks at the list: what was turned off reads so only after a while. */
const looks = [2, 3, 5, 10, 20];

/**
 * Microsoft makes policies of its own once security defaults go off, on and for everybody (O15):
 * they are turned off, for nobody approved them. Answers the names of policies that are on and that
 * the plan has never seen; null: the list could not be read.
 */
export async function turnNewOff(
  engine: Engine,
  run: Run,
  on: Step,
  sender: Sender,
): Promise<Result<readonly string[] | null, Failure>> {
  const found = await newOn(engine);
  if (found === null) return ok(null);
  if (found.length === 0) return ok([]);
  const policies = found.map(({ id, state }) => ({ id, state }));
  const noted = await engine.log.append(
    entryOf(on, 'note', 'back', { what: 'appeared', policies }),
  );
  if (!noted.ok) return noted;
  // Whose they are only a reading tells; without one they stay, and a person is told.
  const fresh = await engine.fresh.get(run.urgent);
  const own = fresh.ok ? microsoftsOwn(fresh.value) : new Set<string>();
  const microsofts = found.filter(({ id }) => own.has(id.toLowerCase()));
  for (const [place, policy] of microsofts.entries()) {
    const step = appearedPolicyStep(on.id, policy, place);
    const sent = await turnAppearedOff(engine, run, { step, direction: 'back' }, sender);
    if (!sent.ok) return sent;
  }
  const left = microsofts.length === 0 ? found : await leftOn(engine, run, on, own);
  engine.fresh.invalidate();
  return ok(left?.map(({ id, displayName }) => displayName ?? id) ?? null);
}

/** What is on after a while; null: not read. */
async function leftOn(
  engine: Engine,
  run: Run,
  on: Step,
  own: ReadonlySet<string>,
): Promise<readonly ConditionalAccessPolicy[] | null> {
  let left: readonly ConditionalAccessPolicy[] | null = null;
  let equal = 0;
  for (const seconds of looks) {
    run.onEvent({ kind: 'wait', stepId: on.id, seconds });
    await engine.clock.sleep(seconds * 1000, calm);
    left = await newOn(engine);
    equal = left?.every(({ id }) => !own.has(id.toLowerCase())) === true ? equal + 1 : 0;
    if (equal >= 3) break;
  }
  return left;
}

/** Policies that are on and were not there when the plan was made; null: not read. */
async function newOn(engine: Engine): Promise<readonly ConditionalAccessPolicy[] | null> {
  const { conditionalAccess } = engine.plan.baseline;
  const policies = await policiesNow(engine);
  if (policies === null || conditionalAccess.kind !== 'read') return null;
  const known = new Set([
    ...conditionalAccess.value.map(({ id }) => id.toLowerCase()),
    ...engine.plan.steps.flatMap((step) => engine.refs.created(step.id)?.toLowerCase() ?? []),
  ]);
  return policies.filter(({ id, state }) => state === 'enabled' && !known.has(id.toLowerCase()));
}
