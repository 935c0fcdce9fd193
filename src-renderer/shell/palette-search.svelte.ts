import type { WorkspaceCard } from '../../shared/ipc/home-contract';
import type { PersonRow } from '../../shared/ipc/people-contract';
import { noFilters } from '../../shared/people/people-filters';
import type { AppStore } from '../state/app.svelte';
import type { PaletteEntry } from './palette-entries';

const shown = 8;
const waitMs = 150;

/** What the palette asks main for: people of the tenant by name, and the other plans. */
export class PaletteSearch {
  #people = $state.raw<readonly PersonRow[]>([]);
  isLooking = $state(false);
  #plans = $state.raw<readonly WorkspaceCard[]>([]);
  #turn = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #app: AppStore;

  constructor(app: AppStore) {
    this.#app = app;
    void app.call('home.list', {}).then((answer) => {
      if (answer.ok) this.#plans = answer.value.workspaces;
    });
  }

  /** People found, and other plans whose name or domain holds what was typed. */
  entries(typed: string): readonly PaletteEntry[] {
    const people = this.#people.map(({ id, name, upn }): PaletteEntry => ({
      id: `person:${id}`,
      ...{ group: 'people', label: name, detail: upn, icon: 'person' },
      run: () => this.#app.openPerson(id),
    }));
    return [...people, ...this.#plansLike(typed)];
  }

  /** Looks for people a moment after the last key; an answer that comes late is dropped. */
  look(typed: string): void {
    this.end();
    const words = typed.trim();
    const isReached = this.#app.state?.reached.includes('today') ?? false;
    if (words.length < 2 || !isReached) {
      this.#people = [];
      return;
    }
    const turn = this.#turn;
    this.isLooking = true;
    this.#timer = setTimeout(() => void this.#ask(words, turn), waitMs);
  }

  /** Nothing that is still under way changes anything any more. */
  end(): void {
    this.#turn += 1;
    this.isLooking = false;
    clearTimeout(this.#timer);
  }

  #plansLike(typed: string): readonly PaletteEntry[] {
    const words = typed.trim().toLocaleLowerCase();
    const current = this.#app.state?.workspace?.id;
    return this.#plans
      .filter(({ id }) => id !== current)
      .filter(({ name, domain }) => `${name} ${domain}`.toLocaleLowerCase().includes(words))
      .slice(0, shown)
      .map(({ id, name, domain }) => ({
        id: `plan:${id}`,
        ...{ group: 'plans', label: name, detail: domain, icon: 'folderOpen' },
        run: () => void this.#open(id),
      }));
  }

  async #open(id: string): Promise<void> {
    this.#app.takeAnswer(await this.#app.call('home.open', { id }));
  }

  async #ask(words: string, turn: number): Promise<void> {
    const query = { list: 'all', search: words, filters: noFilters, sort: 'name' } as const;
    const window = { descending: false, offset: 0, limit: shown } as const;
    const answer = await this.#app.call('people.list', { ...query, ...window });
    if (turn !== this.#turn) return;
    this.isLooking = false;
    this.#people = answer.ok ? answer.value.rows : [];
  }
}
