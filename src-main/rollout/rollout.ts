import { failure, type Failure } from '../../shared/diagnostic';
import type { MovedItem } from '../../shared/journal/drift-choice';
import type { JournalEntry } from '../../shared/journal/journal-entry';
import { planHashOf } from '../../shared/plan/plan-file';
import { err, ok, type Result } from '../../shared/result';
import type { Source } from '../graph/source';
import { everySecond } from '../ports/system-clock';
import type { ChainState } from '../store/journal-store';
import type { TenantStore } from '../store/open-store';
import { takeTenantLock, type TenantLock } from '../store/tenant-lock';
import { applyPlan, heldAtStart } from './apply-plan';
import { approvePlan, type ApprovalRequest } from './approve-plan';
import { approveSecond, type SecondRequest } from './approve-second';
import { changeGroup, type GroupChangeRequest } from './change-group';
import { confirmStep, type Confirmation } from './confirm-step';
import { guideStep, type Guide } from './guide-step';
import { emergencyStop, type StopOutcome, type StopRequest } from './emergency-stop';
import { JournalLog } from './journal-log';
import { targetsOfStop, type StopTarget } from './known-off';
import type { Motion } from './engine';
import { makeEngine, type EngineParts } from './make-engine';
import { namedAccounts } from './named-accounts';
import { moveOf } from './move-of';
import { newcomersOf } from './newcomers';
import { lookAtGroups, type OwnGroup } from './own-groups';
import { runGuards } from './preflight';
import { toRow, type PreflightRow } from './preflight-row';
import { noRun, OneRun, type RunOptions } from './one-run';
import { pacingMemory } from './pacing-memory';
import { openMove, recoverMove } from './recover-move';
import { movedSince, rollBackSteps } from './roll-back';
import type { RollBackRange } from './roll-back-range';
import { currentRollout, distrustOf } from './rollout-record';
import type { ApprovedFor } from './approval';
import { secondOf, type SecondApproval } from './second-approval';
import { settleStep, type Settlement } from './settle-step';
import { motionsOf } from './switch-preflight';
import { withStopWatch } from './watch-stop';
import { statusOf, type RolloutStatus } from './rollout-status';
import type { OutsideWindow } from './start-window';
import type { ApplyOutcome, RolloutEvent, Until } from './rollout-types';

export type { ApplyOutcome, RolloutEvent, Until } from './rollout-types';
export type { PreflightRow } from './preflight-row';
export type { RolloutStatus } from './rollout-status';

export interface RolloutDeps extends EngineParts {
  /** Null: only to look; nothing is locked and nothing can be sent. */
  readonly source: Source | null;
  /** Calls once a second until its answer is called. */
  everySecond?(call: () => void): () => void;
}

export interface ApplyOptions {
  readonly until: Until;
  /** Starts although the schedule is closed. */
  readonly outside?: OutsideWindow;
  readonly signal: AbortSignal;
  onEvent(event: RolloutEvent): void;
}

export type RollBackOptions = RollBackRange & RunOptions;

