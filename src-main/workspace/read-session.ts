import type { Failure } from '../../shared/diagnostic';
import type { ReadView } from '../../shared/ipc/home-contract';
import type { Snapshot } from '../../shared/tenant/snapshot';
import { sourceNames } from '../../shared/tenant/snapshot';
import type { ReadProgress } from '../rollout/read-progress';
import { keptSources } from './kept-sources';

/** One reading tour as the Read screen sees it: progress, pause, cancel, what came of it. */
export class ReadSession {
  #view: ReadView = idleView();
  #abort: AbortController | null = null;
  #beside = new AbortController();
  #paused = false;
  /** Chains that wait while paused: a tour reads several lists side by side, each stops by itself. */
  #waiting: (() => void)[] = [];

  constructor(private readonly changed: (view: ReadView) => void) {}

  get view(): ReadView {
    return this.#view;
  }

  get isRunning(): boolean {
    return this.#abort !== null;
  }

  /** Shows a snapshot that was read earlier. */
  showFinished(snapshot: Snapshot): void {
    const perUser = snapshot.perUserMfa;
    const { sources } = this.#view;
    const isFollowed = sources.some(({ state }) => state !== 'waiting');
    this.#view = {
      ...this.#view,
      sources: isFollowed ? sources : keptSources(snapshot),
      state: 'done',
      percent: 100,
      secondsLeft: null,
      waitSeconds: null,
      isNetworkLost: false,
      failure: null,
      answersFound: null,
      readAt: snapshot.takenAt,
      users: snapshot.users.kind === 'read' ? snapshot.users.value.length : 0,
      perUserMfa:
        perUser.kind === 'read'
          ? {
              bulk: perUser.value.bulk,
              read: Object.keys(perUser.value.states).length,
              checked: perUser.value.checked,
            }
          : null,
    };
    this.changed(this.#view);
  }

  /** Runs the tour; a second start while one runs is ignored, one while paused goes on. */
  async run(
    tour: (control: {
      signal: AbortSignal;
      isPaused(): boolean;
      whenResumed(): Promise<void>;
      onProgress(progress: ReadProgress): void;
      onAnswers(found: number): void;
      /** How many reads wait for the network. */
      onNetwork(waiting: number): void;
    }) => Promise<{ ok: true; value: Snapshot } | { ok: false; failure: Failure }>,
  ): Promise<Snapshot | null> {
    if (this.#abort) {
      this.resume();
      return null;
    }
    const abort = new AbortController();
    this.#abort = abort;
    this.#paused = false;
    this.#set({ ...idleView(), state: 'reading' });
    try {
      const result = await tour({
        signal: abort.signal,
        isPaused: () => this.#paused,
        whenResumed: () => this.#whenResumed(),
        onProgress: (progress) => this.#progress(progress),
        onAnswers: (found) => {
          // It is looked through to its end after a cancel too, and somebody may read again.
          if (this.#abort === abort) this.#set({ ...this.#view, answersFound: found });
        },
        onNetwork: (waiting) => {
          if (this.#abort !== abort) return;
          this.#set({ ...this.#view, isNetworkLost: waiting > 0, secondsLeft: null });
        },
      });
      if (!result.ok) {
        const isCancelled = abort.signal.aborted;
        this.#set({
          ...this.#view,
          state: isCancelled ? 'cancelled' : 'failed',
          failure: isCancelled ? null : result.failure,
          waitSeconds: null,
          isNetworkLost: false,
          secondsLeft: null,
          answersFound: null,
        });
        return null;
      }
      this.showFinished(result.value);
      return result.value;
    } finally {
      this.#abort = null;
      this.#wakeAll();
    }
  }

  /** Stops at the next page boundary. */
  pause(): void {
    if (!this.#abort || this.#paused) return;
    this.#paused = true;
    this.#set({ ...this.#view, state: 'paused', secondsLeft: null });
  }

  resume(): void {
    if (!this.#paused) return;
    this.#paused = false;
    this.#set({ ...this.#view, state: 'reading' });
    this.#wakeAll();
  }

  /** Ends a smaller reading beside the tours, like these with `cancel`. */
  get besideSignal(): AbortSignal {
    return this.#beside.signal;
  }

  cancel(): void {
    this.#abort?.abort();
    this.#beside.abort();
    this.#beside = new AbortController();
    this.resume();
  }

  #whenResumed(): Promise<void> {
    if (!this.#paused) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #wakeAll(): void {
    for (const wake of this.#waiting.splice(0)) wake();
  }

  #progress(progress: ReadProgress): void {
    this.#set({
      ...this.#view,
      state: this.#paused ? 'paused' : 'reading',
      sources: progress.sources.map((source) => ({ ...source })),
      percent: Math.min(100, Math.max(0, progress.percent)),
      secondsLeft: this.#paused ? null : progress.secondsLeft,
      perUserMfa: progress.perUserMfa,
      waitSeconds: progress.waitSeconds,
      users: progress.users,
      answersFound: null,
      roundTrips: progress.roundTrips,
    });
  }

  #set(view: ReadView): void {
    this.#view = view;
    this.changed(view);
  }
}

function idleView(): ReadView {
  return {
    state: 'idle',
    failure: null,
    sources: sourceNames.map((source) => ({
      source,
      state: 'waiting',
      count: 0,
      total: null,
      milliseconds: 0,
      reason: null,
      status: null,
      graphCode: null,
      restarts: 0,
    })),
    percent: 0,
    secondsLeft: null,
    waitSeconds: null,
    isNetworkLost: false,
    perUserMfa: null,
    readAt: null,
    users: 0,
    roundTrips: 0,
    answersFound: null,
  };
}
