import { isJsonObject } from '../../shared/json';
import type { Step } from '../../shared/plan/step';
import { wordKey, type Word } from './decide-back';
import { isPersonState } from './look-back';
import type { Move } from './switch-parts';

/** What a person said before a roll back, as the steps of it take it. */
export interface Said {
  /** Stays as somebody else left it. */
  isLeft(stepId: string, item: string | null): boolean;
  /**
   * A reverse that starts from what was shown instead of what the plan wrote. Where it stands
   * otherwise by the time it is sent, it is drift like any other (G6), and the journal's intent tells
   * what was written over.
   */
  over(reverse: Step): Step;
  overMove(parts: Move): readonly Step[];
}

export function saidOf(words: readonly Word[]): Said {
  const byKey = new Map(words.map((word) => [wordKey(word.step, word.item), word] as const));
  const wayOf = (stepId: string, item: string | null) => byKey.get(wordKey(stepId, item))?.way;
  const putBack = (stepId: string, item: string | null): Word | undefined =>
    wayOf(stepId, item) === 'putBack' ? byKey.get(wordKey(stepId, item)) : undefined;
  const shown = (step: Step) => {
    const now = putBack(step.id, null)?.now ?? null;
    return isJsonObject(now) ? now : null;
  };
  return {
    isLeft: (stepId, item) => wayOf(stepId, item) === 'leave',
    over: (reverse) => {
      if (reverse.items === undefined)
        return { ...reverse, prior: shown(reverse) ?? reverse.prior };
      const items = reverse.items.map((item) => {
        const now = putBack(reverse.id, item.userId)?.now ?? null;
        return isPersonState(now) ? { ...item, prior: now } : item;
      });
      return { ...reverse, items };
    },
    overMove: ({ steps }) =>
      steps.map((step) => ({ ...step, planned: shown(step) ?? step.planned })),
  };
}
