import { canonicalJson } from '../../shared/canonical';
import { failure, type Failure } from '../../shared/diagnostic';
import { failureBody } from '../../shared/journal/entry-body';
import type { DriftChoice, MovedItem } from '../../shared/journal/drift-choice';
import type { Json } from '../../shared/json';
import type { Sha256 } from '../../shared/ids';
import type { LogDraft } from './journal-log';
import type { Looked } from './look-back';

/** A person's word as it counts, with the value it is about. */
export type Word = DriftChoice & { readonly now: Json };

export interface Decided {
  readonly words: readonly Word[];
  /** Moved, or not read, and nobody's word is about it as it stands now. */
  readonly undecided: readonly Looked[];
}

const isOpen = ({ place }: Looked): boolean => place === 'moved' || place === 'unread';

/**
 * Which of what was looked at a person has decided. A word counts only for what was shown: where it
 * stands otherwise by now, it is asked anew, also where it stands as the plan wrote it. Older steps
 * on the same object go with the newest one that is not put back: there is one object to leave.
 */
export function decideBack(
  looked: readonly Looked[],
  given: readonly DriftChoice[],
  sha256: Sha256,
): Decided {
  const exact = new Map(given.map((one) => [wordKey(one.step, one.item), one] as const));
  const together = togetherOf(looked.filter(isOpen).map(toMoved), sha256);
  const held = new Map<string, { readonly one: Looked; readonly isLeft: boolean }>();
  const words: Word[] = [];
  const undecided: Looked[] = [];
  for (const one of looked) {
    const { step, item, key, now, seen } = one;
    const before = held.get(key);
    if (before !== undefined && goesWith(one, before.one)) {
      if (before.isLeft) words.push({ step: step.id, item, way: 'leave', seen, now });
      continue;
    }
    if (one.place === 'before') continue;
    const all = item !== null && isOpen(one) ? exact.get(wordKey(step.id, null)) : undefined;
    const word =
      exact.get(wordKey(step.id, item)) ??
      (all?.seen === together.get(step.id) ? all && { ...all, item, seen } : undefined);
    if (word === undefined && !isOpen(one)) continue;
    if (word?.seen !== seen || !one.ways.includes(word.way)) {
      undecided.push(one);
      held.set(key, { one, isLeft: false });
      continue;
    }
    words.push({ ...word, now });
    if (word.way !== 'putBack') held.set(key, { one, isLeft: word.way === 'leave' });
  }
  return { words, undecided };
}

/** By step: what a word about everybody of it who was shown is bound to. */
export function togetherOf(
  moved: readonly Pick<MovedItem, 'step' | 'item' | 'seen'>[],
  sha256: Sha256,
): ReadonlyMap<string, string> {
  const byStep = new Map<string, string[]>();
  for (const { step, item, seen } of moved) {
    if (item === null) continue;
    const known = byStep.get(step);
    if (known) known.push(wordKey(item, seen));
    else byStep.set(step, [wordKey(item, seen)]);
  }
  return new Map(
    [...byStep].map(([step, people]) => [step, sha256(canonicalJson(people.sort()))] as const),
  );
}

export function wordKey(step: string, item: string | null): string {
  return `${step} ${item ?? ''}`;
}

/** Nothing is known of what was not read, so nothing else of that object either. */
function goesWith({ step }: Looked, other: Looked): boolean {
  return other.place === 'unread' || step.owned.some((field) => other.step.owned.includes(field));
}

/** As a person is shown it, and as the journal keeps what was shown. */
export function toMoved({ step, item, seen, now, ways, unread }: Looked): MovedItem {
  return { step: step.id, item, seen, now, ways, unread };
}

/** What nobody has decided, told so that a person can; nothing was sent. */
export function movedNote(undecided: readonly Looked[]): LogDraft {
  const moved = undecided.map(toMoved).map(({ unread, ...one }) => ({
    ...one,
    unread: unread === null ? null : failureBody(unread),
  }));
  return { type: 'note', stepId: null, item: null, body: { what: 'movedSince', moved } };
}

export function movedFailure(undecided: readonly Looked[]): Failure {
  const unread = undecided.filter(({ place }) => place === 'unread').length;
  return failure('step/moved-since', {
    ...{ step: undecided[0]?.step.id ?? '', count: String(undecided.length - unread) },
    unread: String(unread),
  });
}
