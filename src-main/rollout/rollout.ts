import { failure, type Failure } from '../../shared/diagnostic';
import type { Sha256 } from '../../shared/ids';
import type { JournalEntry } from '../../shared/journal/journal-entry';
import type { Plan } from '../../shared/plan/plan';
import { planHashOf } from '../../shared/plan/plan-file';
import { err, ok, type Result } from '../../shared/result';
import type { Source } from '../graph/source';
import type { ChainState } from '../store/journal-store';
import type { TenantStore } from '../store/open-store';
import { takeTenantLock, type TenantLock } from '../store/tenant-lock';
import { applyPlan } from './apply-plan';
import { approvePlan, type ApprovalRequest } from './approve-plan';
import { confirmStep, type Confirmation } from './confirm-step';
import type { Engine, Run } from './engine';
import { FreshData } from './fresh-data';
import { emergencyAccessOf } from './guards';
import { JournalLog } from './journal-log';
import { runGuards } from './preflight';
import { rollBackSteps } from './roll-back';
import { writePlainKit } from './roll-back-kit';
import { currentRollout } from './rollout-record';
import { settleStep, type Settlement } from './settle-step';
import { statusOf, type RolloutStatus } from './rollout-status';
import type { ApplyOutcome, GuardVerdict, RolloutEvent, Until } from './rollout-types';

export type { ApplyOutcome, RolloutEvent, Until } from './rollout-types';
export type { RolloutStatus } from './rollout-status';

export interface RolloutDeps {
  /** Null: only to look; nothing is locked and nothing can be sent. */
  readonly source: Source | null;
  readonly store: TenantStore;
  readonly plan: Plan;
  readonly sha256: Sha256;
  /** 128 random bits as text. */
  randomId(): string;
  readonly stateDirectory: string;
  writeKit?(plan: Plan, directory: string): Promise<Result<void, Failure>>;
}

export interface ApplyOptions {
  readonly until: Until;
  readonly signal: AbortSignal;
  onEvent(event: RolloutEvent): void;
}

export interface RollBackOptions {
  readonly toStep: string | null;
  readonly ring?: number;
  readonly signal: AbortSignal;
  onEvent(event: RolloutEvent): void;
}

export interface PreflightRow {
  readonly guard: string;
  readonly verdict: GuardVerdict['verdict'];
  readonly detail: { readonly key: string; readonly values: Readonly<Record<string, string>> };
}

/** One plan on one tenant: look, approve, apply, confirm, take back. */
export interface Rollout {
  status(): RolloutStatus;
  /** An offset past the end gives the last `limit` entries. */
  entries(offset: number, limit: number): readonly JournalEntry[];
  verifyChain(): ChainState;
  /** Needs the tenant: what drifted is looked at again. */
  approve(a: ApprovalRequest): Promise<Result<void, Failure>>;
  /** Settles what an earlier run left open, then goes on. A failure says why it stopped. */
  apply(o: ApplyOptions): Promise<Result<ApplyOutcome, Failure>>;
  confirm(o: Confirmation): Promise<Result<void, Failure>>;
  /** Answers what only a person can tell: resend, adopt, or leave as it is. */
  settle(o: Settlement): Promise<Result<void, Failure>>;
  rollBack(o: RollBackOptions): Promise<Result<ApplyOutcome, Failure>>;
  preflight(stepId: string): Promise<readonly PreflightRow[]>;
  close(): void;
}

const noRun: Run = { signal: new AbortController().signal, onEvent: () => undefined };

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
    return err(failure('plan/wrong-tenant', { expected: plan.tenant.id, tenant: source.tenantId }));
  }
  let lock: TenantLock | null = null;
  if (source !== null && store.mode === 'write') {
    const taken = takeTenantLock(d.stateDirectory);
    if (!taken.ok) return taken;
    lock = taken.value;
  }
  // Learns the server's time once, so that the first entries carry it.
  await source?.clock.serverNow();
  const record = currentRollout(store, plan, lock === null ? null : () => d.randomId());
  if (!record.ok) {
    lock?.release();
    return record;
  }
  const chain = record.value === null ? null : store.journal.verify(record.value);
  if (chain !== null && chain.state !== 'intact' && lock !== null) {
    lock.release();
    const code = chain.state === 'short' ? 'store/short' : 'store/corrupt';
    return err(failure(code, { entry: String(chain.at) }));
  }
  if (lock !== null && source !== null) store.settings.set('rollout.graphUrl', source.graph.origin);
  return ok(makeRollout(d, record.value, lock));
}

