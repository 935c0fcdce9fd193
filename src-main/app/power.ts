/** The parts of Electron's power and window functions that are needed. */
export interface PowerPorts {
  startBlocker(): number;
  stopBlocker(id: number): void;
  /** 0 to 1; below 0 removes the bar. */
  setProgress(fraction: number): void;
}

/** Keeps the computer awake and shows progress on the taskbar while a ring runs. */
export class RunPower {
  readonly #ports: PowerPorts;
  #blocker: number | undefined;

  constructor(ports: PowerPorts) {
    this.#ports = ports;
  }

  /** Follows the state of the rollout; called at every change of it. */
  update(run: {
    readonly isRunning: boolean;
    readonly done: number;
    readonly total: number;
  }): void {
    if (run.isRunning && this.#blocker === undefined) {
      this.#blocker = this.#ports.startBlocker();
    }
    if (!run.isRunning && this.#blocker !== undefined) {
      this.#ports.stopBlocker(this.#blocker);
      this.#blocker = undefined;
    }
    this.#ports.setProgress(run.isRunning && run.total > 0 ? run.done / run.total : -1);
  }
}
