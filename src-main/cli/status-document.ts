import type { Failure } from '../../shared/diagnostic';
import type { MovedItem } from '../../shared/journal/drift-choice';
import type { Json } from '../../shared/json';
import { backValues } from '../../shared/plan/back-values';
import type { Plan } from '../../shared/plan/plan';
import type { Step } from '../../shared/plan/step';
import type { Rollout, RolloutStatus } from '../rollout/rollout';
import type { UntilOption } from './option-values';
import { ringDriftDocument, type RingDriftDocument } from './ring-drift-document';

type StepState = RolloutStatus['steps'][number];

/** `causeway-status/1`: where a rollout stands, step by step. */
export interface StatusDocument {
  readonly schema: 'causeway-status/1';
  readonly state: RolloutStatus['state'];
  readonly planHash: string;
  readonly tenantId: string;
  readonly rolloutId: string | null;
  /** Where the last `apply` or `resume` was asked to stop; null: at the end. */
  readonly until: UntilOption;
  readonly graphUrl: string | null;
  readonly stepsDone: number;
  readonly stepsTotal: number;
  /** The first step that is not done; null when none is left. */
  readonly nextStep: string | null;
  /** The step at which taking back stopped; null: no roll back is under way. */
  readonly backOpenAt: string | null;
  /** The first step that the roll back under way takes back; null: none is under way. */
  readonly backFrom: string | null;
  /** The person whom alone the roll back under way takes back, by id; null: it is about steps. */
  readonly backPerson: string | null;
  /** Moved since the plan wrote it, as last shown before a roll back, while nobody has answered. */
  readonly moved: readonly (MovedItem & { readonly written: Json; readonly before: Json })[];
  /**
   * Who was elsewhere than the plan says when applying last began, the first 1,000 of each list;
   * `unread`: why nobody could tell. Null: nobody was found.
   */
  readonly ringDrift: RingDriftDocument | null;
  /** Why it stands still; null while nothing is in the way. */
  readonly stoppedBecause: Failure | null;
  readonly journalIntact: boolean;
  readonly steps: readonly (Pick<Step, 'id' | 'kind' | 'purpose'> & {
    readonly ring: number | null;
    readonly status: StepState['status'];
    readonly at: string | null;
    readonly items: StepState['items'];
    readonly failure: Failure | null;
    readonly drift: StepState['drift'];
    readonly gate: StepState['gate'];
    readonly soakUntil: string | null;
    /** Manual steps: who it concerns. */
    readonly userIds: readonly string[];
  })[];
}

/** A step that was to be taken back ends in one of these. */
const backEnds: ReadonlySet<string> = new Set(['ROLLED_BACK', 'SKIPPED', 'DONE', 'PENDING']);
const isOpenBack = (state: StepState): boolean => state.isGoingBack && !backEnds.has(state.status);

export function statusDocument(
  plan: Plan,
  rollout: Rollout,
  known: { readonly until: UntilOption; readonly graphUrl: string | null },
  stoppedBecause: Failure | null = null,
): StatusDocument {
  const status = rollout.status();
  const states = new Map(status.steps.map((state) => [state.id, state]));
  const steps = plan.steps.map((step) => {
    const state = states.get(step.id);
    return {
      id: step.id,
      kind: step.kind,
      purpose: step.purpose,
      ring: step.ring ?? null,
      status: state?.status ?? ('PENDING' as const),
      at: state?.at ?? null,
      items: state?.items ?? null,
      failure: state?.failure ?? null,
      drift: state?.drift ?? null,
      gate: state?.gate ?? null,
      soakUntil: state?.soakUntil ?? null,
      userIds: step.manual?.userIds ?? [],
    };
  });
  const isBack = status.state === 'rolledBack';
  const isOver = isBack || status.state === 'done';
  const open = status.steps.find(
    (step) => step.status !== 'DONE' && (step.status !== 'SKIPPED' || step.isGoingBack),
  );
  const person = status.backRange?.person ?? null;
  const next = isOver ? undefined : steps.find((step) => step.id === open?.id);
  return {
    schema: 'causeway-status/1',
    state: status.state,
    planHash: plan.planHash,
    tenantId: plan.tenant.id,
    rolloutId: status.rolloutId,
    until: known.until,
    graphUrl: known.graphUrl,
    stepsDone: steps.filter((step) => step.status === 'DONE').length,
    stepsTotal: steps.length,
    nextStep: next?.id ?? null,
    backOpenAt: isOver ? null : (status.steps.find(isOpenBack)?.id ?? null),
    backFrom: isBack || person !== null ? null : (status.backRange?.from ?? null),
    backPerson: isBack ? null : person,
    moved: status.moved.map((one) => ({ ...one, ...backValues(plan, one) })),
    ringDrift: ringDriftDocument(plan, status),
    stoppedBecause: stoppedBecause ?? next?.failure ?? null,
    journalIntact: rollout.verifyChain().state === 'intact',
    steps,
  };
}
