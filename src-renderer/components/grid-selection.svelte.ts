import { SvelteSet } from 'svelte/reactivity';
import type { ChosenPeople } from '../../shared/ipc/chosen-people';
import type { PeopleTableView } from '../../shared/ipc/people-contract';

/** Who is selected, as main takes it: nobody's id is needed where a question says it. */
export interface GridSelected {
  readonly size: number;
  readonly who: ChosenPeople;
}

export const nobodySelected: GridSelected = { size: 0, who: { by: 'ids', ids: [] } };

/** What is ticked in a table: single rows, or all that its filters leave, but some. */
export class GridSelection {
  #isAll = $state(false);
  /** The ticked ones; of all, those that are not. */
  readonly #ids = new SvelteSet<string>();

  get isAll(): boolean {
    return this.#isAll;
  }

  has(id: string): boolean {
    return this.#ids.has(id) !== this.#isAll;
  }

  toggle(id: string): void {
    if (!this.#ids.delete(id)) this.#ids.add(id);
  }

  takeAll(): void {
    this.#isAll = true;
    this.#ids.clear();
  }

  clear(): void {
    this.#isAll = false;
    this.#ids.clear();
  }

  /** Another question leaves other people: all of the earlier one are no longer meant. */
  asked(): void {
    if (this.#isAll) this.clear();
  }

  /** `total`: how many the question leaves. */
  size(total: number): number {
    return this.#isAll ? Math.max(0, total - this.#ids.size) : this.#ids.size;
  }

  of({ list, search, filters }: PeopleTableView, total: number): GridSelected {
    const ids = [...this.#ids];
    const who: ChosenPeople = this.#isAll
      ? { by: 'query', list, search, filters, without: ids }
      : { by: 'ids', ids };
    return { size: this.size(total), who };
  }
}
