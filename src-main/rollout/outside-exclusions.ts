import type { ConditionalAccessPolicy } from '../../shared/entra/conditional-access-policy';
import { failure, type Failure } from '../../shared/diagnostic';
import { resolveText } from '../../shared/plan/references';
import type { Step } from '../../shared/plan/step';
import type { Engine, Motion } from './engine';
import type { Fresh } from './fresh-data';

const harmless: ReadonlySet<string> = new Set(['disabled', 'enabledForReportingButNotEnforced']);

/**
 * Refuses to take people out of a group by which a policy of somebody else leaves them out: it
 * would ask them, or shut them out, from that moment (execution.md 2.2). Going back, a policy that
 * was in force and left the group out before the plan began refuses nothing: they stood under it
 * then as well. One that only reported, or was off, asked nobody then.
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
  const before = direction === 'back' ? excludingBefore(engine, step.target.id) : new Set<string>();
  const foreign = conditionalAccess.value.filter(
    (policy) =>
      !harmless.has(policy.state) &&
      excludes(policy, step.target.id) &&
      !own.has(policy.id.toLowerCase()) &&
      !before.has(policy.id.toLowerCase()),
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

function excludingBefore(engine: Engine, groupId: string): ReadonlySet<string> {
  const { conditionalAccess } = engine.plan.baseline;
  const known = conditionalAccess.kind === 'read' ? conditionalAccess.value : [];
  const inForce = known.filter((one) => !harmless.has(one.state) && excludes(one, groupId));
  return new Set(inForce.map((one) => one.id.toLowerCase()));
}
