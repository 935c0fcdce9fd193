import type { FailureView } from '../../shared/ipc/common-views';
import type { Answer } from '../../shared/ipc/contract-types';
import type { AppStore } from '../state/app.svelte';

const pageSize = 100;
/** A run tells many times a second; the list follows at this pace. */
const followMs = 1_000;

interface Query<Show> {
  readonly show: Show;
  readonly search: string;
  readonly offset: number;
  readonly limit: number;
}
/** Enough of a person for the first column of a list. */
export interface ListedPerson {
  readonly id: string;
  readonly name: string;
  readonly upn: string;
}
interface Page {
  readonly total: number;
  readonly rows: readonly ListedPerson[];
}

/** People of a step as main lists them: a window of rows at a time. */
export class PeopleWindow<Show extends string, Head extends Page> {
  show: Show;
  search = $state('');
  head = $state.raw<Head | null>(null);
  failure = $state.raw<FailureView | null>(null);
  /** By number of the page. */
  #pages = $state.raw<Readonly<Record<number, Head['rows']>>>({});
  /** Of the rows read so far, in the order shown: a person view leads through them. */
  readonly ids = $derived(Object.values(this.#pages).flatMap((rows) => rows.map(({ id }) => id)));
  readonly #app: AppStore;
  readonly #ask: (query: Query<Show>) => Promise<Answer<Head>>;
  #wanted: readonly number[] = [0];
  #turn = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `show`: what is listed at first. */
  constructor(app: AppStore, show: Show, ask: (query: Query<Show>) => Promise<Answer<Head>>) {
    this.#app = app;
    this.show = $state(show);
    this.#ask = ask;
  }

  row(index: number): Head['rows'][number] | undefined {
    return this.#pages[Math.floor(index / pageSize)]?.[index % pageSize];
  }

  /** Reads at once, then follows the run until its answer is called. */
  follow(): () => void {
    void this.reload();
    const stop = this.#app.api.on('rollout.changed', () => {
      this.#timer ??= setTimeout(() => {
        this.#timer = undefined;
        void this.reload();
      }, followMs);
    });
    return () => {
      stop();
      clearTimeout(this.#timer);
      this.#turn += 1;
    };
  }

  async filter(show: Show, search: string): Promise<void> {
    [this.show, this.search, this.#wanted] = [show, search, [0]];
    await this.reload();
  }

  /** What is on show is read anew; pages out of sight are read when they come into it. */
  async reload(): Promise<void> {
    const turn = (this.#turn += 1);
    const read = await Promise.all(
      this.#wanted.map(async (page) => [page, await this.#read(page)] as const),
    );
    if (turn === this.#turn) this.#pages = Object.fromEntries(read);
  }

  /** Rows `from` to `to` came into view. */
  async ensure(from: number, to: number): Promise<void> {
    const first = Math.floor(Math.max(0, from) / pageSize);
    const last = Math.floor(Math.max(0, to) / pageSize);
    this.#wanted = Array.from({ length: last - first + 1 }, (_, at) => first + at);
    const missing = this.#wanted.filter((page) => this.#pages[page] === undefined);
    const turn = this.#turn;
    for (const page of missing) {
      const rows = await this.#read(page);
      if (turn !== this.#turn) return;
      this.#pages = { ...this.#pages, [page]: rows };
    }
  }

  async #read(page: number): Promise<Head['rows']> {
    const answer = await this.#ask({
      ...{ show: this.show, search: this.search },
      ...{ offset: page * pageSize, limit: pageSize },
    });
    this.failure = answer.ok ? null : answer.failure;
    if (!answer.ok) return [];
    this.head = answer.value;
    return answer.value.rows;
  }
}
