import type {
  PeopleResult,
  StepPeoplePage,
  StepPeopleQuery,
  StepPerson,
} from '../../shared/ipc/step-people-contract';
import { textIn } from '../../shared/journal/entry-body';
import type { ItemState } from '../../shared/journal/item-state';
import type { JournalEntry } from '../../shared/journal/journal-entry';
import { stepStateOf, type StepState } from '../../shared/journal/step-state';
import { foldText } from '../../shared/people/fold-text';
import { nameFailure } from '../../shared/plan/name-failure';
import type { Plan } from '../../shared/plan/plan';
import type { Step, StepItem } from '../../shared/plan/step';
import { reverseOf } from '../../shared/plan/step-requests';
import { toldFailure } from './told-failure';

export interface StepPeople {
  readonly isGoingBack: boolean;
  readonly rows: readonly StepPerson[];
}

const results: Readonly<Record<ItemState, PeopleResult>> = {
  pending: 'waiting',
  sent: 'waiting',
  acked: 'waiting',
  deferred: 'waiting',
  verified: 'done',
  failed: 'failed',
  unknown: 'unknown',
  skipped: 'left',
  notApplicable: 'left',
};

/**
 * Everybody of a step over people, and what the journal says became of each. Done is who was read
 * back; on the way back the list is of those whom the step had changed.
 * @param entries of this step, in order
 */
export function stepPeople(plan: Plan, step: Step, entries: readonly JournalEntry[]): StepPeople {
  const state = stepStateOf(entries);
  const isGoingBack = state.direction === 'back';
  const names = new Map(plan.people.map(({ id, name }) => [id, name] as const));
  const last = new Map<string, JournalEntry>();
  for (const entry of entries) if (entry.item !== null) last.set(entry.item, entry);
  const rows = itemsOf(step, state, isGoingBack).map((item): StepPerson => {
    const own = state.items.get(item.userId) ?? 'pending';
    const entry = last.get(item.userId);
    const why = entry !== undefined && results[own] === 'left' ? textIn(entry, 'why') : null;
    const isTakenBack = why === 'takenBack';
    const failure = entry === undefined || own !== 'failed' ? null : toldFailure(step, entry);
    return {
      id: item.userId,
      name: names.get(item.userId) ?? item.upn,
      upn: item.upn,
      result: results[own],
      state: own,
      from: isTakenBack ? item.planned : item.prior,
      to: isTakenBack ? item.prior : item.planned,
      at: entry?.at ?? null,
      failure: failure === null ? null : nameFailure(failure, plan),
      why,
      // Who was found as planned was read back too, but nothing of theirs is ours to take back.
      canGoBack: !isGoingBack && own === 'verified' && state.changedItems.has(item.userId),
    };
  });
  return { isGoingBack, rows };
}

function itemsOf(step: Step, state: StepState, isGoingBack: boolean): readonly StepItem[] {
  if (!isGoingBack) return step.items ?? [];
  const concerned = (id: string): boolean => state.items.has(id) || state.changedItems.has(id);
  return (reverseOf(step)?.items ?? []).filter(({ userId }) => concerned(userId));
}

/** One window of them. */
export function stepPeoplePage(
  { isGoingBack, rows }: StepPeople,
  { show, search, offset, limit }: Omit<StepPeopleQuery, 'stepId'>,
): StepPeoplePage {
  const counts = { all: rows.length, done: 0, waiting: 0, failed: 0, unknown: 0, left: 0 };
  for (const { result } of rows) counts[result] += 1;
  const wanted = foldText(search.trim());
  const left = rows.filter(
    (row) =>
      (show === 'all' || row.result === show) &&
      (wanted === '' || foldText(`${row.name}\n${row.upn}`).includes(wanted)),
  );
  return { total: left.length, counts, isGoingBack, rows: left.slice(offset, offset + limit) };
}
