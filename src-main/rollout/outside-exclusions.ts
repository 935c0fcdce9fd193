import type { ConditionalAccessPolicy } from '../../shared/entra/conditional-access-policy';
import { failure, type Failure } from '../../shared/diagnostic';
import type { Json } from '../../shared/json';
import { resolveText } from '../../shared/plan/references';
import { sameState } from '../../shared/plan/same-state';
import type { Step } from '../../shared/plan/step';
import type { Engine, Motion } from './engine';
import type { Fresh } from './fresh-data';

const harmless: ReadonlySet<string> = new Set(['disabled', 'enabledForReportingButNotEnforced']);

/**
 * Refuses to take people out of a group by which a policy of somebody else leaves them out: it
 * would ask them, or shut them out, from that moment (execution.md 2.2). Going back, a policy that
 * was in force and left the group out before the plan began refuses nothing: they stood under it
 * then as well. One that only reported, or was off, asked nobody then; one that was changed since
 * may ask other people, or for more.
 */
export function exclusionRefusal(
  engine: Engine,
  { direction }: Motion,
  step: Step,
  fresh: Fresh,
): Failure | null {
  const { conditionalAccess } = fresh.snapshot;
  if (conditionalAccess.kind !== 'read') {
    if (conditionalAccess.reason.code === 'notLicensed') return null;
    return failure('plan/snapshot-incomplete', { source: 'conditionalAccess' });
  }
  const own = policiesOfPlan(engine);
  const { conditionalAccess: planned } = engine.plan.baseline;
  const before = direction === 'back' && planned.kind === 'read' ? planned.value : [];
  const foreign = conditionalAccess.value.filter(
    (policy) =>
      !harmless.has(policy.state) &&
      excludes(policy, step.target.id) &&
      !own.has(policy.id.toLowerCase()) &&
      !before.some((one) => asksAlike(one, policy)),
  );
  if (foreign.length === 0) return null;
  const policies = foreign.map(nameOf).sort();
  const values = { step: step.id, expected: 'noOutsideExclusion' };
  return failure('guardrail/refused', { ...values, policies: policies.join('\n') });
}

function nameOf({ displayName, id }: ConditionalAccessPolicy): string {
  return displayName === null || displayName === '' ? id : displayName;
}

function excludes(policy: ConditionalAccessPolicy, groupId: string): boolean {
  const groups = policy.conditions.users?.excludeGroups ?? [];
  return groups.some((id) => id.toLowerCase() === groupId.toLowerCase());
}

/** Policies this plan makes or changes: their exclusions are part of what was approved. */
function policiesOfPlan(engine: Engine): ReadonlySet<string> {
  const ids = engine.plan.steps
    .filter((step) => step.target.type === 'conditionalAccessPolicy')
    .map((step) =>
      step.kind === 'ca.create'
        ? engine.log.state(step.id).objectId
        : resolveText(step.target.id, engine.refs),
    );
  return new Set(ids.flatMap((id) => (id === null ? [] : [id.toLowerCase()])));
}

/** The same policy, which asks the same people for the same: its name alone may differ. */
function asksAlike(before: ConditionalAccessPolicy, now: ConditionalAccessPolicy): boolean {
  const asked = ({ id, state, conditions, grantControls, sessionControls }: typeof now): Json =>
    ({ id, state, conditions, grantControls, sessionControls }) as unknown as Json;
  return sameState(asked(before), asked(now));
}