function makeRollout(d: RolloutDeps, rolloutId: string | null, lock: TenantLock | null): Rollout {
  const { store, plan, source } = d;
  let run: Run | null = null;
  const nowIso = async (): Promise<string> =>
    new Date((await source?.clock.serverNow()) ?? Date.now()).toISOString();
  const lastIso = (): string => new Date(source?.clock.now() ?? Date.now()).toISOString();
  const log = new JournalLog(store.journal, rolloutId ?? '', nowIso, lastIso, (entry) => {
    run?.onEvent({ kind: 'entry', entry });
    if (entry.stepId === null || entry.item !== null) return;
    run?.onEvent({ kind: 'step', stepId: entry.stepId, status: log.state(entry.stepId).status });
  });
  const engine = lock === null || source === null ? null : makeEngine(d, source, lock, log);

  async function during<T>(
    options: { signal: AbortSignal; onEvent(event: RolloutEvent): void },
    work: (engine: Engine, run: Run) => Promise<Result<T, Failure>>,
  ): Promise<Result<T, Failure>> {
    if (engine === null) return err(failure('graph/read-only-source'));
    if (store.halted) return err(store.halted);
    if (run !== null) return err(failure('store/locked'));
    run = { signal: options.signal, onEvent: (event) => options.onEvent(event) };
    try {
      return await work(engine, run);
    } finally {
      run = null;
    }
  }

  return {
    status: () =>
      statusOf({
        plan,
        rolloutId,
        entries: log.entries,
        stateOf: (stepId) => log.state(stepId),
        isRunning: run !== null,
        isHalted: store.halted !== null,
        until: textSetting(store, 'rollout.until'),
        graphUrl: textSetting(store, 'rollout.graphUrl'),
      }),
    entries: (offset, limit) => {
      const start = Math.min(offset, Math.max(0, log.entries.length - limit));
      return log.entries.slice(start, start + limit);
    },
    verifyChain: () => (rolloutId === null ? { state: 'intact' } : store.journal.verify(rolloutId)),
    approve: (asked) => during(noRun, (e) => approvePlan(e, asked)),
    apply: (o) => during(o, (e, r) => applyPlan(e, r, o.until)),
    confirm: (o) => during(noRun, (e, r) => confirmStep(e, r, o)),
    settle: (o) => during(noRun, (e) => settleStep(e, o)),
    rollBack: (o) => during(o, (e, r) => rollBackSteps(e, r, { toStep: o.toStep, ring: o.ring })),
    preflight: async (stepId) => {
      const step = plan.steps.find((one) => one.id === stepId);
      if (step === undefined || engine === null) return [];
      const fresh = await engine.fresh.get(noRun.signal);
      const motion = { step, direction: 'forward' as const };
      const rows = await runGuards(engine, noRun, motion, fresh.ok ? fresh.value : null);
      return rows.map(toRow);
    },
    close: () => lock?.release(),
  };
}

function toRow({ guard, verdict, failure: reason }: GuardVerdict): PreflightRow {
  const key =
    reason === null
      ? `guard_${guard.toLowerCase()}`
      : `failure_${reason.code.replace(/[/-]/g, '_')}_what`;
  return { guard, verdict, detail: { key, values: reason?.values ?? {} } };
}

function makeEngine(d: RolloutDeps, source: Source, lock: TenantLock, log: JournalLog): Engine {
  const { store, plan } = d;
  let isKitWritten = false;
  const candidates = new Map<string, readonly string[]>();
  const engine: Engine = {
    source,
    graph: source.graph,
    clock: source.clock,
    store,
    plan,
    log,
    lock,
    sha256: d.sha256,
    directory: d.stateDirectory,
    candidates,
    randomId: () => d.randomId(),
    refs: {
      created: (stepId) => log.state(stepId).objectId,
      evidence: (stepId) => log.state(stepId).evidence,
    },
    fresh: new FreshData({
      source,
      store,
      plan,
      sha256: d.sha256,
      emergencyAccess: () => [...emergencyAccessOf(engine), ...[...candidates.values()].flat()],
    }),
    writeKit: async () => {
      if (isKitWritten) return ok(undefined);
      const written = d.writeKit
        ? await d.writeKit(plan, d.stateDirectory)
        : writePlainKit(plan, d.stateDirectory);
      isKitWritten = written.ok;
      return written;
    },
  };
  return engine;
}

function textSetting(store: TenantStore, key: string): string | null {
  const value = store.settings.get(key);
  return typeof value === 'string' ? value : null;
}
