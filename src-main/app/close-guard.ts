/** What a person answers when the window is closed while a rollout runs. */
export type CloseAnswer = 'pause' | 'keep' | 'cancel';

export interface CloseGuardPorts {
  isRunning(): boolean;
  ask(): Promise<CloseAnswer>;
  /** Ends the run at its next safe boundary; resolves once the journal has it. */
  pause(): Promise<void>;
  minimize(): void;
  close(): void;
}

/** Stands between the window's close button and a rollout that runs (screens.md, Roll out). */
export class CloseGuard {
  #isAsking = false;

  constructor(private readonly ports: CloseGuardPorts) {}

  /** True: the window stays open for now, and the person is asked. */
  holdsOpen(): boolean {
    if (this.#isAsking) return true;
    if (!this.ports.isRunning()) return false;
    this.#isAsking = true;
    void this.#ask().finally(() => (this.#isAsking = false));
    return true;
  }

  async #ask(): Promise<void> {
    const answer = await this.ports.ask();
    if (answer === 'keep') this.ports.minimize();
    if (answer !== 'pause') return;
    await this.ports.pause();
    this.#isAsking = false;
    this.ports.close();
  }
}

/** What the window waits for: a run, or a person's answer on its way to the engine. */
interface Working {
  readonly isWorking: boolean;
  pause(): Promise<void>;
}

/** The rollout of whatever plan is open when it is asked; none is open, nothing runs. */
export function rolloutPorts(
  current: () => Working | undefined,
): Pick<CloseGuardPorts, 'isRunning' | 'pause'> {
  return {
    isRunning: () => current()?.isWorking ?? false,
    pause: () => current()?.pause() ?? Promise.resolve(),
  };
}
