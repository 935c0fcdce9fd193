import type { Group } from '../../shared/entra/group';
import { mostNames } from '../../shared/ipc/commit-contract';
import type { GuideView } from '../../shared/ipc/guide-contract';
import type { StepState } from '../../shared/journal/step-state';
import { byAppReason } from '../../shared/plan/by-hand';
import { nameFailure } from '../../shared/plan/name-failure';
import type { Plan } from '../../shared/plan/plan';
import { createdRef } from '../../shared/plan/step';
import type { Guide } from '../rollout/guide-step';
import { commitObjects } from './commit-objects';

/** The steps in the portal with their exact values: of a step over people, of those still to do. */
export function buildGuideView(
  plan: Plan,
  { step, against, leftOut }: Guide,
  state: StepState,
  groups: readonly Group[],
): GuideView {
  const names = new Map(plan.people.map(({ id, name }) => [id, name] as const));
  const items = step.items ?? [];
  const out = items.filter(({ userId }) => leftOut.has(userId));
  const rest = items.filter(({ userId }) => !leftOut.has(userId));
  const shown = step.items === undefined ? step : { ...step, items: rest };
  const [object = null] = commitObjects({
    ...{ plan, steps: [shown], isBack: false },
    stateOf: () => state,
  });
  return {
    ...{ step: step.id, kind: step.kind, byApp: byAppReason(step) },
    object: byAppReason(step) === null ? object : null,
    called: calledIn(`${object?.prior ?? ''} ${object?.planned ?? ''}`, plan, groups),
    against: against.flatMap(({ guard, failure }) =>
      failure === null ? [] : [{ guard, failure: nameFailure(failure, plan) }],
    ),
    leftOut: {
      people: out.length,
      names: out.slice(0, mostNames).map(({ userId, upn }) => ({
        ...{ id: userId, name: names.get(userId) ?? upn, upn },
        why: leftOut.get(userId) ?? '',
      })),
    },
  };
}

/** Groups and people by name; a group a step creates is there by the time it is asked for. */
function calledIn(text: string, plan: Plan, groups: readonly Group[]): GuideView['called'] {
  const made = plan.steps
    .filter(({ kind }) => kind === 'group.create')
    .map(({ id, target }) => ({ id: createdRef(id), name: target.name }));
  const known = [
    ...made,
    ...groups.map(({ id, displayName }) => ({ id, name: displayName ?? id })),
    ...plan.people.map(({ id, name }) => ({ id, name })),
  ];
  const ids = new Set(text.match(/"[^"]+"/g));
  return known.filter(({ id }) => ids.has(`"${id}"`));
}
