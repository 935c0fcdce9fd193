import { directionOf, textIn } from '../journal/entry-body';
import type { JournalEntry, StepStatus } from '../journal/journal-entry';
import type { StepState } from '../journal/step-state';
import { isGuid } from '../ids';
import { referencedSteps } from './references';
import type { Step } from './step';
import type { PlannedRequest } from './step-requests';

/** How long a group stays as it is once nothing happens to it any more (execution.md 2.2), ms. */
export const groupKeptMs = 30 * 86_400_000;

/** The rollout's own record of its steps. */
export interface StepRecord {
  readonly entries: readonly JournalEntry[];
  ofStep(stepId: string): readonly JournalEntry[];
  state(stepId: string): StepState;
}

const facts: ReadonlySet<JournalEntry['type']> = new Set([
  ...(['sent', 'acked', 'rejected', 'unknown', 'observed', 'verified', 'done'] as const),
]);

/**
 * The id of the group that this step of the rollout made: asked for, told or found by its marker, and
 * read back. Null: the journal does not prove it, and the group is not ours to delete.
 */
export function provenGroupId(step: Step, log: StepRecord): string | null {
  if (step.kind !== 'group.create') return null;
  const { objectId } = log.state(step.id);
  if (objectId === null || !isGuid(objectId)) return null;
  const id = objectId.toLowerCase();
  const forward = log.ofStep(step.id).filter((entry) => directionOf(entry) === 'forward');
  const named = forward.findIndex((entry) => textIn(entry, 'objectId')?.toLowerCase() === id);
  // Asked for since the one before it was done, if there was one: a group may be made anew.
  const before = forward.slice(0, named).map(({ type }) => type);
  const isAsked = before.lastIndexOf('sent') > before.lastIndexOf('done');
  const after = forward.slice(named + 1);
  const isMade = ['verified', 'done'].every((type) => after.some((entry) => entry.type === type));
  return isAsked && isMade ? id : null;
}

export type GroupChangeName = 'delete' | 'restore';

/** Whether the last change of the group that came to its end was its deletion. */
export function isDeletedGroup(step: Step, log: StepRecord): boolean {
  const last = log
    .ofStep(step.id)
    .filter(({ type }) => type === 'done')
    .at(-1);
  return last?.body['change'] === 'delete';
}

const sentOff: ReadonlySet<StepStatus> = new Set(['SENT', 'RESOLVE', 'VERIFYING']);

/** The deletion, or its undoing, that was sent and of which nothing has told how it ended. */
export function openChange(step: Step, log: StepRecord): GroupChangeName | null {
  const { status, direction } = log.state(step.id);
  if (!sentOff.has(status)) return null;
  const intent = log
    .ofStep(step.id)
    .filter(({ type }) => type === 'intent')
    .at(-1);
  const change = intent?.body['change'];
  if (change === 'delete') return direction === 'back' ? change : null;
  return change === 'restore' && direction === 'forward' ? change : null;
}

/** When this rollout last did something with the group or its members, ms; NaN: it cannot be told. */
export function lastTouchedAt(group: Step, steps: readonly Step[], log: StepRecord): number {
  const times = [group, ...usersOf(group, steps)].flatMap((step) =>
    log
      .ofStep(step.id)
      .filter((entry) => facts.has(entry.type))
      .map((entry) => Date.parse(entry.at)),
  );
  return times.length === 0 ? Number.NaN : Math.max(...times);
}

/**
 * The first step that works with this group and still stands, was left half-way, or is still to come
 * because nobody took the rollout back so far; null: none.
 */
export function stillUsing(group: Step, steps: readonly Step[], log: StepRecord): Step | null {
  const stands = (step: Step): boolean => {
    const { status, hasChanged, changedItems } = log.state(step.id);
    const isAway =
      status === 'ROLLED_BACK' || (status === 'PENDING' && !isToCome(step, steps, log));
    // Opened again after an emergency stop: pending, with what it changed still there.
    return !isAway || hasChanged || changedItems.size > 0;
  };
  return usersOf(group, steps).find(stands) ?? null;
}

/** Not begun, and no roll back went past it since the plan last went forward. */
function isToCome(step: Step, steps: readonly Step[], { entries }: StepRecord): boolean {
  const place = (id: unknown): number => steps.findIndex((one) => one.id === id);
  const passed = entries.map(({ type, body }) => {
    if (type !== 'note' || body['what'] !== 'rolledBack') return false;
    const from = place(body['from']);
    return from >= 0 && from <= place(step.id);
  });
  // To bring a group back is no step of the plan.
  const forward = entries.map(
    (entry) =>
      entry.type === 'intent' &&
      directionOf(entry) === 'forward' &&
      entry.body['change'] === undefined,
  );
  return passed.lastIndexOf(true) <= forward.lastIndexOf(true);
}

/** A policy that was only created stays when all is taken back: the tenant tells whether it is there. */
function usersOf(group: Step, steps: readonly Step[]): readonly Step[] {
  return steps.filter(
    (step) => step.kind !== 'ca.create' && referencedSteps(step).includes(group.id),
  );
}

/**
 * The request that deletes such a group, or brings it back from the deleted items: what is shown is
 * what is sent.
 */
export function removalRequest(groupId: string, change: 'delete' | 'restore'): PlannedRequest {
  const path =
    change === 'delete' ? `/groups/${groupId}` : `/directory/deletedItems/${groupId}/restore`;
  const method = change === 'delete' ? 'DELETE' : 'POST';
  return { method, version: 'v1.0', path, body: null, itemIds: [] };
}
