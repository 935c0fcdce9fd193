import type { Failure } from '../../shared/diagnostic';
import { ok, type Result } from '../../shared/result';
import type { Engine, Motion, Run } from './engine';
import type { Fresh } from './fresh-data';
import { registeredPeople } from './registered-people';

/**
 * People of a clearing step for whom its gate was opened by a person's word and not by their
 * registering: they keep per-user MFA. Without such a word nobody.
 */
export async function notRegistered(
  engine: Engine,
  run: Run,
  motion: Motion,
  fresh: Fresh,
): Promise<Result<ReadonlySet<string>, Failure>> {
  const { step, direction } = motion;
  const nobody = ok(new Set<string>());
  if (step.kind !== 'perUserMfa.set' || direction === 'back') return nobody;
  const { steps } = engine.plan;
  const place = steps.findIndex((one) => one.id === step.id);
  const gate = steps[place - 1];
  if (gate?.gate?.figure !== 'registered' || gate.purpose !== step.purpose) return nobody;
  const opened = engine.log.ofStep(gate.id).findLast((entry) => entry.type === 'done');
  if (opened?.body['how'] !== 'evidence') return nobody;
  const userIds = gate.gate.userIds ?? [];
  const ready = await registeredPeople(engine, run, fresh, userIds);
  if (!ready.ok) return ready;
  return ok(new Set(userIds.filter((userId) => !ready.value.ready.has(userId))));
}
