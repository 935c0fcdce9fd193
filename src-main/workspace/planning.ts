import type { Assessment, Session } from '../../shared/assess/assessment';
import { assess } from '../../shared/assess/assess';
import { unpackAssessed, type PackedAssessed } from '../../shared/assess/packed-assessed';
import type { Person } from '../../shared/assess/people';
import { failure, type Failure } from '../../shared/diagnostic';
import type { Sha256 } from '../../shared/ids';
import { simulatePlan } from '../../shared/lockout/simulate-lockout';
import type { Simulation } from '../../shared/lockout/verdict';
import { makePlan } from '../../shared/plan/make-plan';
import type { Plan } from '../../shared/plan/plan';
import { err, ok, type Result } from '../../shared/result';
import type { Answers } from '../../shared/tenant/answer';
import type { Choices } from '../../shared/tenant/choice';
import type { Snapshot } from '../../shared/tenant/snapshot';
import type { MadePreview } from '../exports/preview-export';
import { inTurns } from '../ports/in-turns';
import { smallTenant, type FarThinking } from './far-thinking';
import { OtherPlan } from './other-plan';
import type { PreviewWanted, Thought } from './thinking-job';

export interface PlanningInput {
  readonly snapshot: Snapshot;
  readonly answers: Answers | null;
  readonly choices: Choices;
  /** Who is connected how; left out: online, in this tenant. */
  readonly session?: Session;
}

export interface Assessed {
  readonly assessment: Assessment;
  readonly people: readonly Person[];
}

/** `plan/cancelled`: a person ended it. */
type Prepared = Result<void, Failure>;

/**
 * Assessment, plan and simulation of one snapshot with its answers and choices, each computed once
 * per input. Inputs are compared by identity: every edit makes new objects.
 */
