import type { RolloutStep, RolloutView } from '../../shared/ipc/rollout-contract';
import type { JournalEntry } from '../../shared/journal/journal-entry';
import { settlesItself } from '../../shared/journal/settles-itself';
import { isJsonObject, type Json } from '../../shared/json';
import type { Person } from '../../shared/assess/people';
import { byAppReason } from '../../shared/plan/by-hand';
import { nameFailure } from '../../shared/plan/name-failure';
import type { Plan } from '../../shared/plan/plan';
import type { Step } from '../../shared/plan/step';
import { stepTitle } from '../../shared/plan/step-title';
import { isWrite } from '../../shared/plan/summary';
import type { PreflightRow } from '../rollout/rollout';
import type { RolloutStatus } from '../rollout/rollout-status';
import { logText } from './log-text';
import { hasBegun, isStepOver } from './rollout-steps';

export interface RolloutViewInput {
  readonly plan: Plan;
  readonly status: RolloutStatus;
  readonly entries: readonly JournalEntry[];
  readonly activity: 'idle' | 'running' | 'holding' | 'rollingBack' | 'recovering';
  readonly failure: RolloutView['failure'];
  readonly preflight: RolloutView['preflight'];
  readonly secondsLeft: number | null;
}

type StepState = RolloutStatus['steps'][number];

/** The Roll out screen: status derived from the journal, joined with the plan's words. */
export function buildRolloutView(input: RolloutViewInput): RolloutView {
  const { plan, status } = input;
  const people = new Map(plan.people.map((person) => [person.id, person] as const));
  const states = new Map(status.steps.map((step) => [step.id, step] as const));
  const isDone = (step: Step): boolean => states.get(step.id)?.status === 'DONE';
  const done = plan.steps.filter(isDone).length;
  const isOver = (step: Step): boolean => {
    const state = states.get(step.id);
    return state !== undefined && isStepOver(state);
  };
  const current = plan.steps.find((step) => !isOver(step)) ?? null;
  return {
    planHash: plan.planHash,
    state: stateOf(input),
    source: plan.source,
    steps: plan.steps.map((step) => toStep(step, states.get(step.id), plan, people)),
    rings: plan.rings.map((ring) => {
      const own = plan.steps.filter((step) => step.ring === ring.ring);
      return {
        ring: ring.ring,
        name: { key: ring.name, values: { label: ring.label ?? '' } },
        size: ring.members.length,
        done: own.filter(isDone).length,
        total: own.length,
      };
    }),
    nextRing: nextRing(plan, isOver),
    current: current?.id ?? null,
    stepsDone: done,
    stepsTotal: plan.steps.length,
    secondsLeft: input.secondsLeft,
    preflight: input.preflight,
    failure: named(input.failure ?? firstFailure(status), plan),
    canRollBack: status.steps.some(hasBegun),
    backRange: rangeAsked(status.backRange, people),
    isHeldWhole: false,
    log: input.entries.map((entry) => ({
      at: entry.at,
      stepId: entry.stepId,
      type: entry.type,
      text: logText(entry),
    })),
  };
}

/** As it is asked for in the window: by the ring or the step that is the first to be taken back. */
function rangeAsked(
  range: RolloutStatus['backRange'],
  people: ReadonlyMap<string, Person>,
): RolloutView['backRange'] {
  if (range === null) return null;
  const { ring = null, toStep, from, person: id } = range;
  if (id !== undefined) {
    const { name = id, upn = id } = people.get(id) ?? {};
    return { ring: null, from: null, person: { id, name, upn } };
  }
  return { ring, from: ring === null && toStep !== null ? from : null };
}

/** The guards' verdicts for the page. */
export function toPreflightView(rows: readonly PreflightRow[]): RolloutView['preflight'] {
  return rows.map(({ guard, verdict, detail }) => ({
    guard,
    verdict,
    detail: { key: detail.key, values: { ...detail.values } },
  }));
}

function stateOf(input: RolloutViewInput): RolloutView['state'] {
  switch (input.activity) {
    case 'running':
      return 'running';
    case 'holding':
      return 'holding';
    case 'rollingBack':
      return 'rollingBack';
    case 'recovering':
      return 'recovering';
    case 'idle':
      // Nothing runs in this process: a rollout that says so was interrupted and can go on.
      return input.status.state === 'running' ? 'held' : input.status.state;
  }
}

/** The ring the next open step belongs to; a step before any ring counts to the first. */
function nextRing(plan: Plan, isOver: (step: Step) => boolean): number | null {
  const open = plan.steps.findIndex((step) => !isOver(step));
  if (open < 0) return null;
  return plan.steps.slice(open).find((step) => step.ring !== undefined)?.ring ?? null;
}

function firstFailure(status: RolloutStatus): RolloutView['failure'] {
  const all = status.steps.flatMap(({ failure }) => failure ?? []);
  return all.find((failure) => !settlesItself(failure)) ?? null;
}

function toStep(
  step: Step,
  state: StepState | undefined,
  plan: Plan,
  people: ReadonlyMap<string, Person>,
): RolloutStep {
  return {
    id: step.id,
    kind: step.kind,
    purpose: step.purpose,
    ring: step.ring ?? null,
    title: stepTitle(step),
    status: state?.status ?? 'PENDING',
    items: state?.items ?? null,
    at: state?.at ?? null,
    failure: named(state?.failure ?? null, plan),
    drift:
      state === undefined || state.drift === null
        ? null
        : {
            prior: pretty(nameKeys(state.drift.prior, people)),
            planned: pretty(nameKeys(state.drift.planned, people)),
            now: pretty(nameKeys(state.drift.now, people)),
            names: [...state.drift.names],
          },
    gate: gateOf(step, state),
    manual:
      step.manual === undefined
        ? null
        : {
            id: step.manual.id,
            people: step.manual.userIds.map((id) => {
              const person = people.get(id);
              return { id, name: person?.name ?? id, upn: person?.upn ?? id };
            }),
            wantsAccounts: step.purpose === 'emergencyAccess',
          },
    soakUntil: state?.soakUntil ?? null,
    isGoingBack: state?.isGoingBack ?? false,
    hands: isWrite(step) ? (byAppReason(step) ?? 'yes') : null,
    answers: [...(state?.answers ?? [])],
  };
}

function named(failure: RolloutView['failure'], plan: Plan): RolloutView['failure'] {
  return failure === null ? null : nameFailure(failure, plan);
}

/** What a step over people wrote down by id, by user principal name. */
function nameKeys(value: Json, people: ReadonlyMap<string, Person>): Json {
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value);
  return Object.fromEntries(entries.map(([key, one]) => [people.get(key)?.upn ?? key, one]));
}

/** The reading each figure comes from. */
const gateSources = {
  registered: 'userMethods',
  reportOnlyFailures: 'signIns',
  reportOnlyInterrupted: 'signIns',
  emergencyAccess: 'users',
  openBlockers: 'users',
} as const;

function gateOf(step: Step, state: StepState | undefined): RolloutStep['gate'] {
  if (step.gate === undefined) return null;
  const source = gateSources[step.gate.figure];
  if (state?.gate) return { ...state.gate, source, looked: true };
  return {
    figure: step.gate.figure,
    looked: false,
    value: null,
    limit: step.gate.atLeast ?? step.gate.atMost ?? 0,
    source,
    met: false,
    people: null,
  };
}

function pretty(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}
