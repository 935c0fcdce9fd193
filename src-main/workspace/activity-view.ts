import type { ActivityQuery, ActivityRow } from '../../shared/ipc/activity-contract';
import { directionOf, textIn } from '../../shared/journal/entry-body';
import type { JournalEntry, JournalType } from '../../shared/journal/journal-entry';
import { foldText } from '../../shared/people/fold-text';
import { nameFailure } from '../../shared/plan/name-failure';
import type { Plan } from '../../shared/plan/plan';
import type { Step } from '../../shared/plan/step';
import { stepTitle } from '../../shared/plan/step-title';
import { accessRow } from './access-row';
import { logText } from './log-text';
import { isAccess, type Logged } from './merge-logs';
import { toldFailure } from './told-failure';

const groups: Readonly<
  Record<Exclude<ActivityQuery['show'], 'all' | 'access'>, readonly JournalType[]>
> = {
  requests: ['intent', 'sent', 'acked', 'rejected', 'unknown', 'deferred'],
  results: ['observed', 'verified', 'done', 'skipped', 'gate', 'recovered'],
  people: ['approved', 'evidence', 'answered', 'handover', 'note', 'emergency'],
  problems: ['rejected', 'unknown', 'drift', 'ask', 'paused', 'awaitAuth', 'emergency'],
};

const problems: ReadonlySet<JournalType> = new Set(groups.problems);

/** Something a person should look at. */
export const isProblem = (type: JournalType): boolean => problems.has(type);

/** Entries that are about a value of the object, before and after. */
const ofValues: ReadonlySet<JournalType> = new Set([
  ...(['intent', 'sent', 'acked', 'rejected', 'unknown', 'observed', 'verified', 'done'] as const),
]);

type Found = Pick<ActivityQuery, 'show' | 'search'>;

/**
 * The entries, sign-ins and exports that a filter and a search leave, joined with the plan's names. Width, case and kana
 * do not count in a search; only rows that are shown are made where nothing is searched for.
 */
export function activityPage(
  plan: Plan | null,
  entries: readonly Logged[],
  { offset, limit, ...found }: Found & { readonly offset: number; readonly limit: number },
): { readonly total: number; readonly rows: ActivityRow[] } {
  const ofKind = filtered(entries, found.show);
  const toRow = rowMaker(plan, entries);
  const wanted = foldText(found.search.trim());
  if (wanted === '') {
    return { total: ofKind.length, rows: ofKind.slice(offset, offset + limit).map(toRow) };
  }
  const rows = ofKind
    .map(toRow)
    .filter(({ stepId, who, object, requestId }) =>
      foldText([stepId, who, object, requestId].join('\n')).includes(wanted),
    );
  return { total: rows.length, rows: rows.slice(offset, offset + limit) };
}

function filtered(entries: readonly Logged[], show: Found['show']): readonly Logged[] {
  if (show === 'all') return entries;
  if (show === 'access') return entries.filter(isAccess);
  const types = new Set<string>(groups[show]);
  return entries.filter((entry) => !isAccess(entry) && types.has(entry.type));
}

function rowMaker(plan: Plan | null, entries: readonly Logged[]): (entry: Logged) => ActivityRow {
  const steps = new Map(plan?.steps.map((step) => [step.id, step] as const));
  const people = new Map(plan?.people.map((person) => [person.id, person] as const));
  const acting = actingAt(entries);
  return (entry) => {
    if (isAccess(entry)) return accessRow(entry);
    const step = entry.stepId === null ? undefined : steps.get(entry.stepId);
    const person = entry.item === null ? undefined : people.get(entry.item);
    const failure = toldFailure(step, entry);
    const { status, value } = entry.body;
    return {
      chain: 'plan',
      ...{ seq: entry.seq, at: entry.at, type: entry.type, text: logText(entry) },
      stepId: entry.stepId,
      title: step === undefined ? null : stepTitle(step),
      who: textIn(entry, 'by') ?? acting.get(entry.seq) ?? null,
      object: entry.item === null ? (step?.target.name ?? null) : (person?.upn ?? entry.item),
      person: entry.item,
      change: step === undefined || !ofValues.has(entry.type) ? null : changeOf(step, entry),
      status: typeof status === 'number' ? status : null,
      figure: entry.type === 'gate' && typeof value === 'number' ? value : null,
      failure: failure === null || plan === null ? failure : nameFailure(failure, plan),
      requestId: textIn(entry, 'requestId') ?? textIn(entry, 'clientRequestId'),
      detail: JSON.stringify(entry.body, null, 2),
    };
  };
}

/** Whose account it was done with: who last said to go on, or took over. By number of the entry. */
function actingAt(entries: readonly Logged[]): ReadonlyMap<number, string> {
  const acting = new Map<number, string>();
  let now: string | null = null;
  for (const entry of entries) {
    if (isAccess(entry)) continue;
    // The second person says yes; what is done stays with whoever the rollout belongs to.
    const isTold =
      entry.type === 'approved' ? entry.body['for'] !== 'second' : entry.type === 'handover';
    if (isTold) now = textIn(entry, 'by') ?? now;
    if (now !== null) acting.set(entry.seq, now);
  }
  return acting;
}

/** Old and new in one word each, where that can be said; the whole stands in the details. */
function changeOf(step: Step, entry: JournalEntry): ActivityRow['change'] {
  const isBack = directionOf(entry) === 'back';
  const turned = (from: string, to: string, kind: 'item' | 'state'): ActivityRow['change'] =>
    isBack ? { from: to, to: from, kind } : { from, to, kind };
  if (step.items !== undefined) {
    const [first] = step.items;
    const isAlike = step.items.every(
      ({ prior, planned }) => prior === first?.prior && planned === first.planned,
    );
    const whole = entry.item === null && isAlike ? first : undefined;
    const item = step.items.find(({ userId }) => userId === entry.item) ?? whole;
    return item === undefined ? null : turned(item.prior, item.planned, 'item');
  }
  const [from, to] = [step.prior?.['state'], step.planned?.['state']];
  return typeof from === 'string' && typeof to === 'string' ? turned(from, to, 'state') : null;
}
