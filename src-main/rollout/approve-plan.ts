import { failure, type Failure } from '../../shared/diagnostic';
import { needsSecondPerson } from '../../shared/plan/plan';
import { resolveStep } from '../../shared/plan/references';
import { err, ok, type Result } from '../../shared/result';
import { accountOfRollout, isOwnApproval, otherAccount, type ApprovedFor } from './approval';
import { approveSecond } from './approve-second';
import { driftFailure } from './drift-failure';
import type { Engine, Run } from './engine';
import { positionOf } from './preflight';
import { readLive } from './read-live';
import { reopenStopped } from './reopen-stopped';
import { carriedOverKey } from '../store/setting-store';
import { secondApprovalFor } from './second-approval';

export interface ApprovalRequest {
  readonly planHash: string;
  /** Who says so, as the journal keeps it. */
  readonly by: string;
  readonly how: 'cli' | 'window';
  readonly for: ApprovedFor;
  /** Takes the rollout over from the account it belongs to. */
  readonly handOver?: boolean;
}

/** Data this much in the future was not read by a clock we can believe. */
const futureMs = 5 * 60_000;

/**
 * Freezes a plan by its hash, and with it what the hash leaves out: the account, and when the
 * tenant was read. Approving again renews: it ends old age and a stop, and then what the stop undid
 * is done again. It ends drift only where the object holds again what the plan expects; for going
 * back it is not asked. Where the plan asks for two people, another account's approval counts as the
 * second one, and the first is not taken without it. Failures:
 * `plan/hash-mismatch`, `plan/second-approval`, `plan/same-approver`, `plan/second-not-administrator`, `auth/account-mismatch`, `step/drift`, `plan/stale`, those of reading.
 */
export async function approvePlan(
  engine: Engine,
  run: Pick<Run, 'signal'>,
  asked: ApprovalRequest,
): Promise<Result<void, Failure>> {
  const { plan, source, log } = engine;
  if (asked.planHash !== plan.planHash) {
    return err(failure('plan/hash-mismatch', { expected: plan.planHash, actual: asked.planHash }));
  }
  const now = await engine.clock.serverNow();
  const takenAt = Date.parse(plan.snapshotTakenAt);
  if (Number.isNaN(takenAt) || takenAt > now + futureMs) {
    return err(failure('plan/stale', { taken: plan.snapshotTakenAt }));
  }
  if (engine.store.settings.get(carriedOverKey) === plan.snapshotTakenAt) {
    // Without the record of what was changed since, nothing is written on it (execution.md 1.4).
    return err(failure('plan/stale', { why: 'damaged' }));
  }
  const account = source.signedInUserId?.toLowerCase() ?? null;
  // A second person's yes begins nothing: where it comes first, the rollout is still nobody's.
  const isBegun = plan.operatorId !== null || log.entries.some(isOwnApproval);
  const other = isBegun ? otherAccount(engine) : null;
  if (other !== null && asked.handOver !== true) {
    return needsSecondPerson(plan) ? approveSecond(engine, run, { ...asked, account }) : err(other);
  }
  if (asked.for === 'apply') {
    const drift = await standingDrift(engine);
    if (!drift.ok) return drift;
  }
  const second = secondApprovalFor(engine, account, now, asked.for);
  if (!second.ok) return second;
  const stops = engine.store.journal.stopRequests(log.rolloutId, 0);
  const entry = entryOfPlan;
  return log.append(
    ...(other !== null
      ? [
          {
            ...entry,
            type: 'handover' as const,
            body: { from: accountOfRollout(engine), to: account, by: asked.by },
          },
        ]
      : []),
    ...(asked.for === 'apply' ? reopenStopped(engine) : []),
    {
      ...entry,
      type: 'approved' as const,
      body: {
        planHash: asked.planHash,
        tenant: plan.tenant.id,
        by: asked.by,
        how: asked.how,
        for: asked.for,
        account,
        ...(second.value === null
          ? {}
          : {
              second: second.value.account,
              secondAt: second.value.at,
              secondBy: second.value.by,
            }),
        snapshotTakenAt: plan.snapshotTakenAt,
        stopSeen: stops.at(-1)?.id ?? 0,
      },
    },
  );
}

const entryOfPlan = { stepId: null, item: null } as const;

/** Drift on the way forward is settled by the object itself: it holds what the plan expects again. */
async function standingDrift(engine: Engine): Promise<Result<void, Failure>> {
  for (const step of engine.plan.steps) {
    const state = engine.log.state(step.id);
    if (state.status !== 'DRIFT' || state.direction !== 'forward') continue;
    const resolved = resolveStep(step, engine.refs);
    if (resolved === null) return err(failure('step/needs-person', { step: step.id }));
    const live = await readLive(engine, resolved);
    if (!live.ok) return live;
    const position = positionOf(engine, { step: resolved, direction: 'forward' }, live.value);
    if (position === 'other' || position === 'doubled') {
      return err(driftFailure(engine, step));
    }
  }
  return ok(undefined);
}
