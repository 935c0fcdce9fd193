import { failure, type Failure } from '../../shared/diagnostic';
import type { Plan } from '../../shared/plan/plan';
import { err, ok, type Result } from '../../shared/result';
import type { Source } from '../graph/open-source';
import type { Rollout } from '../rollout/rollout';

export interface EngineSlotPorts {
  /** What an engine is wanted over now. */
  wanted(): { readonly plan: Plan | null; readonly source: Source | null };
  isBusy(): boolean;
  open(plan: Plan, source: Source | null): Promise<Result<Rollout, Failure>>;
  /** Told once for each engine, before anybody gets it. */
  opened(rollout: Rollout): void;
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * The one engine over the approved plan. Opening takes the tenant's lock and asks the server for
 * its time, so two who ask at the same moment wait for each other: a second engine would find the
 * lock taken, by ourselves.
 */
export class EngineSlot {
  #rollout: Rollout | null = null;
  #source: Source | null = null;
  #last: Promise<unknown> = Promise.resolve();

  constructor(private readonly ports: EngineSlotPorts) {}

  get current(): Rollout | null {
    return this.#rollout;
  }

  /** Errors: `plan/not-approved`, `store/locked` (a run over another source), those of opening. */
  open(): Promise<Result<Rollout, Failure>> {
    return this.#next(() => this.#open());
  }

  /**
   * Lets go of the engine and the tenant's lock, after whoever is opening has ended. `before` waits
   * for what the engine still does, also what its opening began: half a switch is settled under lock.
   * Where it fails, the engine stays. Nothing comes between its answer and the letting go.
   */
  drop(before: () => Promise<Result<void, Failure>>): Promise<Result<void, Failure>> {
    return this.#next(async () => {
      const may = await before();
      if (may.ok) this.#close();
      return may;
    });
  }

  /** Waits for whoever is opening; what they found has begun then. */
  settled(): Promise<void> {
    return this.#next(() => Promise.resolve());
  }

  #next<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#last.then(work);
    // Whoever it was for begins what the engine was asked for before anybody else's turn.
    this.#last = done.then(turn, turn);
    return done;
  }

  async #open(): Promise<Result<Rollout, Failure>> {
    const { plan, source } = this.ports.wanted();
    if (plan === null) return err(failure('plan/not-approved'));
    if (this.#rollout !== null && this.#source === source) return ok(this.#rollout);
    if (this.ports.isBusy()) return err(failure('store/locked'));
    this.#close();
    const opened = await this.ports.open(plan, source);
    if (!opened.ok) return opened;
    [this.#rollout, this.#source] = [opened.value, source];
    this.ports.opened(opened.value);
    return opened;
  }

  #close(): void {
    this.#rollout?.close();
    [this.#rollout, this.#source] = [null, null];
  }
}
