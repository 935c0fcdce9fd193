import { failure, type Failure } from '../../shared/diagnostic';
import type { FleetStage, FleetView } from '../../shared/ipc/fleet-contract';
import { err, ok, type Result } from '../../shared/result';
import { runPool } from '../fleet/run-pool';
import type { FleetHost } from './fleet-host';
import { FleetJob } from './fleet-job';
import { saveFleetReports, type ReportsWanted, type SavedReports } from './fleet-reports';
import { fleetView } from './fleet-view';
import { oneAtATime } from './one-at-a-time';
import { Paced } from './paced';
import { keptPlace } from './sign-in-place';
import { nameOf } from './workspace-card';
import type { WorkspaceMeta } from './workspace-meta';

/** Tenants worked on at a time: each has its database, its thread and its network. */
const parallel = 4;
const tellEveryMs = 200;

/** Many tenants at once: what is known of each, and a run that reads and assesses them. */
export class FleetDesk {
  readonly #stages = new Map<string, FleetStage>();
  readonly #jobs = new Map<string, FleetJob>();
  readonly #telling: Paced;
  #run: { readonly abort: AbortController; readonly startedAt: number } | null = null;
  #running: Promise<void> | null = null;
  #reports: { readonly abort: AbortController; done: number; readonly total: number } | null = null;
  /** A browser is one, and so is the person in front of it. */
  readonly #inTurn = oneAtATime((work: () => Promise<Result<void, Failure>>) => work());

  constructor(private readonly host: FleetHost) {
    this.#telling = new Paced(() => host.ports.publish('fleet.changed', this.view()), tellEveryMs);
  }

  view(): FleetView {
    const { ports, index, current } = this.host;
    return fleetView({
      ...{ plans: index.all(), nameOf },
      stages: this.#stages,
      hasSignIn: (meta) => {
        const place = keptPlace(meta);
        return place !== undefined && ports.hasKept(place);
      },
      isRunning: (id) => current?.meta.id === id && current.rollout.isBusy,
      now: ports.now(),
      run: this.#progress(),
      reports: this.#reports && { done: this.#reports.done, total: this.#reports.total },
    });
  }

  /**
   * Reads these plans' tenants, in this order; nothing more while a run is under way. The plan that is
   * open is closed if it is among them. Failures: `plan/running` where its rollout runs; `store/not-found`.
   */
  async start(ids: readonly string[]): Promise<Result<void, Failure>> {
    if (this.#running !== null) return ok(undefined);
    const { index, current } = this.host;
    const metas: WorkspaceMeta[] = [];
    for (const id of new Set(ids)) {
      const meta = index.get(id);
      if (meta === undefined) return err(failure('store/not-found', { path: id }));
      metas.push(meta);
    }
    if (current !== null && metas.some(({ id }) => id === current.meta.id)) {
      if (current.rollout.isBusy) return err(failure('plan/running'));
      await this.host.closeCurrent();
    }
    this.#stages.clear();
    for (const { id } of metas) this.#stages.set(id, waiting);
    const abort = new AbortController();
    this.#run = { abort, startedAt: this.host.ports.now() };
    this.#running = this.#go(metas, abort.signal).finally(() => {
      this.#running = null;
      this.#tell();
    });
    return ok(undefined);
  }

  /** Reports from what was read last; `ipc/refused` while others are made. */
  async saveReports(
    within: string,
    wanted: Pick<ReportsWanted, 'ids' | 'language' | 'zone'>,
  ): Promise<Result<SavedReports, Failure>> {
    if (this.#reports !== null) return err(failure('ipc/refused', { reason: 'busy' }));
    const reports = { abort: new AbortController(), done: 0, total: wanted.ids.length };
    this.#reports = reports;
    this.#tell();
    try {
      return await saveFleetReports(this.host, within, {
        ...{ ...wanted, signal: reports.abort.signal },
        told: (done) => {
          reports.done = done;
          this.#tell();
        },
      });
    } finally {
      this.#reports = null;
      this.#tell();
    }
  }

  /** Begins none any more, and ends those under way as soon as that can be. */
  stop(): void {
    this.#run?.abort.abort();
    this.#reports?.abort.abort();
    for (const id of this.#stages.keys()) this.leaveOut(id);
  }

  /** Goes on without this tenant. */
  leaveOut(id: string): void {
    const job = this.#jobs.get(id);
    if (job !== undefined) job.leave();
    else if (this.#stages.get(id)?.stage === 'waiting') {
      this.#stages.set(id, { ...waiting, stage: 'left' });
      this.#tell();
    }
  }

  /** The plan is wanted in the window: what the run does with it ends first. */
  async release(id: string): Promise<void> {
    const job = this.#jobs.get(id);
    this.leaveOut(id);
    await job?.done;
  }

  /** The program ends. */
  async close(): Promise<void> {
    this.stop();
    await this.#running;
    this.#telling.drop();
  }

  async #go(metas: readonly WorkspaceMeta[], signal: AbortSignal): Promise<void> {
    await runPool(metas, { parallel, signal }, async (meta) => {
      if (this.#stages.get(meta.id)?.stage !== 'waiting') return;
      const { ports, index, twoPeople } = this.host;
      const job = new FleetJob(index.get(meta.id) ?? meta, {
        ports: { ...ports, twoPeople },
        folderOf: (id) => index.folderOf(id),
        keep: (changed) => index.renew(changed),
        tell: (stage) => {
          this.#stages.set(meta.id, stage);
          this.#tell();
        },
        inTurn: this.#inTurn,
      });
      this.#jobs.set(meta.id, job);
      await job.done;
      this.#jobs.delete(meta.id);
    });
  }

  #tell(): void {
    this.#telling.ask();
  }

  #progress(): FleetView['run'] {
    if (this.#run === null) return null;
    const stages = [...this.#stages.values()].map(({ stage }) => stage);
    const of = (wanted: FleetStage['stage']): number =>
      stages.filter((stage) => stage === wanted).length;
    const [done, failed, left] = [of('done'), of('failed'), of('left')];
    const ended = done + failed;
    const isRunning = this.#running !== null;
    const open = stages.length - ended - left;
    const spent = this.host.ports.now() - this.#run.startedAt;
    return {
      ...{ isRunning, done, failed, left, total: stages.length },
      secondsLeft: isRunning && ended > 0 ? Math.ceil((spent / ended) * open * 0.001) : null,
    };
  }
}

const waiting: FleetStage = { stage: 'waiting', percent: 0, users: 0, failure: null };
