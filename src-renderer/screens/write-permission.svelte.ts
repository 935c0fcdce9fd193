import type { ConnectView } from '../../shared/ipc/home-contract';
import type { AppStore } from '../state/app.svelte';

/** The leave to change the tenant, which the first write asks for in the browser. */
export class WritePermission {
  state = $state<ConnectView['permission']>('given');
  isEnding = $state(false);
  readonly #app: AppStore;

  constructor(app: AppStore) {
    this.#app = app;
  }

  /** Follows it while the screen is on show. */
  follow(): () => void {
    void this.#app.call('connect.get', {}).then((answer) => {
      if (answer.ok) this.#see(answer.value);
    });
    return this.#app.api.on('connect.changed', (view) => this.#see(view));
  }

  /** Ends the wait, and holds the run that waits: nothing is sent without the permission. */
  async cancel(): Promise<void> {
    this.isEnding = true;
    await this.#app.call('rollout.hold', {});
    this.isEnding = false;
  }

  #see({ permission }: ConnectView): void {
    this.state = permission;
  }
}