/** One plan on one tenant: look, approve, apply, confirm, take back. */
export interface Rollout {
  status(): RolloutStatus;
  /** An offset past the end gives the last `limit` entries. */
  entries(offset: number, limit: number): readonly JournalEntry[];
  verifyChain(): ChainState;
  /** Needs the tenant: what drifted is looked at again. */
  approve(a: ApprovalRequest): Promise<Result<void, Failure>>;
  /** Another person's yes, where the plan asks for two; they signed in for this alone. */
  approveSecond(a: SecondRequest): Promise<Result<void, Failure>>;
  /** Whose second approval counts this way now, as far as can be told without asking the tenant. */
  second(way: ApprovedFor): SecondApproval | null;
  /** Settles what an earlier run left open, then goes on. A failure says why it stopped. */
  apply(o: ApplyOptions): Promise<Result<ApplyOutcome, Failure>>;
  /** A write done in the portal is read back meanwhile, which takes a while. */
  confirm(o: Confirmation & Partial<RunOptions>): Promise<Result<void, Failure>>;
  /** What stands against doing this step by hand now, and whom it leaves out. */
  guide(stepId: string): Promise<Result<Guide, Failure>>;
  /** Answers what only a person can tell: resend, adopt, or leave as it is. */
  settle(o: Settlement): Promise<Result<void, Failure>>;
  rollBack(o: RollBackOptions): Promise<Result<ApplyOutcome, Failure>>;
  /** What such a roll back would meet: moved since the plan wrote it, or not to be read. Read now. */
  movedSince(o: RollBackRange): Promise<Result<readonly MovedItem[], Failure>>;
  /** The groups this rollout made, and why each may be deleted or may not. */
  groups(): Promise<Result<readonly OwnGroup[], Failure>>;
  changeGroup(o: GroupChangeRequest & RunOptions): Promise<Result<void, Failure>>;
  /** A switch of what asks for MFA was cut in half: it is settled before anybody looks further. */
  needsRecovery(): boolean;
  recover(o: Pick<ApplyOptions, 'onEvent'>): Promise<Result<void, Failure>>;
  /** Emergency access accounts named and checked in this rollout: object ids. */
  namedEmergencyAccess(): readonly string[];
  /** Ends a run at its next boundary, then loosens at once what this rollout enforced. */
  /** Policies such a stop would loosen, newest first: what a person does by hand where we can't. */
  stopTargets(): readonly StopTarget[];
  stop(o: StopRequest & Pick<ApplyOptions, 'onEvent'>): Promise<Result<StopOutcome, Failure>>;
  preflight(stepId: string): Promise<readonly PreflightRow[]>;
  /** Why the schedule would hold the first write that is open up to here; null: it doesn't. */
  heldBySchedule(until: Until): Promise<Failure | null>;
  close(): void;
}

/**
 * Opens the rollout of a plan in a tenant's store. Failures: `store/locked` (somebody else may
 * write), `store/corrupt` and `store/short` (the journal cannot be believed),
 * `plan/hash-mismatch`, `plan/wrong-tenant`, `plan/other-plan-here`, store failures.
 */
export async function openRollout(d: RolloutDeps): Promise<Result<Rollout, Failure>> {
  const { store, plan, source } = d;
  if (planHashOf(plan, d.sha256) !== plan.planHash) {
    return err(
      failure('plan/hash-mismatch', {
        expected: plan.planHash,
        actual: planHashOf(plan, d.sha256),
      }),
    );
  }
  if (
    source !== null &&
    source.tenantId !== null &&
    source.tenantId !== plan.tenant.id.toLowerCase()
  ) {
    return err(failure('plan/wrong-tenant', { expected: plan.tenant.id, actual: source.tenantId }));
  }
  let lock: TenantLock | null = null;
  if (source !== null && store.mode === 'write') {
    const taken = takeTenantLock(d.stateDirectory);
    if (!taken.ok) return taken;
    lock = taken.value;
  }
  // Learns the server's time once, so that the first entries carry it.
  await source?.clock.serverNow();
  if (store.mode === 'write') source?.graph.keepPacing(pacingMemory(store.settings));
  if (store.journal.isLost(plan.planHash)) {
    lock?.release();
    return err(failure('store/short', { entry: '0' }));
  }
  const record = currentRollout(store, plan, lock === null ? null : () => d.randomId());
  if (!record.ok) {
    lock?.release();
    return record;
  }
  const distrust = lock === null ? null : distrustOf(store, record.value);
  if (distrust !== null) {
    lock?.release();
    return err(distrust);
  }
  if (lock !== null && source !== null) store.settings.set('rollout.graphUrl', source.graph.origin);
  return ok(makeRollout(d, record.value, lock));
}

