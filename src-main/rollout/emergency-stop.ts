import { failure, type Failure } from '../../shared/diagnostic';
import { freshlyOn, stopStepId, stopSteps } from '../../shared/plan/emergency-stop';
import type { StepState } from '../../shared/journal/step-state';
import type { Step } from '../../shared/plan/step';
import { err, ok, type Result } from '../../shared/result';
import { applyStep } from './apply-step';
import type { Engine, Run } from './engine';
import { leaveToStop } from './leave-to-stop';
import { clearedPeople, leftWithoutMfa, restoreSteps } from './left-without-mfa';
import { enabledIds, loosenAll, type StoppedPolicy } from './loosen-all';
import { noteRecovery } from './note-recovery';
import { tenantRefusal } from './right-tenant';

export interface StopRequest {
  readonly by: string;
  readonly how: 'cli' | 'window';
  /** Gives per-user MFA back to people whom the stop leaves with nothing. */
  readonly restore: boolean;
}

export interface StopOutcome {
  readonly policies: readonly StoppedPolicy[];
  /** People whom nothing asks for MFA now; null: could not be read. */
  readonly left: readonly string[] | null;
  readonly restorable: readonly string[];
  /** How many got per-user MFA back; null: nobody asked for it. */
  readonly restored: number | null;
  /** Why somebody did not; the first reason there was. */
  readonly restoreFailure: Failure | null;
}

type Restored = Pick<StopOutcome, 'restored' | 'restoreFailure'>;

/**
 * Loosens at once what this rollout enforced, also on drift, and says whom that leaves with nothing
 * (execution.md 3.7). What could not be loosened is named, with its reason; nothing is called
 * report-only that was not read back. Failures: `store/locked`, `store/halted`, `plan/wrong-tenant`,
 * those of reading the tenant's id.
 */
export async function emergencyStop(
  engine: Engine,
  run: Run,
  asked: StopRequest,
): Promise<Result<StopOutcome, Failure>> {
  const other = await tenantRefusal(engine);
  if (other !== null) return err(other);
  const number = engine.log.entries.filter((entry) => entry.type === 'emergency').length + 1;
  const stateOf = (stepId: string): StepState => engine.log.state(stepId);
  const steps = stopSteps(engine.plan, stateOf, engine.refs, number);
  const fresh = freshlyOn(engine.plan, stateOf, engine.refs);
  const told = await engine.log.append({
    type: 'emergency',
    stepId: null,
    item: null,
    body: { by: asked.by, how: asked.how, policies: steps.map((step) => step.target.id) },
  });
  if (!told.ok) return told;
  const recovered = await noteRecovery(engine);
  if (!recovered.ok) return recovered;
  const before = await enabledIds(engine);
  // Not read, or turned on right now: the write does no harm where it is not on.
  const isOff = ({ target }: Step): boolean =>
    before !== null && !before.has(target.id.toLowerCase()) && !fresh.has(target.id.toLowerCase());
  const refusal = await leaveToStop(engine, {
    loosens: !steps.every(isOff),
    restores: asked.restore && clearedPeople(engine).length > 0,
  });
  const loosened = await loosenAll(engine, run, { steps, isOff, fresh, refusal });
  if (!loosened.ok) return loosened;
  const { policies, isShut } = loosened.value;
  engine.fresh.invalidate();
  // Reading waits like writing: what a person has to do by hand is said at once.
  const people = isShut ? null : await leftWithoutMfa(engine, run);
  const base = { policies, left: people?.ok === true ? people.value.left : null };
  const restorable = people?.ok === true ? people.value.restorable : [];
  if (!asked.restore) return ok({ ...base, restorable, restored: null, restoreFailure: null });
  if (refusal !== null) {
    const restoreFailure = restorable.length === 0 ? null : refusal;
    return ok({ ...base, restorable, restored: 0, restoreFailure });
  }
  if (people === null) {
    const restoreFailure = policies.find((one) => one.failure !== null)?.failure ?? null;
    return ok({ ...base, restorable, restored: 0, restoreFailure });
  }
  const restored = await restore(engine, run, asked, restorable, number);
  if (!restored.ok) return restored;
  const after = await leftWithoutMfa(engine, run);
  return ok({
    policies,
    left: after.ok ? after.value.left : null,
    restorable: after.ok ? after.value.restorable : [],
    ...restored.value,
  });
}

async function restore(
  engine: Engine,
  run: Run,
  asked: StopRequest,
  userIds: readonly string[],
  stop: number,
): Promise<Result<Restored, Failure>> {
  const { planHash, tenant } = engine.plan;
  const stops = engine.store.journal.stopRequests(engine.log.rolloutId, 0);
  const approved = await engine.log.append({
    type: 'approved',
    stepId: null,
    item: null,
    body: {
      planHash,
      tenant: tenant.id,
      by: asked.by,
      how: 'stop',
      for: 'rollBack',
      account: engine.source.signedInUserId?.toLowerCase() ?? null,
      snapshotTakenAt: engine.plan.snapshotTakenAt,
      stopSeen: stops.at(-1)?.id ?? 0,
    },
  });
  if (!approved.ok) return approved;
  let restored = 0;
  let restoreFailure: Failure | null = null;
  const idOf = (place: number): string => `${stopStepId(stop, place)}r`;
  // One who is refused keeps nobody else waiting: the others get theirs back all the same.
  for (const { step, of } of restoreSteps(engine, userIds, idOf)) {
    const done = await applyStep(engine, run, { step, direction: 'back' });
    if (!done.ok && done.failure.code === 'store/halted') return done;
    if (!done.ok) {
      const { code, values } = done.failure;
      restoreFailure ??= failure(code, { ...values, step: of });
    }
    const states = [...engine.log.state(step.id).items.values()];
    // Taken by Graph is not read back yet: nobody counts as given back before.
    restored += states.filter((state) => state === 'verified').length;
  }
  return ok({ restored, restoreFailure });
}
