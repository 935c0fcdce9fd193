/** The app makes the change, or a person does in the portal. */
export type StepWay = 'app' | 'guide';

/** How the steps of each plan are done, by plan hash: asked once, and kept while the window is open. */
export class StepWays {
  #guided = $state.raw<readonly string[]>([]);

  of(planHash: string | null): StepWay {
    return planHash !== null && this.#guided.includes(planHash) ? 'guide' : 'app';
  }

  choose(planHash: string, way: StepWay): void {
    const others = this.#guided.filter((one) => one !== planHash);
    this.#guided = way === 'guide' ? [...others, planHash] : others;
  }
}