function makeRollout(d: RolloutDeps, rolloutId: string | null, lock: TenantLock | null): Rollout {
  const { store, plan, source } = d;
  const ticks = d.everySecond ?? everySecond;
  const nowIso = async (): Promise<string> =>
    new Date((await source?.clock.serverNow()) ?? Date.now()).toISOString();
  const lastIso = (): string => new Date(source?.clock.now() ?? Date.now()).toISOString();
  const log = new JournalLog(store.journal, rolloutId ?? '', nowIso, lastIso, (entry) => {
    runs.tell({ kind: 'entry', entry });
    if (entry.stepId === null || entry.item !== null) return;
    runs.tell({ kind: 'step', stepId: entry.stepId, status: log.state(entry.stepId).status });
  });
  const engine = lock === null || source === null ? null : makeEngine(d, source, lock, log);
  // Between two pieces of work, on hold, the file may have been changed: no request leaves then.
  const runs = new OneRun(engine, () => store.halted ?? store.journal.recheck(log.rolloutId));

  return {
    status: () =>
      statusOf({
        plan,
        rolloutId,
        entries: log.entries,
        stateOf: (stepId) => log.state(stepId),
        isRunning: runs.isRunning,
        isHalted: store.halted !== null,
        until: textSetting(store, 'rollout.until'),
        graphUrl: textSetting(store, 'rollout.graphUrl'),
        newcomers: newcomersOf(store.settings, rolloutId),
      }),
    entries: (offset, limit) => {
      const start = Math.min(offset, Math.max(0, log.entries.length - limit));
      return log.entries.slice(start, start + limit);
    },
    verifyChain: () => (rolloutId === null ? { state: 'intact' } : store.journal.verify(rolloutId)),
    approve: (asked) => runs.during(noRun, (e, r) => approvePlan(e, r, asked)),
    approveSecond: (asked) => runs.during(noRun, (e, r) => approveSecond(e, r, asked)),
    second: (way) => {
      const first = source?.signedInUserId ?? plan.operatorId;
      const now = source?.clock.now() ?? Date.now();
      return secondOf({ plan, entries: log.entries }, first, now, way);
    },
    apply: (o) =>
      runs.during(o, (e, r) =>
        withStopWatch(e, r, ticks, (own) => applyPlan(e, own, o.until, o.outside)),
      ),
    confirm: (o) =>
      runs.during({ ...noRun, ...o }, (e, r) =>
        withStopWatch(e, r, ticks, (own) => confirmStep(e, own, o)),
      ),
    guide: (stepId) => runs.after(noRun, (e, r) => guideStep(e, r, stepId)),
    settle: (o) => runs.during(noRun, (e) => settleStep(e, o)),
    rollBack: (o) =>
      runs.during(o, (e, r) => withStopWatch(e, r, ticks, (own) => rollBackSteps(e, own, o))),
    movedSince: (range) => runs.during(noRun, (e) => movedSince(e, range)),
    groups: () => runs.during(noRun, async (e) => ok(await lookAtGroups(e))),
    changeGroup: (o) =>
      runs.during(o, (e, r) => withStopWatch(e, r, ticks, (own) => changeGroup(e, own, o))),
    needsRecovery: () => engine !== null && openMove(engine, plan) !== null,
    recover: (o) => runs.during({ ...noRun, onEvent: (event) => o.onEvent(event) }, recoverMove),
    namedEmergencyAccess: () => namedAccounts(plan, (stepId) => log.state(stepId)),
    stopTargets: () => targetsOfStop(plan, log, engine?.fresh.current ?? null),
    stop: (o) =>
      runs.stop(
        (event) => o.onEvent(event),
        (e, r) => emergencyStop(e, r, o),
      ),
    preflight: async (stepId) => {
      const step = plan.steps.find((one) => one.id === stepId);
      if (step === undefined || engine === null) return [];
      const fresh = await engine.fresh.get(noRun.signal);
      // Part of a move is judged as what it is part of, as it is when it is carried out.
      const move = moveOf(engine, step);
      const whole = move === null ? [] : motionsOf(move, 'forward');
      const alone: Motion = { step, direction: 'forward' };
      const motion = whole.find((one) => one.step.id === stepId) ?? alone;
      const rows = await runGuards(engine, noRun, motion, fresh.ok ? fresh.value : null);
      return rows.map(toRow);
    },
    heldBySchedule: async (until) =>
      engine === null ? null : heldAtStart(engine, until, await engine.clock.serverNow()),
    close: () => {
      runs.close();
      lock?.release();
    },
  };
}

function textSetting(store: TenantStore, key: string): string | null {
  const value = store.settings.get(key);
  return typeof value === 'string' ? value : null;
}
