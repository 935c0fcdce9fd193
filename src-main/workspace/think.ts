import { assess } from '../../shared/assess/assess';
import { packAssessed } from '../../shared/assess/packed-assessed';
import { simulatePlan } from '../../shared/lockout/simulate-lockout';
import type { Simulation } from '../../shared/lockout/verdict';
import { makePlan } from '../../shared/plan/make-plan';
import type { Plan } from '../../shared/plan/plan';
import type { Failure } from '../../shared/diagnostic';
import { ok, type Result } from '../../shared/result';
import type { Snapshot } from '../../shared/tenant/snapshot';
import { sha256 } from '../files/sha256';
import { openTenantStore } from '../store/open-store';
import type { ThinkingJob, Told } from './thinking-job';

/**
 * Assesses, plans and simulates a snapshot read from its store. It keeps the last snapshot, the
 * last plan and its simulation, for the question that follows. Null: the snapshot is not there.
 */
export class Thinker {
  #snapshot: { readonly id: string; readonly value: Snapshot } | null = null;
  #plan: { readonly key: string; readonly value: Result<Plan, Failure> } | null = null;
  #simulated: { readonly plan: Plan; readonly simulation: Simulation } | null = null;

  answer(job: ThinkingJob, tell: (told: Told) => void): Result<unknown, Failure> | null {
    const snapshot = this.#snapshotOf(job, tell);
    if (snapshot === null) return null;
    const users = snapshot.users.kind === 'read' ? snapshot.users.value.length : null;
    const { answers, choices, asOf, session } = job;
    if (job.thought === 'assessed') {
      tell({ part: 'assessing', users });
      const input = { snapshot, answers, choices, asOf };
      const assessed = assess(session === undefined ? input : { ...input, session });
      if (!assessed.ok) return assessed;
      // The main process has the snapshot too.
      const packed = packAssessed(assessed.value);
      return packed === null ? null : ok(packed);
    }
    const plan = this.#planOf(job, snapshot, () => tell({ part: 'planning', users }));
    if (job.thought === 'plan' || !plan.ok) return plan;
    return ok(this.#simulationOf(plan.value, () => tell({ part: 'simulating', users })));
  }

  /** The plan of a job and what it does to people, for whoever makes something of both. */
  simulated(
    job: Omit<ThinkingJob, 'id' | 'thought'>,
    tell: (told: Told) => void,
  ): { readonly plan: Plan; readonly simulation: Simulation } | null {
    const whole: ThinkingJob = { ...job, id: 0, thought: 'simulation' };
    const answer = this.answer(whole, tell);
    return answer?.ok === true ? this.#simulated : null;
  }

  #simulationOf(plan: Plan, tell: () => void): Simulation {
    if (this.#simulated?.plan !== plan) {
      tell();
      this.#simulated = { plan, simulation: simulatePlan(plan) };
    }
    return this.#simulated.simulation;
  }

  #planOf(job: ThinkingJob, snapshot: Snapshot, tell: () => void): Result<Plan, Failure> {
    const { answers, choices, madeAt, appVersion } = job;
    const key = JSON.stringify([job.directory, job.snapshotId, answers, choices]);
    if (this.#plan?.key !== key) {
      tell();
      const asOf = snapshot.takenAt;
      const value = makePlan({ snapshot, answers, choices, asOf, madeAt, appVersion, sha256 });
      this.#plan = { key, value };
    }
    return this.#plan.value;
  }

  #snapshotOf({ directory, snapshotId }: ThinkingJob, tell: (told: Told) => void): Snapshot | null {
    const id = JSON.stringify([directory, snapshotId]);
    if (this.#snapshot?.id === id) return this.#snapshot.value;
    tell({ part: 'opening', users: null });
    this.#snapshot = null;
    this.#plan = null;
    this.#simulated = null;
    const store = openTenantStore(directory, { mode: 'read', clock: { now: () => 0 } });
    if (!store.ok) return null;
    try {
      const value = store.value.snapshots.load(snapshotId);
      if (value !== null) this.#snapshot = { id, value };
      return value;
    } finally {
      store.value.close();
    }
  }
}
