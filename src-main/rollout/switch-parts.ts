import { directionOf, textIn, type Direction } from '../../shared/journal/entry-body';
import type { JournalEntry } from '../../shared/journal/journal-entry';
import { isOver } from '../../shared/journal/step-state';
import { bundleOf } from '../../shared/plan/bundle';
import { resolveStep } from '../../shared/plan/references';
import type { Step } from '../../shared/plan/step';
import type { Engine } from './engine';

/** Two or more steps that are one move between security defaults and Conditional Access. */
export interface Move {
  /** Security defaults' own step: it stands for the whole in the journal. */
  readonly lead: Step;
  /** All of them, in the order of the plan. */
  readonly steps: readonly Step[];
}

/** The switch from security defaults to Conditional Access. */
export interface Switch extends Move {
  readonly off: Step;
  /** Own policies that take over, in order. */
  readonly ons: readonly Step[];
}

/** From the first write on; then what was approved beforehand takes it back (execution.md 2.4). */
export const switchLimitMs = 60_000;

/** The switch a step belongs to, with its references filled; null: none, or a policy has no id yet. */
export function switchOf(engine: Engine, step: Step): Switch | null {
  const steps = step.bundle === 'switch' ? partsOf(engine, step) : null;
  const [off, ...ons] = steps ?? [];
  if (steps === null || off === undefined || ons.length === 0) return null;
  return { lead: off, off, ons, steps };
}

/** The steps of one bundle with their references filled; null: one cannot be yet. */
export function partsOf(engine: Engine, step: Step): readonly Step[] | null {
  const steps: Step[] = [];
  for (const one of bundleOf(engine.plan.steps, step)) {
    const resolved = resolveStep(one, engine.refs);
    if (resolved === null) return null;
    steps.push(resolved);
  }
  return steps;
}

/** Entries since this part was last begun anew on the way forward. What protects begins nothing. */
function sinceBegun(entries: readonly JournalEntry[]): readonly JournalEntry[] {
  const begun = entries.findLastIndex(
    (entry) =>
      entry.type === 'intent' &&
      entry.body['protects'] !== true &&
      directionOf(entry) === 'forward',
  );
  return begun < 0 ? [] : entries.slice(begun);
}

/**
 * True when a request of this part went out on the way forward that may still be in effect: only a
 * refusal, or its having been taken back or found not to have arrived, says otherwise.
 */
export function mayHaveActed(entries: readonly JournalEntry[]): boolean {
  let acted = false;
  let isOpen = false;
  for (const entry of sinceBegun(entries)) {
    if (directionOf(entry) === 'back') {
      if (entry.type === 'done') acted = isOpen = false;
      continue;
    }
    switch (entry.type) {
      case 'sent':
        isOpen = true;
        break;
      case 'rejected':
        isOpen = false;
        break;
      case 'acked':
      case 'unknown':
        acted = true;
        break;
      case 'observed':
        if (textIn(entry, 'position') === 'prior') acted = isOpen = false;
        break;
      default:
        break;
    }
  }
  return acted || isOpen;
}

/** How a move stands in the journal. */
export type MovePlace =
  /** Nothing of it is in effect. */
  | 'before'
  /** Something went out, and neither the whole nor its being taken back is finished. */
  | 'between'
  /** Security defaults are as planned for good; only policies may have to follow again. */
  | 'after';

export function placeOf(engine: Engine, { lead, steps }: Move): MovePlace {
  const state = engine.log.state(lead.id);
  if (isOver(state)) return 'after';
  const isGoingBack = steps.some((step) => {
    const own = engine.log.state(step.id);
    return own.direction === 'back' && !['ROLLED_BACK', 'SKIPPED'].includes(own.status);
  });
  const hasActed = steps.some((step) => mayHaveActed(engine.log.ofStep(step.id)));
  return isGoingBack || hasActed ? 'between' : 'before';
}

/** Why a move was begun to be taken back, since it was last begun; null: it was not. */
export function backReason(engine: Engine, { lead }: Move): string | null {
  const note = sinceBegun(engine.log.ofStep(lead.id)).findLast(
    (entry) => entry.type === 'note' && entry.body['what'] === 'takingBack',
  );
  return note === undefined ? null : (textIn(note, 'why') ?? '');
}

export function entryOf(
  step: Step,
  type: JournalEntry['type'],
  dir: Direction,
  body: Readonly<Record<string, unknown>> = {},
): { type: JournalEntry['type']; stepId: string; item: null; body: never } {
  return { type, stepId: step.id, item: null, body: { dir, ...body } as never };
}
