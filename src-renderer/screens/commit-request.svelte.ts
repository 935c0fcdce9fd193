import type { CommitView } from '../../shared/ipc/commit-contract';
import type { DriftChoice, DriftWay } from '../../shared/journal/drift-choice';
import type { RolloutView } from '../../shared/ipc/rollout-contract';
import { Action } from '../state/action.svelte';
import type { AppStore } from '../state/app.svelte';

type Act = CommitView['act'];

/** One thing a roll back asks about: `item` null for an object, or for everybody not listed. */
export function choiceKey(step: string, item: string | null): string {
  return `${step} ${item ?? ''}`;
}

function wanted(view: CommitView | null): readonly Omit<DriftChoice, 'way'>[] {
  return (view?.moved ?? []).flatMap(({ step, items, others }) => [
    ...items.map(({ person, seen }) => ({ step, item: person?.id ?? null, seen })),
    ...(others === null ? [] : [{ step, item: null, seen: others.seen }]),
  ]);
}

/** A commit from the first press to main's answer: asked, shown with its consequences, then done. */
export class CommitRequest {
  view = $state.raw<CommitView | null>(null);
  /** Why it starts although the schedule is closed; empty: it waits. */
  reason = $state('');
  /** Of a roll back: what becomes of what moved, by `choiceKey`. */
  ways = $state.raw<Readonly<Record<string, DriftWay>>>({});
  /** Pressed with something undecided. */
  isAsked = $state(false);
  readonly undecided = $derived(
    wanted(this.view).filter(({ step, item }) => this.ways[choiceKey(step, item)] === undefined),
  );
  readonly action = new Action();
  readonly #app: AppStore;
  readonly #done: (view: RolloutView) => void;

  constructor(app: AppStore, done: (view: RolloutView) => void) {
    this.#app = app;
    this.#done = done;
  }

  /** Asks main what the act would do; the dialog shows main's own figures. */
  async ask(
    act: Act,
    ring: number | null,
    from: string | null = null,
    person?: string,
    until?: string,
  ): Promise<void> {
    this.reason = '';
    this.ways = {};
    this.isAsked = false;
    const asked = {
      ...{ act, ring },
      ...(from === null ? {} : { from }),
      ...(person === undefined ? {} : { person }),
      ...(until === undefined ? {} : { until }),
    };
    this.view = await this.action.run(() => this.#app.call('rollout.prepare', asked));
  }

  choose(step: string, item: string | null, way: DriftWay): void {
    this.ways = { ...this.ways, [choiceKey(step, item)]: way };
  }

  #choices(): DriftChoice[] {
    return wanted(this.view).flatMap(({ step, item, seen }) => {
      const way = this.ways[choiceKey(step, item)];
      return way === undefined ? [] : [{ step, item, seen, way }];
    });
  }

  /** Sends the ticket. A refused or spent ticket closes the dialog: the figures may be old. */
  async commit(phrase: string, planHash: string): Promise<void> {
    const { view } = this;
    if (view === null) return;
    this.isAsked = true;
    if (this.undecided.length > 0) return;
    const choices = this.#choices();
    const leave = { ticket: view.ticket, phrase, planHash };
    const next = await this.action.run(() =>
      view.act === 'rollBack'
        ? this.#app.call('rollout.rollBack', { ...leave, choices })
        : this.#app.call('rollout.start', { ...leave, outsideReason: this.reason.trim() }),
    );
    this.view = null;
    if (next !== null) this.#done(next);
  }

  close(): void {
    this.view = null;
  }
}
