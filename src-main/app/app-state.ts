import type { AppState } from '../../shared/ipc/home-contract';

/** What the page shows of the app as a whole. Main owns it; every change is told once. */
export class AppStateHolder {
  readonly #onChange: (state: AppState) => void;
  #state: AppState;

  constructor(first: AppState, onChange: (state: AppState) => void) {
    this.#state = first;
    this.#onChange = onChange;
  }

  get current(): AppState {
    return this.#state;
  }

  update(changes: Partial<AppState>): AppState {
    const isSame = Object.entries(changes).every(
      ([key, value]) =>
        JSON.stringify(this.#state[key as keyof AppState]) === JSON.stringify(value),
    );
    if (!isSame) {
      this.#state = { ...this.#state, ...changes };
      this.#onChange(this.#state);
    }
    return this.#state;
  }
}
