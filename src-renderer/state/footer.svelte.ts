import { m } from '../../shared/paraglide/messages.js';
import type { IconName } from '../components/icon-paths';
import type { Announcer } from './announcer.svelte';

/** One button of the footer. */
export interface FooterAction {
  readonly label: string;
  readonly run: () => void | Promise<void>;
  readonly icon?: IconName;
  readonly isBusy?: boolean;
  /** Why it cannot be pressed now; it stays visible and says so. */
  readonly unavailable?: string | undefined;
  /** Reads or writes the tenant: unavailable while there is no way to it. */
  readonly needsNetwork?: boolean;
  /** Changes the tenant: unavailable in read-only mode. */
  readonly changesTenant?: boolean;
  /** Reads the tenant, or goes on reading it: F5. */
  readonly readsTenant?: boolean;
  readonly tone?: 'normal' | 'danger';
}

/** From here on a press shows that it is being carried out. */
const slowMs = 300;

/** A gap that keeps the primary action from running; `target` is the id of the field. */
export interface Problem {
  readonly target: string;
  readonly text: string;
}

/** The footer of the screen on show. `Screen.svelte` fills it, the shell draws it. */
export class FooterStore {
  primary = $state.raw<FooterAction | null>(null);
  secondary = $state.raw<readonly FooterAction[]>([]);
  problems = $state.raw<readonly Problem[]>([]);
  /** Counts presses that met problems; the summary takes focus on each. */
  refusals = $state(0);
  isOffline = $state(false);
  isReadOnly = $state(false);
  /** What was pressed and has not ended: nothing of the footer is pressed meanwhile. */
  pending = $state.raw<FooterAction | null>(null);
  /** It takes long enough for a sign. */
  isSlow = $state(false);
  #turn = 0;
  readonly #announcer: Announcer;

  constructor(announcer: Announcer) {
    this.#announcer = announcer;
  }

  /** What F5 asks for on the screen on show; null: nothing. */
  get reading(): FooterAction | null {
    const all = [this.primary, ...this.secondary];
    return all.find((action) => action?.readsTenant === true) ?? null;
  }

  clear(): void {
    this.primary = null;
    this.secondary = [];
    this.problems = [];
    this.refusals = 0;
    this.#settle();
  }

  /** Null when the action may run. */
  reasonAgainst(action: FooterAction): string | null {
    if (action.unavailable !== undefined) return action.unavailable;
    if (action.changesTenant === true && this.isReadOnly) return m.read_only_reason();
    return action.needsNetwork === true && this.isOffline ? m.shell_offline_reason() : null;
  }

  async press(action: FooterAction): Promise<void> {
    if (action.isBusy === true || this.pending !== null) return;
    const reason = this.reasonAgainst(action);
    if (reason !== null) {
      this.#announcer.warn(reason);
      return;
    }
    if (action === this.primary && this.problems.length > 0) {
      this.refusals += 1;
      return;
    }
    const ended = action.run();
    if (ended === undefined) return;
    this.pending = action;
    const turn = ++this.#turn;
    const timer = setTimeout(() => (this.isSlow = turn === this.#turn), slowMs);
    try {
      await ended;
    } finally {
      clearTimeout(timer);
      if (turn === this.#turn) this.#settle();
    }
  }

  /** Also where the screen is gone: what it asked for holds up no other. */
  #settle(): void {
    this.#turn += 1;
    this.pending = null;
    this.isSlow = false;
  }
}
