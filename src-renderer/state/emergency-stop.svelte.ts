import type { FailureView } from '../../shared/ipc/common-views';
import type { Answer, Api, CallInput, CallName, CallOutput } from '../../shared/ipc/contract-types';
import type { ConnectView } from '../../shared/ipc/home-contract';
import type { RolloutView, StopView } from '../../shared/ipc/rollout-contract';
import { callSafely } from '../api';

type Leave = Pick<CallInput<'rollout.stop'>, 'ticket' | 'planHash'>;
type Targets = CallOutput<'rollout.stopTargets'>['targets'];

/** Statuses in which a step has certainly sent nothing. */
const unsent: ReadonlySet<string> = new Set(['PENDING', 'PREFLIGHT', 'ROLLED_BACK']);

/**
 * The emergency stop of the window (execution.md 3.7): leave asked on the first press, carried out
 * on the second; what became of it stays until another tenant is opened.
 */
export class EmergencyStop {
  /** This rollout has turned a policy on, or may have. */
  mayHaveEnforced = $state(false);
  isBusy = $state(false);
  isRestoring = $state(false);
  /** It waits for the permission to change the tenant, which the browser asks for. */
  isAsking = $state(false);
  /** The result is on show. */
  isShown = $state(false);
  view = $state.raw<StopView | null>(null);
  failure = $state.raw<FailureView | null>(null);
  /** Why per-user MFA could not be restored. */
  restoreFailure = $state.raw<FailureView | null>(null);
  /** What to do by hand, newest first; null: not known (yet). */
  targets = $state.raw<Targets | null>(null);
  readonly #api: Api;
  #leave: Promise<Answer<Leave>> | null = null;
  #turn = 0;

  constructor(api: Api) {
    this.#api = api;
  }

  /** Looks at what main says of the rollout. */
  see({ steps }: Pick<RolloutView, 'steps'>): void {
    this.mayHaveEnforced = steps.some(
      ({ purpose, kind, isGoingBack, status }) =>
        purpose === 'caEnforce' &&
        (kind === 'ca.setState' || kind === 'ca.create') &&
        (isGoingBack ? status !== 'ROLLED_BACK' : !unsent.has(status)),
    );
  }

  /** Looks at what main says of the sign-in: a wait of the stop is shown wherever one is by then. */
  hear({ permission }: Pick<ConnectView, 'permission'>): void {
    this.isAsking = permission === 'asking' && (this.isBusy || this.isRestoring);
    if (this.isAsking) this.isShown = true;
  }

  /** Ends the wait at once: nothing is sent without the permission. */
  async endQuestion(): Promise<void> {
    await this.#call('connect.cancel', {});
  }

  /** Another tenant: nothing here is about it. */
  forget(): void {
    this.#turn += 1;
    this.#leave = null;
    this.mayHaveEnforced = this.isBusy = this.isRestoring = false;
    this.isAsking = this.isShown = false;
    this.view = this.failure = this.restoreFailure = this.targets = null;
  }

  /**
   * First press: asks for leave, and which policies it will be. Where there is no leave, the way by
   * hand is shown at once.
   */
  async prepare(): Promise<void> {
    const turn = this.#turn;
    this.failure = null;
    const asked = (this.#leave = this.#ask());
    const leave = await asked;
    if (turn !== this.#turn || this.isBusy) return;
    if (leave.ok) await this.#readTargets();
    else await this.#fail(leave.failure);
  }

  /** The first press was withdrawn: its leave is not used. */
  withdraw(): void {
    this.#leave = null;
  }

  /** Carries it out; also in the middle of a run. */
  async run(): Promise<void> {
    if (this.isBusy || this.isRestoring) return;
    const turn = this.#turn;
    this.isBusy = this.isShown = true;
    this.view = this.failure = this.restoreFailure = null;
    const leave = await (this.#leave ?? this.#ask());
    this.#leave = null;
    if (turn === this.#turn && leave.ok) void this.#readTargets();
    const done = leave.ok ? await this.#stop(leave.value, false) : leave;
    if (turn !== this.#turn) return;
    this.isBusy = this.isAsking = false;
    this.isShown = true;
    if (done.ok) this.#take(done.value);
    else await this.#fail(done.failure);
  }

  /** Gives per-user MFA back to those whom the stop left with nothing. */
  async restore(): Promise<void> {
    if (this.isBusy || this.isRestoring) return;
    const turn = this.#turn;
    this.isRestoring = true;
    this.restoreFailure = null;
    const leave = await this.#ask();
    const done = leave.ok ? await this.#stop(leave.value, true) : leave;
    if (turn !== this.#turn) return;
    this.isRestoring = this.isAsking = false;
    if (done.ok) this.#take(withEarlier(done.value, this.view));
    else this.restoreFailure = done.failure;
  }

  #call<N extends CallName>(name: N, input: CallInput<N>): Promise<Answer<CallOutput<N>>> {
    return callSafely(this.#api, name, input);
  }

  /** One after the other: main opens the rollout for the first. */
  async #ask(): Promise<Answer<Leave>> {
    const commit = await this.#call('rollout.prepare', { act: 'stop', ring: null });
    if (!commit.ok) return commit;
    const rollout = await this.#call('rollout.get', {});
    if (!rollout.ok) return rollout;
    const { planHash } = rollout.value;
    if (planHash === null) return { ok: false, failure: { code: 'plan/not-approved', values: {} } };
    return { ok: true, value: { ticket: commit.value.ticket, planHash } };
  }

  #stop(leave: Leave, restore: boolean): Promise<Answer<StopView>> {
    return this.#call('rollout.stop', { ...leave, phrase: '', restore });
  }

  #take(view: StopView): void {
    this.view = view;
    this.see(view.rollout);
  }

  async #fail(failure: FailureView): Promise<void> {
    this.failure = failure;
    this.isShown = true;
    await this.#readTargets();
  }

  /** A list read before stays: knowing it is worth more than knowing that it is gone. */
  async #readTargets(): Promise<void> {
    const turn = this.#turn;
    const answer = await this.#call('rollout.stopTargets', {});
    if (turn !== this.#turn || !answer.ok) return;
    if (answer.value.targets.length > 0 || this.targets === null) {
      this.targets = answer.value.targets;
    }
  }
}

/** The second stop finds off what the first one turned off: that stays what became of it. */
function withEarlier(now: StopView, before: StopView | null): StopView {
  const loosened = new Set(
    before?.policies.filter(({ state }) => state === 'reportOnly').map(({ id }) => id),
  );
  const policies = now.policies.map((policy) =>
    policy.state === 'wasOff' && loosened.has(policy.id)
      ? { ...policy, state: 'reportOnly' as const }
      : policy,
  );
  return { ...now, policies };
}
