import { mostNames, type CommitObject } from '../../shared/ipc/commit-contract';
import type { StepState } from '../../shared/journal/step-state';
import type { JsonObject } from '../../shared/json';
import type { Plan } from '../../shared/plan/plan';
import type { Step, StepItem } from '../../shared/plan/step';
import { reverseOf } from '../../shared/plan/step-requests';
import { stepTitle } from '../../shared/plan/step-title';
import { isWrite } from '../../shared/plan/summary';

export interface CommitObjectsInput {
  readonly plan: Pick<Plan, 'people'>;
  /** The steps of the commit, in the plan's order. */
  readonly steps: readonly Step[];
  readonly isBack: boolean;
  stateOf(
    stepId: string,
  ): Pick<StepState, 'items' | 'changedItems' | 'direction' | 'hasChanged' | 'isUnsettled'>;
}

/**
 * What a commit writes, object by object, in the order it is done. On the way back only what has a
 * way back, and of a step over people only those whom this rollout changed.
 */
export function commitObjects(input: CommitObjectsInput): CommitObject[] {
  const { steps, isBack, stateOf } = input;
  const known = new Map(input.plan.people.map((one) => [one.id, one] as const));
  const ordered = isBack ? [...steps].reverse() : steps;
  return ordered.filter(isWrite).flatMap((step): CommitObject[] => {
    const written = isBack ? reverseOf(step) : step;
    if (written === null) return [];
    if (isBack && !mayBeOurs(step, stateOf(step.id))) return [];
    const items = (written.items ?? []).filter((item) => isOpen(item, input, step.id));
    if (written.items !== undefined && items.length === 0) return [];
    return [
      {
        step: step.id,
        title: stepTitle(written.items === undefined ? written : { ...written, items }),
        target: step.target.name,
        ...{ prior: pretty(written.prior), planned: pretty(written.planned) },
        moves: movesOf(items),
        people: items.length,
        names: items.slice(0, mostNames).map(({ userId, upn }) => ({
          id: userId,
          name: known.get(userId)?.name ?? upn,
          upn,
        })),
      },
    ];
  });
}

/** Whether there is anything of ours to take back: what was found as planned stays as it is. */
export function mayBeOurs(
  step: Step,
  state: Pick<StepState, 'changedItems' | 'direction' | 'hasChanged' | 'isUnsettled'>,
): boolean {
  if (step.items !== undefined || !isWrite(step)) return true;
  if (state.hasChanged || state.isUnsettled || state.changedItems.size > 0) return true;
  return state.direction === 'back';
}

function isOpen(item: StepItem, { isBack, stateOf }: CommitObjectsInput, stepId: string): boolean {
  const state = stateOf(stepId);
  if (isBack) return state.changedItems.has(item.userId);
  return state.direction !== 'forward' || state.items.get(item.userId) !== 'verified';
}

function movesOf(items: readonly StepItem[]): CommitObject['moves'] {
  const moves = new Map<string, { from: string; to: string; people: number }>();
  for (const { prior, planned } of items) {
    const key = `${prior} ${planned}`;
    const known = moves.get(key);
    if (known) known.people += 1;
    else moves.set(key, { from: prior, to: planned, people: 1 });
  }
  return [...moves.values()];
}

function pretty(value: JsonObject | null): string | null {
  return value === null ? null : JSON.stringify(value, null, 2);
}
