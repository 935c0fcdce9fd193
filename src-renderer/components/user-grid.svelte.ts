import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import type { PeopleQuery } from '../../shared/ipc/assess-contract';
import type { FailureView, PersonRow } from '../../shared/ipc/common-views';
import type { Answer } from '../../shared/ipc/contract-types';

export type PeopleSort = PeopleQuery['sort'];
export type PeopleReader = (
  query: PeopleQuery,
) => Promise<Answer<{ total: number; rows: PersonRow[] }>>;

const PAGE_ROWS = 100;

/** Keys that move the active row: from where, of how many, and how many rows fit on a page. */
const moves: Readonly<Record<string, (active: number, total: number, page: number) => number>> = {
  ArrowDown: (active) => active + 1,
  ArrowUp: (active) => active - 1,
  PageDown: (active, _total, page) => active + page,
  PageUp: (active, _total, page) => active - page,
  Home: () => 0,
  End: (_active, total) => total - 1,
};

/** A window of rows over a list that may hold 100,000: pages are asked for as they come into view. */
export class UserGridState {
  total = $state<number | null>(null);
  active = $state(0);
  failure = $state.raw<FailureView | null>(null);
  sort = $state<PeopleSort>('name');
  isDescending = $state(false);
  search = $state('');
  readonly selected = new SvelteSet<string>();
  readonly #rows = new SvelteMap<number, PersonRow>();
  readonly #asked = new SvelteSet<number>();
  readonly #read: PeopleReader;
  #list = 'all';
  /** Answers of an earlier list, sort order or search are dropped. */
  #turn = 0;

  constructor(read: PeopleReader) {
    this.#read = read;
  }

  row(index: number): PersonRow | undefined {
    return this.#rows.get(index);
  }

  get activeRow(): PersonRow | undefined {
    return this.row(this.active);
  }

  /** Shows another list from its start. */
  async show(list: string): Promise<void> {
    this.#list = list;
    this.selected.clear();
    await this.#restart();
  }

  async searchFor(text: string): Promise<void> {
    this.search = text;
    await this.#restart();
  }

  /** The same column again turns the order round. */
  async sortBy(sort: PeopleSort): Promise<void> {
    this.isDescending = this.sort === sort ? !this.isDescending : false;
    this.sort = sort;
    await this.#restart();
  }

  async reload(): Promise<void> {
    await this.#restart();
  }

  /** Asks for every page that holds rows `from` to `to` and was not asked for yet. */
  async ensure(from: number, to: number): Promise<void> {
    const first = Math.floor(Math.max(0, from) / PAGE_ROWS);
    const last = Math.floor(Math.max(0, to) / PAGE_ROWS);
    const pages = Array.from({ length: last - first + 1 }, (_, index) => first + index);
    await Promise.all(pages.map((page) => this.#readPage(page)));
  }

  /** True when the key moved the active row. */
  move(key: string, pageRows: number): boolean {
    const move = moves[key];
    const total = this.total ?? 0;
    if (move === undefined || total === 0) return false;
    this.active = Math.min(total - 1, Math.max(0, move(this.active, total, pageRows)));
    return true;
  }

  toggle(id: string): void {
    if (!this.selected.delete(id)) this.selected.add(id);
  }

  /** Selects every row that was read so far. */
  selectShown(): void {
    for (const row of this.#rows.values()) this.selected.add(row.id);
  }

  async #restart(): Promise<void> {
    this.#turn += 1;
    this.#rows.clear();
    this.#asked.clear();
    this.active = 0;
    this.failure = null;
    await this.#readPage(0);
  }

  async #readPage(page: number): Promise<void> {
    if (this.#asked.has(page)) return;
    this.#asked.add(page);
    const turn = this.#turn;
    const offset = page * PAGE_ROWS;
    const answer = await this.#read({
      list: this.#list,
      search: this.search,
      sort: this.sort,
      descending: this.isDescending,
      offset,
      limit: PAGE_ROWS,
    });
    if (turn !== this.#turn) return;
    if (!answer.ok) {
      this.#asked.delete(page);
      this.failure = answer.failure;
      return;
    }
    this.total = answer.value.total;
    answer.value.rows.forEach((row, index) => this.#rows.set(offset + index, row));
  }
}
