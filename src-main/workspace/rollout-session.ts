import { failure, type Failure } from '../../shared/diagnostic';
import type { RolloutView } from '../../shared/ipc/rollout-contract';
import type { Plan } from '../../shared/plan/plan';
import { err, ok, type Result } from '../../shared/result';
import type { Rollout, Until } from '../rollout/rollout';
import type { ApprovedFor } from '../rollout/approval';
import type { RollBackRange } from '../rollout/roll-back-range';
import type { SecondRequest } from '../rollout/approve-second';
import type { StopOutcome } from '../rollout/emergency-stop';
import type { Settlement } from '../rollout/settle-step';
import { Answering, type Give } from './answering';
import { approvedPlan, keepApproved } from './approved-plan';
import { EngineSlot } from './engine-slot';
import type { RunEnd } from './host-ports';
import { openEngine } from './open-engine';
import { Paced } from './paced';
import { failureToShow, isUnderWay, openSteps, progressOf, startOptions } from './rollout-steps';
import type { RolloutSessionDeps } from './rollout-session-deps';
import { toPreflightView } from './rollout-view';
import { sessionView, type Activity } from './session-view';

/** The approved plan being applied: one activity at a time, everything else derived from the journal. */
export class RolloutSession {
  readonly #engine: EngineSlot;
  readonly #answers = new Answering(() => this.open());
  /** Each view goes over every step and to the page: several a second are all a person can see. */
  readonly #telling = new Paced(() => {
    if (this.isBusy) this.deps.ports.showRun(this.progress());
    this.deps.changed();
  }, 100);
  readonly #told = (): void => this.#telling.ask();
  #activity: Activity = 'idle';
  #turn = 0;
  #isClosed = false;
  #abort: AbortController | null = null;
  #running: Promise<unknown> = Promise.resolve();
  #failure: Failure | null = null;
  #preflight: RolloutView['preflight'] = [];
  #started = { at: 0, done: 0 };

  constructor(private readonly deps: RolloutSessionDeps) {
    this.#engine = new EngineSlot({
      wanted: () => ({ plan: this.plan, source: deps.source() }),
      isBusy: () => this.isWorking,
      open: (plan, source) => openEngine(deps, plan, source),
      opened: (rollout) => this.#recover(rollout),
    });
  }

  get plan(): Plan | null {
    return approvedPlan(this.deps.store);
  }

  get isBusy(): boolean {
    return this.#activity !== 'idle';
  }

  /** Also a piece of work somebody waits for: closing now would cut it. */
  get isWorking(): boolean {
    return this.isBusy || this.#answers.isGiving;
  }

  /** Something has been sent and not all of it was taken back: the plan can't be replaced now. */
  get isUnderWay(): boolean {
    const status = this.rollout?.status();
    if (status !== undefined) return isUnderWay(status);
    return this.plan !== null && this.deps.store.journal.rollouts().length > 0;
  }

  async approve(plan: Plan, snapshotId: string | null): Promise<Result<void, Failure>> {
    const kept = await this.keep(plan, snapshotId);
    if (!kept.ok) return kept;
    const rollout = await this.open();
    if (!rollout.ok) return rollout;
    const asked = { by: this.deps.account(), how: 'window', for: 'apply' } as const;
    return rollout.value.approve({ planHash: plan.planHash, ...asked });
  }

  /**
   * Makes it the plan that is approved from here on; an engine over another one is let go. Opening
   * may find half a switch, and somebody may start meanwhile: no other plan takes their place then.
   */
  async keep(plan: Plan, snapshotId: string | null): Promise<Result<void, Failure>> {
    const isKept = (): boolean => this.plan?.planHash === plan.planHash;
    const mayKeep = (): Result<void, Failure> => {
      if (this.isBusy) return err(failure('store/locked'));
      // An approval carries a name, and the journal opens for writing only with a tenant behind it.
      return this.deps.source() === null ? err(failure('auth/signed-out')) : ok(undefined);
    };
    await this.#engine.settled();
    if (isKept()) return mayKeep();
    return this.#engine.drop(async () => {
      await this.#answers.ended;
      const may = mayKeep();
      return may.ok && !isKept() ? keepApproved(this.deps.store, plan, snapshotId) : may;
    });
  }

  /** Another person's yes; they signed in for this alone. */
  approveSecond(asked: SecondRequest): Promise<Result<void, Failure>> {
    return this.#answers.give((rollout) => rollout.approveSecond(asked));
  }

  /** The engine over the approved plan, with the source of now. */
  async open(): Promise<Result<Rollout, Failure>> {
    // Nobody would let go of an engine that is opened once the plan is closed.
    const opened = this.#isClosed ? null : await this.#engine.open();
    return opened === null || this.#isClosed ? err(failure('store/locked')) : opened;
  }

  /** Half a switch leaves people without anything that asks: settled as soon as the tenant is there. */
  #recover(rollout: Rollout): void {
    if (!rollout.needsRecovery()) return;
    this.#activity = 'recovering';
    const turn = (this.#turn += 1);
    this.#running = rollout
      .recover({ onEvent: this.#told })
      .then((done) => void (this.#failure = done.ok ? null : done.failure))
      .finally(() => this.#end(turn));
  }

  /** Returns at once. `reason`: also outside the schedule. */
  async start(until: Until, reason = ''): Promise<Result<void, Failure>> {
    const asked = startOptions(until, { by: this.deps.account(), how: 'window', reason });
    const onEvent = this.#told;
    return this.#run('apply', (rollout, signal) => rollout.apply({ ...asked, signal, onEvent }));
  }

  async rollBack(range: RollBackRange): Promise<Result<void, Failure>> {
    const asked = { ...range, onEvent: this.#told };
    return this.#run('rollBack', (rollout, signal) => rollout.rollBack({ ...asked, signal }));
  }

  /** Stops at the next safe boundary, after the open request has been settled. */
  hold(): void {
    this.#answers.cancel();
    if (!this.isBusy) return;
    this.#activity = 'holding';
    this.#abort?.abort();
    this.deps.changed();
  }

  confirm(stepId: string, evidence: string): Promise<Result<void, Failure>> {
    const asked = { stepId, evidence, by: this.deps.account(), onEvent: this.#told };
    return this.answer((one, signal) => one.confirm({ ...asked, signal }));
  }

  /** Emergency stop, also in the middle of a run. */
  stop(restore: boolean): Promise<Result<StopOutcome, Failure>> {
    const asked = { by: this.deps.account(), how: 'window', restore } as const;
    this.hold();
    return this.answer((rollout) => rollout.stop({ ...asked, onEvent: this.#told }));
  }

  settle(stepId: string, as: Settlement['as']): Promise<Result<void, Failure>> {
    return this.answer((rollout) => rollout.settle({ stepId, as, by: this.deps.account() }));
  }

  async checkPreflight(): Promise<Result<void, Failure>> {
    const rollout = await this.open();
    if (!rollout.ok) return rollout;
    const open = openSteps(this.plan, rollout.value.status())[0];
    if (open === undefined) return ok(undefined);
    this.#preflight = toPreflightView(await rollout.value.preflight(open.id));
    this.deps.changed();
    return ok(undefined);
  }

  view(): RolloutView {
    return sessionView(this.plan, this.rollout, {
      ...{ activity: this.#activity, failure: this.#failure, preflight: this.#preflight },
      ...{ started: this.#started, now: this.deps.ports.now() },
    });
  }

  get rollout(): Rollout | null {
    return this.#engine.current;
  }

  progress(): { done: number; total: number; hasEnforced: boolean } {
    return progressOf(this.plan, this.rollout?.status() ?? null);
  }

  async pause(): Promise<void> {
    this.hold();
    await Promise.allSettled([this.#running, this.#answers.ended]);
  }

  /** As pause, then lets go of the tenant's lock. Who is opening just now gets nothing any more. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.pause();
    await this.#engine.drop(() => this.pause().then(() => ok(undefined)));
    this.#telling.drop();
  }

  async answer<T>(give: Give<T>): Promise<Result<T, Failure>> {
    const done = await this.#answers.give(give);
    // What a run that began meanwhile has to say is its own.
    if (!this.isBusy) this.#failure = done.ok ? null : done.failure;
    this.deps.changed();
    return done;
  }

  async #run(
    way: ApprovedFor,
    work: (rollout: Rollout, signal: AbortSignal) => Promise<Result<unknown, Failure>>,
  ): Promise<Result<void, Failure>> {
    if (this.isBusy) return err(failure('store/locked'));
    if (this.deps.source() === null) return err(failure('auth/signed-out'));
    const rollout = await this.open();
    if (!rollout.ok) return rollout;
    // Another one may have started while the engine was opened.
    if (this.isBusy && this.#activity !== 'recovering') return err(failure('store/locked'));
    // Opening may have found half a switch: nothing else is sent before it is settled.
    const before = Promise.allSettled([this.#running, this.#answers.ended]);
    const abort = (this.#abort = new AbortController());
    this.#activity = way === 'apply' ? 'running' : 'rollingBack';
    const turn = (this.#turn += 1);
    this.#failure = null;
    this.#started = { at: this.deps.ports.now(), done: this.progress().done };
    this.deps.changed();
    // The commit that led here was a person's yes to this plan, this way.
    const { planHash } = rollout.value.status();
    const asked = { planHash, by: this.deps.account(), how: 'window', for: way } as const;
    let end: RunEnd | undefined;
    this.#running = before
      .then(() => rollout.value.approve(asked))
      .then((approved) => (approved.ok ? work(rollout.value, abort.signal) : approved))
      .then((result) => {
        this.#failure = result.ok ? null : failureToShow(result.failure, abort.signal.aborted);
        if (!abort.signal.aborted) end = result.ok ? 'reached' : 'waits';
      })
      .finally(() => {
        this.#abort = null;
        this.#end(turn, end);
      });
    return ok(undefined);
  }

  /** What began meanwhile goes on: a run that was asked for during a recovery. */
  #end(turn: number, end?: RunEnd): void {
    if (this.#turn === turn) {
      this.#telling.drop();
      this.deps.ports.showRun(null, end);
      this.#activity = 'idle';
    }
    this.deps.changed();
  }
}
