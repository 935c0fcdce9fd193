import type { Assessment, Session } from '../../shared/assess/assessment';
import { assess } from '../../shared/assess/assess';
import type { Person } from '../../shared/assess/people';
import type { Failure } from '../../shared/diagnostic';
import type { Sha256 } from '../../shared/ids';
import { simulatePlan } from '../../shared/lockout/simulate-lockout';
import type { Simulation } from '../../shared/lockout/verdict';
import { makePlan } from '../../shared/plan/make-plan';
import type { Plan } from '../../shared/plan/plan';
import { ok, type Result } from '../../shared/result';
import type { Answers } from '../../shared/tenant/answer';
import type { Choices } from '../../shared/tenant/choice';
import type { Snapshot } from '../../shared/tenant/snapshot';

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

/** Accounts for which a plan is made in the time of a key press. */
const smallTenant = 2_000;

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
  #other: Simulation | null = null;

  constructor(
    private readonly ports: {
      readonly sha256: Sha256;
      readonly appVersion: string;
      /** ISO instant of this computer or the practice clock. */
      now(): string;
    },
  ) {}

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
    const { users } = input.snapshot;
    const isSmall = users.kind === 'read' && users.value.length <= smallTenant;
    const plan = this.#plan ?? (isSmall ? this.plan(input) : null);
    return plan?.ok === true ? plan.value : null;
  }

  /** The simulation of a plan that is not the current one, for example the approved. */
  simulate(plan: Plan): Simulation {
    if (this.#other?.planHash !== plan.planHash) this.#other = simulatePlan(plan);
    return this.#other;
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
    const known = this.#input;
    const isSame =
      known?.snapshot === input.snapshot &&
      known.answers === input.answers &&
      known.choices === input.choices;
    if (isSame) return;
    this.#input = input;
    this.#assessed = null;
    this.#plan = null;
    this.#simulation = null;
  }
}
