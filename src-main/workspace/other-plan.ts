import { failure, type Failure } from '../../shared/diagnostic';
import { simulatePlan } from '../../shared/lockout/simulate-lockout';
import type { Simulation } from '../../shared/lockout/verdict';
import type { Plan } from '../../shared/plan/plan';
import { err, ok, type Result } from '../../shared/result';
import type { MadePreview } from '../exports/preview-export';
import { smallTenant, type FarThinking } from './far-thinking';
import type { PreviewWanted } from './thinking-job';

/**
 * What a plan does that is not the current one, but kept in the store: the approved. Of a large
 * tenant it is worked out beside this process, as the current one is.
 */
export class OtherPlan {
  #last: Simulation | null = null;

  /** @param cancels how often a person had enough of waiting */
  constructor(
    private readonly far: FarThinking | undefined,
    private readonly cancels: () => number,
  ) {}

  /** At once, in this process. */
  simulate(plan: Plan): Simulation {
    if (this.#last?.planHash !== plan.planHash) this.#last = simulatePlan(plan);
    return this.#last;
  }

  /** Failure: `plan/cancelled`. */
  async simulateSoon(plan: Plan): Promise<Result<Simulation, Failure>> {
    const far = this.#farFor(plan);
    if (far !== null && this.#last?.planHash !== plan.planHash) {
      const cancels = this.cancels();
      const made = await far.thinking.simulateKept(far.directory, plan.planHash);
      if (made === undefined && cancels !== this.cancels()) return err(failure('plan/cancelled'));
      if (made?.planHash === plan.planHash) this.#last = made;
    }
    return ok(this.simulate(plan));
  }

  /** Null: for this process to make. Failure: `plan/cancelled`. */
  async preview(plan: Plan, wanted: PreviewWanted): Promise<Result<MadePreview | null, Failure>> {
    const far = this.#farFor(plan);
    if (far === null) return ok(null);
    const cancels = this.cancels();
    const made = await far.thinking.preview({ kind: 'kept', directory: far.directory }, wanted);
    if (made === undefined && cancels !== this.cancels()) return err(failure('plan/cancelled'));
    return ok(made ?? null);
  }

  #farFor(plan: Plan): FarThinking | null {
    return plan.people.length > smallTenant ? (this.far ?? null) : null;
  }
}
