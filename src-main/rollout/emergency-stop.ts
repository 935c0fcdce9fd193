import { failure, type Failure } from '../../shared/diagnostic';
import { isJsonObject } from '../../shared/json';
import { freshlyOn, stopStepId, stopSteps } from '../../shared/plan/emergency-stop';
import type { StepState } from '../../shared/journal/step-state';
import type { Step } from '../../shared/plan/step';
import { err, ok, type Result } from '../../shared/result';
import { readTenantId } from '../graph/open-source';
import { readList } from '../graph/paging';
import { reads } from '../graph/reads';
import { markAlready, markLoosened } from './apply-loosening';
import { applyStep, applyStopStep } from './apply-step';
import type { Engine, Run } from './engine';
import { leaveToStop } from './leave-to-stop';
import { clearedPeople, leftWithoutMfa, restoreSteps } from './left-without-mfa';

export interface StopRequest {
  readonly by: string;
  readonly how: 'cli' | 'window';
  /** Gives per-user MFA back to people whom the stop leaves with nothing. */
  readonly restore: boolean;
}

export interface StoppedPolicy {
  readonly id: string;
  readonly name: string;
  /** `open`: still enabled, or not read back; a person must do it in the portal. */
  readonly state: 'reportOnly' | 'wasOff' | 'open';
  readonly failure: Failure | null;
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

/** Seconds between looks at the list of policies, after the last write. */
const looks = [2, 3, 5, 10, 20, 20];

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
  const tenant = await readTenantId(engine.graph);
  if (!tenant.ok) return tenant;
  const expected = engine.plan.tenant.id.toLowerCase();
  if (tenant.value !== expected) {
    return err(failure('plan/wrong-tenant', { expected, tenant: tenant.value ?? '–' }));
  }
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
  const before = await enabledIds(engine);
  // Not read, or turned on right now: the write does no harm where it is not on.
  const isOff = ({ target }: Step): boolean =>
    before !== null && !before.has(target.id.toLowerCase()) && !fresh.has(target.id.toLowerCase());
  const refusal = await leaveToStop(engine, {
    loosens: !steps.every(isOff),
    restores: asked.restore && clearedPeople(engine).length > 0,
  });
  const policies = await loosenAll(engine, run, { steps, isOff, fresh, refusal });
  if (!policies.ok) return policies;
  engine.fresh.invalidate();
  const people = await leftWithoutMfa(engine, run);
  const base = { policies: policies.value, left: people.ok ? people.value.left : null };
  const restorable = people.ok ? people.value.restorable : [];
  if (!asked.restore) return ok({ ...base, restorable, restored: null, restoreFailure: null });
  if (refusal !== null) {
    const restoreFailure = restorable.length === 0 ? null : refusal;
    return ok({ ...base, restorable, restored: 0, restoreFailure });
  }
  const restored = await restore(engine, run, asked, restorable, number);
  if (!restored.ok) return restored;
  const after = await leftWithoutMfa(engine, run);
  return ok({
    policies: policies.value,
    left: after.ok ? after.value.left : null,
    restorable: after.ok ? after.value.restorable : [],
    ...restored.value,
  });
}

interface Loosening {
  readonly steps: readonly Step[];
  readonly isOff: (step: Step) => boolean;
  readonly fresh: ReadonlyMap<string, 'arrived' | 'mayArrive'>;
  /** Why nothing can be sent; null: it can. */
  readonly refusal: Failure | null;
}

async function loosenAll(
  engine: Engine,
  run: Run,
  { steps, isOff, fresh, refusal }: Loosening,
): Promise<Result<readonly StoppedPolicy[], Failure>> {
  const failures = new Map<string, Failure>();
  const sent: Step[] = [];
  const off: Step[] = [];
  for (const step of steps) {
    if (isOff(step)) {
      const told = await markAlready(engine, step);
      if (!told.ok) return told;
      off.push(step);
      continue;
    }
    if (refusal !== null) continue;
    const done = await applyStopStep(engine, run, step);
    if (!done.ok && done.failure.code === 'store/halted') return done;
    if (done.ok) sent.push(step);
    else failures.set(step.id, done.failure);
    run.onEvent({ kind: 'step', stepId: step.id, status: engine.log.state(step.id).status });
  }
  const looked = [...sent, ...steps.filter((step) => failures.has(step.id))];
  const unsure = new Set([...fresh].flatMap(([id, how]) => (how === 'mayArrive' ? [id] : [])));
  // Where nothing was sent there is nothing to look for: a person does it by hand, now.
  const all = new Set(steps.map((step) => step.id));
  const open = refusal === null ? await readBack(engine, run, looked, unsure) : ok(all);
  if (!open.ok) return open;
  const wasOff = new Set(off);
  return ok(
    steps.map((step) => {
      const isOpen = open.value.has(step.id) && !wasOff.has(step);
      return {
        id: step.target.id,
        name: step.target.name,
        state: wasOff.has(step) ? 'wasOff' : isOpen ? 'open' : 'reportOnly',
        failure: isOpen ? (refusal ?? failures.get(step.id) ?? null) : null,
      };
    }),
  );
}

/**
 * Looks until none of them is enabled any more; answers those that still are, or were not seen. One
 * whose turning on may still arrive is looked at to the end, a minute after the last write, and
 * loosened again where it did.
 */
async function readBack(
  engine: Engine,
  run: Run,
  steps: readonly Step[],
  unsure: ReadonlySet<string>,
): Promise<Result<ReadonlySet<string>, Failure>> {
  const open = new Map(steps.map((step) => [step.id, step]));
  for (const [turn, seconds] of looks.entries()) {
    if (open.size === 0) break;
    const isLast = turn === looks.length - 1;
    await engine.clock.sleep(seconds * 1000, run.signal);
    const enabled = await enabledIds(engine);
    if (enabled === null) continue;
    for (const step of [...open.values()]) {
      const id = step.target.id.toLowerCase();
      if (enabled.has(id)) {
        const again = unsure.has(id) ? await applyStopStep(engine, run, step) : ok(undefined);
        if (!again.ok && again.failure.code === 'store/halted') return again;
        continue;
      }
      if (unsure.has(id) && !isLast) continue;
      open.delete(step.id);
      const told = await markLoosened(engine, step);
      if (!told.ok) return told;
    }
  }
  return ok(new Set(open.keys()));
}

/** Ids of the policies that are enabled now; null: the list could not be read. */
async function enabledIds(engine: Engine): Promise<ReadonlySet<string> | null> {
  const list = await readList(engine.graph, reads.conditionalAccess.url);
  if (list.kind !== 'rows') return null;
  const ids = new Set<string>();
  for (const row of list.rows) {
    if (!isJsonObject(row) || typeof row['id'] !== 'string') return null;
    const { state } = row;
    // Anything but the two states that enforce nothing counts as enforcing.
    if (state !== 'disabled' && state !== 'enabledForReportingButNotEnforced') {
      ids.add(row['id'].toLowerCase());
    }
  }
  return ids;
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
    restored += states.filter((state) => state === 'verified' || state === 'acked').length;
  }
  return ok({ restored, restoreFailure });
}
