import { directionOf, textIn } from '../../shared/journal/entry-body';
import { choicesIn, type DriftChoice } from '../../shared/journal/drift-choice';
import type { JournalEntry } from '../../shared/journal/journal-entry';
import type { StepState } from '../../shared/journal/step-state';
import type { LogDraft } from './journal-log';

/** How far a roll back goes. Without either: everything. */
export interface RollBackRange {
  /** Steps after it are taken back; null: all. */
  readonly toStep: string | null;
  /** The first step of this ring and everything after it. */
  readonly ring?: number | undefined;
  /** This person alone, whatever the other two say: what steps over people did to them. */
  readonly person?: string | undefined;
  /** A person's words about what moved since; absent: those that the journal keeps of this range. */
  readonly choices?: readonly DriftChoice[] | undefined;
}

/** The last step taken back, and how many were. */
export interface RollBackEnd {
  readonly last: string | null;
  readonly stepsDone: number;
}

/** A range as the journal keeps it, with the first step that is taken back. */
export interface OpenRange extends RollBackRange {
  readonly from: string;
  /** Of a person: which of their steps are meant. */
  readonly series?: number;
  /** What a person said of what had moved, before it began. */
  readonly choices?: readonly DriftChoice[];
}

/** Written before anything is read or taken back: whoever goes on later goes as far and no further. */
export function startNote(
  range: RollBackRange,
  from: string,
  series: number,
  words: readonly DriftChoice[],
): LogDraft {
  const { toStep, ring = null, person } = range;
  const one = person === undefined ? {} : { person, series };
  const choices = words.map(({ step, item, way, seen }) => ({ step, item, way, seen }));
  const said = choices.length === 0 ? {} : { choices };
  const body = { what: 'rollingBack', from, to: toStep, ring, ...one, ...said };
  return { type: 'note', stepId: null, item: null, body };
}

/** Id of a step that takes one person back: not of the plan, one series for each time it is asked. */
export const personStepId = (series: number, stepId: string): string =>
  `person${String(series)}-${stepId}`;

/** The series of a person's roll back: the one that stopped, else the next. */
export function seriesOf(entries: readonly JournalEntry[], person: string): number {
  const open = openRange(entries);
  if (open?.person === person && open.series !== undefined) return open.series;
  const known = entries.filter(startsRollBack).map(({ body }) => body['series']);
  return Math.max(0, ...known.filter((one) => typeof one === 'number')) + 1;
}

/** The id under which a step stands in the way: the person's, while theirs alone is taken back. */
export function openIdOf(
  stepId: string,
  range: OpenRange | null,
  stateOf: (id: string) => Pick<StepState, 'status'>,
): string {
  if (range?.series === undefined) return stepId;
  const own = personStepId(range.series, stepId);
  return ['PENDING', 'ROLLED_BACK', 'SKIPPED'].includes(stateOf(own).status) ? stepId : own;
}

export function startsRollBack({ type, body }: JournalEntry): boolean {
  return type === 'note' && body['what'] === 'rollingBack';
}

/**
 * What the roll back that has not come to its end was asked for. It is over once it says so, once the
 * plan went forward again, and with an emergency stop; null then, and where there was none.
 */
export function openRange(entries: readonly JournalEntry[]): OpenRange | null {
  const last = entries.findLast((entry) => startsRollBack(entry) || endsRollBack(entry));
  if (last === undefined || !startsRollBack(last)) return null;
  const { ring, series } = last.body;
  const choices = choicesIn(last);
  const person = textIn(last, 'person');
  return {
    from: textIn(last, 'from') ?? '',
    toStep: textIn(last, 'to'),
    ...(choices.length === 0 ? {} : { choices }),
    ...(typeof ring === 'number' ? { ring } : {}),
    ...(person === null ? {} : { person }),
    ...(person !== null && typeof series === 'number' ? { series } : {}),
  };
}

function endsRollBack(entry: JournalEntry): boolean {
  if (entry.type === 'emergency') return true;
  if (entry.type === 'note') return entry.body['what'] === 'rolledBack';
  // To bring a deleted group back is no step of the plan, and what keeps people asked while security
  // defaults can't go on is part of the way back.
  return (
    entry.type === 'intent' &&
    directionOf(entry) === 'forward' &&
    entry.body['change'] === undefined &&
    entry.body['protects'] !== true
  );
}
