import type { Failure } from '../../shared/diagnostic';
import type { CommitView } from '../../shared/ipc/commit-contract';
import type { JournalEntry } from '../../shared/journal/journal-entry';
import type { Plan } from '../../shared/plan/plan';
import type { Step } from '../../shared/plan/step';
import { isOwnApproval } from '../rollout/approval';
import type { RolloutStatus } from '../rollout/rollout-status';
import type { Until } from '../rollout/rollout-types';
import type { OutsideWindow } from '../rollout/start-window';
import { isTenantWide } from './typed-phrase';

type StepState = RolloutStatus['steps'][number];

/** To the end of a ring; null: of the plan. */
export function untilRing(ring: number | null): Until {
  return ring === null ? null : { ring };
}

/** What a start asks of the engine; a word without a reason is none. */
export function startOptions(
  until: Until,
  word: OutsideWindow,
): { readonly until: Until; readonly outside?: OutsideWindow } {
  return { until, ...(word.reason === '' ? {} : { outside: word }) };
}

/** Nothing more is to be done forward: done, or left by a person's word. */
export function isStepOver(step: Pick<StepState, 'status' | 'isGoingBack'>): boolean {
  return step.status === 'DONE' || (step.status === 'SKIPPED' && !step.isGoingBack);
}

const sentForSure: ReadonlySet<StepState['status']> = new Set([
  ...(['DONE', 'VERIFYING', 'RESOLVE', 'SENT'] as const),
]);

/** There is something to take back, or taking it back is not finished. */
export function hasBegun(step: StepState): boolean {
  if (sentForSure.has(step.status)) return true;
  if (['PENDING', 'ROLLED_BACK'].includes(step.status)) return false;
  if (step.status === 'SKIPPED') return !step.isGoingBack;
  return step.isGoingBack || (step.items?.done ?? 0) > 0;
}

/** Steps of the plan that are not over yet, in order. Without a status nothing is done. */
export function openSteps(plan: Plan | null, status: RolloutStatus | null): readonly Step[] {
  const over = new Set((status?.steps ?? []).filter(isStepOver).map((step) => step.id));
  return (plan?.steps ?? []).filter((step) => !over.has(step.id));
}

/** Open steps up to this end; all of them for null, or where none is left up to there. */
export function stepsUntil(
  plan: Plan | null,
  status: RolloutStatus | null,
  until: Until,
): readonly Step[] {
  const open = openSteps(plan, status);
  if (until === null) return open;
  const last =
    'step' in until
      ? open.findIndex(({ id }) => id === until.step)
      : open.map((step) => step.ring ?? -1).lastIndexOf(until.ring);
  return last < 0 ? open : open.slice(0, last + 1);
}

/** Steps with something to take back: all, or from the first step of a ring on, as the engine does. */
export function stepsToTakeBack(
  plan: Plan | null,
  status: RolloutStatus | null,
  ring: number | null,
): readonly Step[] {
  const ids = new Set((status?.steps ?? []).filter(hasBegun).map((step) => step.id));
  const steps = plan?.steps ?? [];
  const from = steps.findIndex((step) => step.ring !== undefined && step.ring >= (ring ?? 0));
  return steps.slice(ring === null ? 0 : Math.max(0, from)).filter((step) => ids.has(step.id));
}

/** Of these steps, one and what stands after it in the plan; of a switch, always the whole. */
export function stepsFrom(plan: Plan, steps: readonly Step[], from: string): readonly Step[] {
  const start = placeFrom(plan, from);
  const places = new Map(plan.steps.map((step, place) => [step.id, place] as const));
  return steps.filter((step) => (places.get(step.id) ?? -1) >= start);
}

/** The step that stays when everything from this one on is taken back; null: none stays. */
export function stepBefore(plan: Plan, from: string): string | null {
  return plan.steps[placeFrom(plan, from) - 1]?.id ?? null;
}

function placeFrom(plan: Plan, from: string): number {
  const place = plan.steps.findIndex((step) => step.id === from);
  const bundle = plan.steps[place]?.bundle;
  if (place < 0) return plan.steps.length;
  return bundle === undefined ? place : plan.steps.findIndex((step) => step.bundle === bundle);
}

/** How far the plan has come; `hasEnforced`: something that asks everybody is in effect. */
export function progressOf(
  plan: Plan | null,
  status: RolloutStatus | null,
): { done: number; total: number; hasEnforced: boolean } {
  const states = status?.steps ?? [];
  const done = new Set(states.filter((step) => step.status === 'DONE').map((step) => step.id));
  return {
    done: done.size,
    total: plan?.steps.length ?? 0,
    hasEnforced: plan?.steps.some((step) => done.has(step.id) && isTenantWide(step)) ?? false,
  };
}

/** Who approved first, and when, as the journal keeps it; a second person's yes is not the first. */
export function firstApproval(entries: readonly JournalEntry[]): { by: string; at: string } | null {
  const entry = entries.find(isOwnApproval);
  const by = entry?.body['by'];
  return entry === undefined ? null : { by: typeof by === 'string' ? by : '', at: entry.at };
}

/** Something has been done and not all of it was finished or taken back. */
export function isUnderWay({ state, steps }: RolloutStatus): boolean {
  return state !== 'rolledBack' && state !== 'done' && steps.some((one) => one.status === 'DONE');
}

/** From the pace of this run, in seconds; nothing is said before 10 s and 5 %. Times in ms. */
export function secondsLeft(run: {
  readonly made: number;
  readonly left: number;
  readonly total: number;
  readonly elapsed: number;
}): number | null {
  const isTooEarly =
    run.made < 1 || run.elapsed < 10_000 || run.made / Math.max(1, run.total) < 0.05;
  return isTooEarly ? null : Math.round(((run.elapsed / run.made) * run.left) / 1000);
}

/**
 * What is shown of the end of a run. Only a hold the person asked for ends it without a word; a run
 * that was cancelled by anything else, and a failure that came with a hold, are told.
 */
export function failureToShow(ended: Failure, isHeld: boolean): Failure | null {
  return isHeld && ended.code === 'step/cancelled' ? null : ended;
}

/** Seconds a run still takes by the pace so far; `started`: when, and with how many steps done. */
export function secondsLeftOf(
  started: { readonly at: number; readonly done: number },
  { done, total }: { readonly done: number; readonly total: number },
  now: number,
): number | null {
  return secondsLeft({
    made: done - started.done,
    left: total - done,
    total,
    elapsed: now - started.at,
  });
}

/** What the dialog that starts a ring says of a schedule that is closed; null: it is open. */
export function closedView(held: Failure | null): CommitView['closed'] {
  if (held === null) return null;
  const { opensAt = '', zone = 'UTC' } = held.values;
  return { opensAt: opensAt === '' ? null : opensAt, zone };
}