export class Planning {
  #input: PlanningInput | null = null;
  #assessed: {
    readonly asOf: string;
    readonly session: Session | undefined;
    readonly result: Result<Assessed, Failure>;
  } | null = null;
  #plan: Result<Plan, Failure> | null = null;
  #simulation: Simulation | null = null;
  /** A plan that is not the current one, for example the approved. */
  readonly other: OtherPlan;
  readonly #underWay = new Map<Thought, { input: PlanningInput; done: Promise<Prepared> }>();
  /** How often a person had enough of waiting. */
  #cancels = 0;

  constructor(
    private readonly ports: {
      /** Absent: everything is worked out in this process. */
      readonly far?: FarThinking;
      readonly sha256: Sha256;
      readonly appVersion: string;
      /** ISO instant of this computer or the practice clock. */
      now(): string;
    },
  ) {
    this.other = new OtherPlan(ports.far, () => this.#cancels);
  }

  /**
   * Has something worked out beside this process, where that takes time: what is asked for next is
   * then at hand. Whatever comes of it, the asking itself gives the answer or the failure; only
   * after `plan/cancelled` nobody may ask.
   */
  async prepare(thought: Thought, input: PlanningInput): Promise<Prepared> {
    this.#take(input);
    const { far } = this.ports;
    if (far === undefined || isSmall(input) || this.#isAtHand(thought, input)) return ok(undefined);
    const known = this.#underWay.get(thought);
    if (known !== undefined && isSameInput(known.input, input)) return known.done;
    const done = this.#think(far, thought, input);
    this.#underWay.set(thought, { input, done });
    const prepared = await done;
    if (this.#underWay.get(thought)?.done === done) this.#underWay.delete(thought);
    return prepared;
  }

  async #think(far: FarThinking, thought: Thought, input: PlanningInput): Promise<Prepared> {
    const snapshotId = far.snapshotId();
    if (snapshotId === null) return ok(undefined);
    const cancels = this.#cancels;
    // The simulation is of the plan at hand, to its last byte.
    const planned = thought === 'simulation' ? await this.prepare('plan', input) : ok(undefined);
    if (!planned.ok) return planned;
    const { answers, choices, session } = input;
    const asOf = this.#asOf(input);
    const answer = await far.thinking.answer({
      ...{ thought, directory: far.directory, snapshotId, answers, choices, session, asOf },
      ...{ madeAt: this.ports.now(), appVersion: this.ports.appVersion },
    });
    if (answer === undefined && cancels !== this.#cancels) return err(failure('plan/cancelled'));
    const whole = thought === 'assessed' ? await unpacked(answer, input.snapshot) : answer;
    if (this.#input !== null && isSameInput(this.#input, input)) {
      this.#keep(thought, input, asOf, whole);
    }
    return ok(undefined);
  }

  /** Of the plan at hand: null where that takes no time, or could not be made beside this process. */
  async preview(
    input: PlanningInput,
    { envelope: { madeAt, appVersion } }: Plan,
    wanted: PreviewWanted,
  ): Promise<Result<MadePreview | null, Failure>> {
    const { far } = this.ports;
    const snapshotId = far?.snapshotId() ?? null;
    if (far === undefined || snapshotId === null || isSmall(input)) return ok(null);
    const cancels = this.#cancels;
    const { answers, choices, session } = input;
    const asOf = this.#asOf(input);
    const job = { directory: far.directory, snapshotId, answers, choices, session, asOf };
    const of = { kind: 'snapshot' as const, job: { ...job, madeAt, appVersion } };
    const made = await far.thinking.preview(of, wanted);
    if (made === undefined && cancels !== this.#cancels) return err(failure('plan/cancelled'));
    return ok(made ?? null);
  }

  #keep(thought: Thought, { session }: PlanningInput, asOf: string, answer: unknown): void {
    if (answer === undefined) return;
    if (thought === 'assessed') {
      this.#assessed ??= { asOf, session, result: answer as Result<Assessed, Failure> };
    } else if (thought === 'plan') this.#plan ??= answer as Result<Plan, Failure>;
    else {
      const simulated = answer as Result<Simulation, Failure>;
      const planHash = this.#plan?.ok === true ? this.#plan.value.planHash : null;
      if (simulated.ok && simulated.value.planHash === planHash) {
        this.#simulation ??= simulated.value;
      }
    }
  }

  #isAtHand(thought: Thought, input: PlanningInput): boolean {
    if (thought === 'plan') return this.#plan !== null;
    if (thought === 'simulation') return this.#simulation !== null;
    const known = this.#assessed;
    return known?.asOf === this.#asOf(input) && known.session === input.session;
  }

  /** Whoever waits has had enough: `plan/cancelled` for all of them. */
  cancel(): void {
    this.#cancels += 1;
    this.ports.far?.thinking.stop();
  }

  /** Ends what is being worked out: nobody waits for it any more. */
  close(): void {
    this.ports.far?.thinking.stop();
  }

  assessed(input: PlanningInput): Result<Assessed, Failure> {
    this.#take(input);
    const asOf = this.#asOf(input);
    const { session } = input;
    const known = this.#assessed;
    if (known?.asOf === asOf && known.session === session) return known.result;
    const result = assess({ ...input, asOf });
    this.#assessed = { asOf, session, result };
    return result;
  }

  plan(input: PlanningInput): Result<Plan, Failure> {
    this.#take(input);
    const { snapshot, answers, choices } = input;
    // Not the session: a plan is about the tenant, not about who is connected while it is made.
    this.#plan ??= makePlan({
      snapshot,
      answers,
      choices,
      asOf: input.snapshot.takenAt,
      madeAt: this.ports.now(),
      appVersion: this.ports.appVersion,
      sha256: this.ports.sha256,
    });
    return this.#plan;
  }

  /**
   * The plan where it costs nothing to have: worked out already, or of a tenant so small that it
   * takes no time. Null: not yet, or there can be none.
   */
  planAtHand(input: PlanningInput): Plan | null {
    this.#take(input);
    const plan = this.#plan ?? (isSmall(input) ? this.plan(input) : null);
    return plan?.ok === true ? plan.value : null;
  }

  simulation(input: PlanningInput): Result<Simulation, Failure> {
    const plan = this.plan(input);
    if (!plan.ok) return plan;
    this.#simulation ??= simulatePlan(plan.value);
    return ok(this.#simulation);
  }

  /**
   * The instant findings are judged at, to the hour, so that repeats stay cheap. A practice tenant
   * lives on its own clock: there the reading itself is "now".
   */
  #asOf(input: PlanningInput): string {
    const now = this.ports.now();
    const { takenAt, origin } = input.snapshot;
    if (origin === 'practice' || now < takenAt) return takenAt;
    return `${now.slice(0, 13)}:59:59Z`;
  }

  #take(input: PlanningInput): void {
    if (this.#input !== null && isSameInput(this.#input, input)) return;
    this.#input = input;
    this.#assessed = null;
    this.#plan = null;
    this.#simulation = null;
  }
}

/** Undefined: it is of another snapshot, and is worked out in this process. */
async function unpacked(
  answer: unknown,
  snapshot: Snapshot,
): Promise<Result<Assessed, Failure> | undefined> {
  const packed = answer as Result<PackedAssessed, Failure> | undefined;
  if (packed?.ok !== true) return packed;
  const assessed = await inTurns(unpackAssessed(packed.value, snapshot));
  return assessed === null ? undefined : ok(assessed);
}

function isSmall({ snapshot: { users } }: PlanningInput): boolean {
  return users.kind !== 'read' || users.value.length <= smallTenant;
}

function isSameInput(left: PlanningInput, right: PlanningInput): boolean {
  return (
    left.snapshot === right.snapshot &&
    left.answers === right.answers &&
    left.choices === right.choices
  );
}
