import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import type { FailureView } from '../../shared/ipc/common-views';
import type { Answer } from '../../shared/ipc/contract-types';
import type {
  FacetView,
  PeoplePage,
  PeopleQuery,
  PeopleSort,
  PeopleTableView,
  PersonRow,
} from '../../shared/ipc/people-contract';
import {
  filterNames,
  noFilters,
  type FilterName,
  type PeopleFilters,
} from '../../shared/people/people-filters';
import { GridSelection } from './grid-selection.svelte';
import { PartFollower } from './part-follower';
import { moves, pagesOf, pagesToDrop } from './user-grid-moves';

export type PeopleReader = (query: PeopleQuery) => Promise<Answer<PeoplePage>>;

/** Rows of one question to main: a screenful and a half, well under 64 KB. */
const PAGE_ROWS = 60;
/** Between two questions while somebody scrolls: main answers a page so many times a second. */
const SCROLL_MS = 80;
/** Under this nothing is shown; a spinner that flashes disturbs more than a short wait. */
const SLOW_MS = 1_000;
/** Pages in memory; further ones are let go, whatever the size of the list. */
const KEPT_PAGES = 10;

/** A window of rows over a list that may hold 100,000: pages come with the view and go again. */
export class UserGridState {
  /** What filters and search leave, and the list before both; null: not read yet. */
  total = $state<number | null>(null);
  of = $state(0);
  active = $state(0);
  failure = $state.raw<FailureView | null>(null);
  /** Why nobody could be listed: users were not read. */
  unread = $state<string | null>(null);
  /** Rows that the table holds so far, of how many; null: it is whole. */
  filling = $state.raw<NonNullable<PeoplePage['filling']> | null>(null);
  /** The first page of a question takes its time: the table is being made, or the plan. */
  isSlow = $state(false);
  sort = $state<PeopleSort>('name');
  isDescending = $state(false);
  search = $state('');
  filters = $state.raw<PeopleFilters>(noFilters);
  facets = $state.raw<readonly FacetView[]>([]);
  /** Counts lists, orders and searches: answers of an earlier one are dropped. */
  turn = $state(0);
  readonly selected = new GridSelection();
  readonly #pages = new SvelteMap<number, readonly PersonRow[]>();
  readonly #asked = new SvelteSet<number>();
  readonly #read: PeopleReader;
  #list = 'all';
  #isAskingSoon = false;
  readonly #part = new PartFollower({
    isPart: (turn) => turn === this.turn && this.filling !== null,
    shown: () => [0, ...this.#pagesOf(Math.max(PAGE_ROWS, this.#looked.from), this.#looked.to)],
    readAnew: (page) => this.#readPage(page, true),
    held: this.#pages,
  });
  #looked = { from: 0, to: 0 };

  constructor(read: PeopleReader) {
    this.#read = read;
  }

  row(index: number): PersonRow | undefined {
    return this.#pages.get(Math.floor(index / PAGE_ROWS))?.[index % PAGE_ROWS];
  }

  get activeRow(): PersonRow | undefined {
    return this.row(this.active);
  }

  /** Rows in memory now. */
  get heldRows(): number {
    return [...this.#pages.values()].reduce((sum, rows) => sum + rows.length, 0);
  }

  /** Chosen values, filter by filter, in the order of the menu. */
  get chosen(): readonly { readonly name: FilterName; readonly value: string }[] {
    return filterNames.flatMap((name) => this.filters[name].map((value) => ({ name, value })));
  }

  /** True while the list shows less than it holds. */
  get isNarrowed(): boolean {
    return this.search.trim() !== '' || this.chosen.length > 0;
  }

  /** The name of a policy, where a value is one. */
  labelOf(name: FilterName, value: string): string | null {
    const facet = this.facets.find((one) => one.name === name);
    return facet?.values.find((one) => one.value === value)?.label ?? null;
  }

  /** Shows another list from its start, unfiltered. */
  async show(list: string): Promise<void> {
    if (list !== this.#list) this.filters = noFilters;
    this.#list = list;
    this.total = null;
    this.selected.clear();
    await this.#restart();
  }

  /** As it was left: the list, what was looked for, and the order. */
  get view(): PeopleTableView {
    return {
      list: this.#list,
      search: this.search,
      filters: this.filters,
      sort: this.sort,
      descending: this.isDescending,
    };
  }

  /** Takes up a table as it was left; `show` reads it then. */
  restore(view: PeopleTableView): void {
    this.#list = view.list;
    this.search = view.search;
    this.filters = view.filters;
    this.sort = view.sort;
    this.isDescending = view.descending;
  }

  async searchFor(text: string): Promise<void> {
    this.search = text;
    this.selected.asked();
    await this.#restart();
  }

  async toggleFilter(name: FilterName, value: string): Promise<void> {
    const values: readonly string[] = this.filters[name];
    const next = values.includes(value)
      ? values.filter((one) => one !== value)
      : [...values, value];
    this.filters = { ...this.filters, [name]: next };
    this.selected.asked();
    await this.#restart();
  }

  async clearFilters(): Promise<void> {
    this.filters = noFilters;
    this.selected.asked();
    await this.#restart();
  }

  /** The same column again turns the order round. */
  async sortBy(sort: PeopleSort): Promise<void> {
    this.isDescending = this.sort === sort ? !this.isDescending : false;
    this.sort = sort;
    await this.#restart();
  }

  /** Asks for every page that holds rows `from` to `to` and is neither here nor on its way. */
  async ensure(from: number, to: number): Promise<void> {
    await Promise.all(this.#pagesOf(from, to).map((page) => this.#readPage(page)));
  }

  /** As `ensure`, for what is looked at when the time comes: scrolling asks for more than it shows. */
  ensureSoon(from: number, to: number): void {
    this.#looked = { from, to };
    if (this.#isAskingSoon) return;
    this.#isAskingSoon = true;
    setTimeout(() => {
      this.#isAskingSoon = false;
      void this.ensure(this.#looked.from, this.#looked.to);
    }, SCROLL_MS);
  }

  /** True when the key moved the active row. */
  move(key: string, pageRows: number): boolean {
    const move = moves[key];
    const total = this.total ?? 0;
    if (move === undefined || total === 0) return false;
    this.active = Math.min(total - 1, Math.max(0, move(this.active, total, pageRows)));
    return true;
  }

  /** Reads again where it stands: the plan was edited beside the table. */
  async refresh(): Promise<void> {
    const { active } = this;
    await this.#restart();
    this.active = Math.max(0, Math.min(active, (this.total ?? 0) - 1));
    await this.ensure(this.active, this.active);
  }

  async #restart(): Promise<void> {
    this.turn += 1;
    this.#pages.clear();
    this.#asked.clear();
    this.active = 0;
    this.failure = null;
    this.filling = null;
    const turn = this.turn;
    const timer = setTimeout(() => (this.isSlow = turn === this.turn), SLOW_MS);
    await this.#readPage(0);
    clearTimeout(timer);
    if (turn === this.turn) this.isSlow = false;
  }

  #pagesOf(from: number, to: number): readonly number[] {
    return pagesOf(from, Math.min(to, (this.total ?? 1) - 1), PAGE_ROWS);
  }

  async #readPage(page: number, isAnew = false): Promise<void> {
    if ((this.#pages.has(page) && !isAnew) || this.#asked.has(page)) return;
    this.#asked.add(page);
    const turn = this.turn;
    const answer = await this.#read({
      list: this.#list,
      search: this.search,
      filters: this.filters,
      sort: this.sort,
      descending: this.isDescending,
      offset: page * PAGE_ROWS,
      limit: PAGE_ROWS,
      mayBePart: true,
    });
    if (turn !== this.turn) return;
    this.#asked.delete(page);
    if (!answer.ok) {
      this.failure = answer.failure;
      // What was there so far is no list: it must not stand as if it were.
      if (this.filling !== null) this.total = null;
      this.filling = null;
      return;
    }
    this.filling = answer.value.filling ?? null;
    this.total = answer.value.total;
    this.of = answer.value.of;
    this.unread = answer.value.unread;
    if (page === 0) this.facets = answer.value.facets;
    this.#keep(page, answer.value.rows);
    if (this.filling !== null) void this.#part.follow(turn);
  }

  /** Lets the pages go that are farthest from what is looked at; never that of the active row. */
  #keep(page: number, rows: readonly PersonRow[]): void {
    this.#pages.set(page, rows);
    const active = Math.floor(this.active / PAGE_ROWS);
    for (const one of pagesToDrop(this.#pages.keys(), page, active, KEPT_PAGES)) {
      this.#pages.delete(one);
    }
  }
}
