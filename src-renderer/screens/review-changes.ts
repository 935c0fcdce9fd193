import type { StepView } from '../../shared/ipc/plan-contract';
import type { ReviewView } from '../../shared/ipc/review-contract';

/** Figures of the sentence on top of Review. */
export const reviewFigures = [
  'settingsChanged',
  'peopleMoved',
  'loseAccess',
  'unknownPeople',
] as const;

export interface ReviewChanges {
  /** The same plan, byte for byte. */
  readonly isSame: boolean;
  readonly figures: readonly {
    readonly name: (typeof reviewFigures)[number];
    readonly before: number;
    readonly after: number;
  }[];
  readonly added: readonly StepView[];
  readonly changed: readonly StepView[];
  /** As they stood before. */
  readonly removed: readonly StepView[];
}

/** What an edit has changed in the plan under review. A step that only moved is the same step. */
export function reviewChanges(before: ReviewView, after: ReviewView): ReviewChanges {
  const old = byPlace(before.steps);
  const now = byPlace(after.steps);
  const of = (steps: ReadonlyMap<string, StepView>, isWanted: (place: string) => boolean) =>
    [...steps].filter(([place]) => isWanted(place)).map(([, step]) => step);
  return {
    isSame: before.planHash === after.planHash,
    figures: reviewFigures
      .map((name) => ({ name, before: before[name], after: after[name] }))
      .filter((figure) => figure.before !== figure.after),
    added: of(now, (place) => !old.has(place)),
    changed: of(now, (place) => {
      const [was, is] = [old.get(place), now.get(place)];
      return was !== undefined && is !== undefined && contentOf(was) !== contentOf(is);
    }),
    removed: of(old, (place) => !now.has(place)),
  };
}

/** The mark in the name of what a plan makes: of that version of the plan, so it says no change. */
const planMark = /\bcw-[0-9a-f]{8}-\d+\b/g;

/** Ids are numbers in order: a step is known by what it is about, and by which of its kind it is. */
function byPlace(steps: readonly StepView[]): ReadonlyMap<string, StepView> {
  const places = new Map<string, StepView>();
  for (const step of steps) {
    const named = step.target.replaceAll(planMark, 'cw');
    const about = [step.kind, step.purpose, step.ring, named].join('\n');
    let nth = 0;
    while (places.has(`${about}\n${nth}`)) nth += 1;
    places.set(`${about}\n${nth}`, step);
  }
  return places;
}

function contentOf({ title, people, prior, planned, requests }: StepView): string {
  const told = JSON.stringify([title, people, prior, planned, requests]);
  return told.replaceAll(/\b(created|evidence|appeared):s\d+/g, '$1').replaceAll(planMark, 'cw');
}
