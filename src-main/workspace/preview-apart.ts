import { makePreview, PreviewPlans, type MadePreview } from '../exports/preview-export';
import type { KeptPlan, SimulatedPlan } from './kept-plan';
import { readPlan } from './read-plan';
import type { Thinker } from './think';
import type { PreviewOf, PreviewWanted, Told } from './thinking-job';

/**
 * Makes previews of an export where the plan is thought, of the plan that is wanted and no other.
 * The last plan file and the plans without names are kept, for the look that follows.
 */
export class PreviewMaker {
  readonly #hidden = new PreviewPlans();
  #file: { readonly path: string; readonly read: SimulatedPlan } | null = null;

  constructor(
    private readonly thinker: Pick<Thinker, 'simulated'>,
    private readonly kept: Pick<KeptPlan, 'simulated'>,
  ) {}

  /** Null: the plan that is wanted is not to be had here. */
  make(of: PreviewOf, wanted: PreviewWanted, tell: (told: Told) => void): MadePreview | null {
    const { planHash, language, file, ...rest } = wanted;
    const known = this.#plan(of, planHash, tell);
    if (known?.plan.planHash !== planHash) return null;
    tell({ part: 'previewing', users: known.plan.people.length });
    const { plan, simulation } = known;
    const plans = this.#hidden.of({ plan, language, hideNames: rest.hideNames });
    return makePreview({ ...rest, plan, simulation }, plans, file);
  }

  #plan(of: PreviewOf, planHash: string, tell: (told: Told) => void): SimulatedPlan | null {
    if (of.kind === 'file') return this.#read(of.path, tell);
    if (of.kind === 'kept') return this.kept.simulated(of.directory, planHash, tell);
    return this.thinker.simulated(of.job, tell);
  }

  #read(path: string, tell: (told: Told) => void): SimulatedPlan | null {
    if (this.#file?.path === path) return this.#file.read;
    tell({ part: 'opening', users: null });
    const read = readPlan(path, (users) => tell({ part: 'simulating', users }));
    if (!read.ok) return null;
    this.#file = { path, read: read.value };
    return read.value;
  }
}
