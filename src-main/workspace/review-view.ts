import type { MessageView } from '../../shared/ipc/common-views';
import type { StepView } from '../../shared/ipc/plan-contract';
import type { ReviewView } from '../../shared/ipc/review-contract';
import type { JsonObject } from '../../shared/json';
import type { Simulation, StepSimulation } from '../../shared/lockout/verdict';
import { refusedByOpenAnswers, refusedPurposes } from '../../shared/assess/blockers';
import { isAtLeast } from '../../shared/assess/count-may-grow';
import type { Plan } from '../../shared/plan/plan';
import type { Step } from '../../shared/plan/step';
import { waitsBefore, wantOf } from '../../shared/plan/gate-want';
import { reachOf } from '../../shared/plan/step-reach';
import { reverseOf, stepRequests, type PlannedRequest } from '../../shared/plan/step-requests';
import { stepTitle } from '../../shared/plan/step-title';
import { nameAppeared } from '../../shared/exports/display-requests';
import { fateIn } from '../../shared/lockout/plan-fate';
import { stateToRing } from '../../shared/people/asker-flow';
import { isWrite, summarizePlan } from '../../shared/plan/summary';
import { buildPolicyDiff } from './policy-diff-view';
import { buildScheduleView } from './schedule-view';

export interface ReviewInput {
  readonly plan: Plan;
  readonly simulation: Simulation;
  readonly approved: { readonly by: string; readonly at: string } | null;
  readonly readOnly: MessageView | null;
  readonly proposal: ReviewView['proposal'];
  readonly isStale: boolean;
  /** Where the picture in time has its today: an instant. */
  readonly now: string;
}

/** Steps that write name service and shared accounts too; what is counted as people says so. */
function othersMoved({ steps, people }: Plan): number {
  const moved = new Set(
    steps.filter(isWrite).flatMap(({ items }) => items?.map(({ userId }) => userId) ?? []),
  );
  return people.filter(({ id, isPerson }) => !isPerson && moved.has(id)).length;
}

/** Review: every request with old value, new value and its way back (screens.md 11). */
export function buildReviewView(input: ReviewInput): ReviewView {
  const { plan, simulation } = input;
  const bySimulatedStep = new Map(simulation.steps.map((step) => [step.stepId, step] as const));
  const summary = summarizePlan(plan, fateIn(plan, simulation));
  const blocking = plan.findings.filter((finding) => finding.severity === 'blocker');
  const blockers = new Set<string>(blocking.map((finding) => finding.code));
  return {
    planHash: plan.planHash,
    madeAt: plan.envelope.madeAt,
    readAt: plan.snapshotTakenAt,
    enforcement: plan.enforcement,
    settingsChanged: summary.settingsChanged,
    peopleMoved: summary.peopleMoved,
    othersMoved: othersMoved(plan),
    loseAccess: summary.loseAccess,
    unknownPeople: summary.unknown,
    steps: plan.steps.map((step, place) =>
      stepView(step, {
        cloud: plan.cloud,
        simulated: bySimulatedStep.get(step.id),
        waits: waitsBefore(plan.steps, place),
      }),
    ),
    blockers: [
      ...blocking.map((finding) => ({
        code: finding.code,
        count: finding.count,
        isAtLeast: isAtLeast(finding.code, plan.lowerBound),
        refuses: [...refusedPurposes(finding).purposes],
      })),
      ...refusedByOpenAnswers(plan.unread)
        .filter((open) => !blockers.has(open.code))
        .map((open) => ({
          code: open.code,
          count: 0,
          isAtLeast: false,
          refuses: [...open.purposes],
        })),
    ],
    diff: buildPolicyDiff(plan),
    warnings: plan.lowerBound ? [{ key: 'review_warning_lower_bound', values: {} }] : [],
    cannotUndo: cannotUndo(plan.steps),
    approved: input.approved,
    readOnly: input.readOnly,
    proposal: input.proposal,
    stale: input.isStale,
    nothingToDo: summary.writes === 0,
    pictures: {
      schedule: buildScheduleView(plan, input.now),
      rings: stateToRing(plan),
      people: plan.rings.reduce((sum, ring) => sum + ring.members.length, 0),
    },
  };
}

/** Steps that can't be taken back by the app, as sentences. */
export function cannotUndo(steps: readonly Step[]): MessageView[] {
  return steps.flatMap((step) =>
    step.reverse.kind === 'oneWay' || (step.reverse.kind === 'manual' && step.purpose !== 'finish')
      ? [{ key: step.reverse.why, values: { step: step.id, name: step.target.name } }]
      : [],
  );
}

interface StepAround {
  readonly cloud: Plan['cloud'];
  readonly simulated: StepSimulation | undefined;
  readonly waits: readonly Step[];
}

export function stepView(step: Step, { cloud, simulated, waits }: StepAround): StepView {
  const back = reverseOf(step);
  return {
    id: step.id,
    bundle: step.bundle ?? null,
    kind: step.kind,
    purpose: step.purpose,
    ring: step.ring ?? null,
    title: stepTitle(step),
    target: step.target.name,
    why: { key: step.why.key, values: { ...step.why.values } },
    rules: [...step.why.rules],
    blast: step.blast,
    reach: reachOf(step),
    people: step.items?.length ?? step.manual?.userIds.length ?? step.gate?.userIds?.length ?? 0,
    gate: step.gate === undefined ? null : wantOf(step.gate),
    waitsFor: waits.map((one) => ({ id: one.id, title: stepTitle(one) })),
    prior: pretty(step.prior),
    planned: pretty(step.planned),
    reverse: {
      key: reverseKey(step),
      values: {},
    },
    reverseRequest: back === null ? null : (requestViews(back, cloud)[0] ?? null),
    requests: requestViews(step, cloud),
    verdictChanges: verdictChanges(simulated),
  };
}

function reverseKey({ bundle, reverse }: Step): string {
  if (bundle === 'switch') return 'step_bundle_back';
  if (bundle === 'handOver') return 'step_hand_over_back';
  return 'why' in reverse ? reverse.why : `reverse_${reverse.kind}`;
}

function pretty(value: JsonObject | null): string | null {
  return value === null ? null : JSON.stringify(value, null, 2);
}

/** Requests of one shape are shown once, with how often they are sent. */
function requestViews(step: Step, cloud: Plan['cloud']): StepView['requests'] {
  const made = stepRequests(step, {
    created: (stepId) => `created:${stepId}`,
    evidence: (stepId) => [`evidence:${stepId}`],
    liveOwned: step.prior,
    cloud,
  });
  if (!made.ok) return [];
  const shapes = new Map<string, { request: PlannedRequest; times: number }>();
  for (const request of made.value) {
    const shape = `${request.method} ${request.version} ${request.path.replace(/[0-9a-f-]{36}/g, '{id}')}`;
    const known = shapes.get(shape);
    if (known) known.times += 1;
    else shapes.set(shape, { request, times: 1 });
  }
  return [...shapes.values()].map(({ request, times }) => ({
    method: request.method,
    path: nameAppeared(`/${request.version}${request.path}`),
    body: request.body === null ? '' : JSON.stringify(request.body, null, 2),
    times,
  }));
}

function verdictChanges(simulated: StepSimulation | undefined): StepView['verdictChanges'] {
  const counts = new Map<string, number>();
  for (const change of simulated?.changed ?? []) {
    if (change.before.verdict === change.after.verdict) continue;
    counts.set(change.after.verdict, (counts.get(change.after.verdict) ?? 0) + 1);
  }
  return [...counts].map(([verdict, people]) => ({ verdict, people }));
}
