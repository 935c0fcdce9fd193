import {
  mostNames,
  type MovedItemView,
  type MovedStepView,
} from '../../shared/ipc/commit-contract';
import type { Sha256 } from '../../shared/ids';
import type { DriftWay, MovedItem } from '../../shared/journal/drift-choice';
import type { Json } from '../../shared/json';
import { backValues } from '../../shared/plan/back-values';
import type { Plan } from '../../shared/plan/plan';
import { stepTitle } from '../../shared/plan/step-title';
import { togetherOf } from '../rollout/decide-back';

/** What moved since the plan wrote it, by step, for a person to choose item by item. */
export function movedView(
  plan: Plan,
  moved: readonly MovedItem[],
  sha256: Sha256,
): MovedStepView[] {
  const together = togetherOf(moved, sha256);
  const people = new Map(plan.people.map((one) => [one.id, one] as const));
  return [...new Set(moved.map(({ step }) => step))].flatMap((id): MovedStepView[] => {
    const step = plan.steps.find((one) => one.id === id);
    if (step === undefined) return [];
    const own = moved.filter((one) => one.step === id);
    const rest = own.slice(mostNames);
    return [
      {
        step: id,
        title: stepTitle(step),
        target: step.target.name,
        items: own.slice(0, mostNames).map((one): MovedItemView => {
          const { written, before } = backValues(plan, one);
          const person = one.item === null ? undefined : people.get(one.item);
          const upn = person?.upn ?? one.item ?? '';
          return {
            person: one.item === null ? null : { id: one.item, name: person?.name ?? upn, upn },
            written: pretty(written),
            before: pretty(before),
            now: one.unread === null ? pretty(one.now) : null,
            unread:
              one.unread === null ? null : { ...one.unread, values: { ...one.unread.values } },
            seen: one.seen,
            ways: [...one.ways],
          };
        }),
        others:
          rest.length === 0
            ? null
            : { people: rest.length, seen: together.get(id) ?? '', ways: waysOfAll(rest) },
      },
    ];
  });
}

/** Ways that every one of them has: what one cannot be given, all of them are not. */
function waysOfAll(items: readonly MovedItem[]): DriftWay[] {
  const [first] = items;
  return (first?.ways ?? []).filter((way) => items.every((one) => one.ways.includes(way)));
}

function pretty(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}
