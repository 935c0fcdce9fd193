import { expect } from 'vitest';
import type { JournalEntry } from '../../shared/journal/journal-entry';
import type { HandPlan } from './by-hand-plans';

/** What a person has done in the portal as planned, by step: of one over people, to whom. */
export type Shown = Map<string, ReadonlySet<string>>;

const isForward = ({ body }: JournalEntry): boolean => body['dir'] === 'forward';

/**
 * Whenever a process ended: nothing was sent for a step that a person does, and nothing and nobody
 * is called done that the person had not done by then (`noFalseDone`).
 */
export function checkHands(
  entries: readonly JournalEntry[],
  { plan, byHand }: HandPlan,
  shown: Shown,
  place: string,
): void {
  for (const id of byHand) {
    const own = entries.filter((entry) => entry.stepId === id && isForward(entry));
    const at = [place, id] as const;
    expect([...at, own.some(({ type }) => type === 'sent')]).toEqual([...at, false]);
    const people = shown.get(id);
    const told = own.filter(({ type }) => type === 'verified' || type === 'done');
    if (people === undefined) expect([...at, told]).toEqual([...at, []]);
    const early = told.filter(({ item }) => item !== null && people?.has(item) !== true);
    expect([...at, early]).toEqual([...at, []]);
    const items = plan.steps.find((step) => step.id === id)?.items ?? [];
    const isOpen = items.some(({ userId }) => people?.has(userId) !== true);
    expect([...at, isOpen && told.some(({ item }) => item === null)]).toEqual([...at, false]);
  }
}

/** At the end: each step a person did is done once, read back once, and so is everybody in it. */
export function checkEnd(
  entries: readonly JournalEntry[],
  { plan, byHand }: HandPlan,
  place: string,
): void {
  for (const step of plan.steps.filter(({ id }) => byHand.includes(id))) {
    const own = entries.filter((entry) => entry.stepId === step.id && isForward(entry));
    const whole = own.filter(({ item }) => item === null).map(({ type }) => type);
    const at = [place, step.id] as const;
    expect([...at, whole.slice(-2)]).toEqual([...at, ['verified', 'done']]);
    expect([...at, whole.filter((type) => type === 'done')]).toEqual([...at, ['done']]);
    const words = whole.filter((type) => type === 'evidence').length;
    // Of people it is told at each visit who is there; of anything else once.
    const least = step.items === undefined ? 1 : 2;
    expect([...at, words]).toEqual([...at, least]);
    const seen = own.filter(({ item, type }) => item !== null && type === 'verified');
    const everybody = (step.items ?? []).map(({ userId }) => userId).sort();
    expect([...at, seen.map(({ item }) => item).sort()]).toEqual([...at, everybody]);
  }
}
