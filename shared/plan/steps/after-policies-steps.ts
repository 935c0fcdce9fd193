import type { JsonObject } from '../../json';
import type { PlanContext } from '../plan-context';
import { draft, manualStep, type DraftReason } from '../step-draft';
import { createdRef, type Step, type StepTarget } from '../step';
import { onPath } from './chosen-path-steps';
import { existingPolicyStateStep, heldOut } from './conditional-access-steps';

/**
 * Takes replaced accounts back into the policy for everybody, so that it may cover them (R10). After
 * a switch ours asks already when Microsoft's are settled, so it may follow them (O16).
 */
export function includeAgainStep(
  context: PlanContext,
  policy: Step,
  purpose: 'caEnforce' | 'replaceServiceAccount',
): Step | null {
  const staying = new Set(onPath(context, 'keepUntil'));
  const back = new Set(
    heldOut(context).filter(
      (id) => context.byId.get(id)?.kind !== 'teamsRoomResource' && !staying.has(id),
    ),
  );
  const conditions = policy.planned?.['conditions'] as JsonObject | undefined;
  const users = conditions?.['users'] as JsonObject | undefined;
  const excluded = (users?.['excludeUsers'] ?? []) as readonly string[];
  if (conditions === undefined || users === undefined || back.size === 0) return null;
  const kept = excluded.filter((id) => !back.has(id));
  const reason: DraftReason = {
    purpose,
    why: 'include_replaced_accounts',
    rules: ['R10', 'O18'],
    values: { count: String(back.size) },
  };
  return draft(
    {
      key: 'include-replaced',
      kind: 'ca.exclude',
      target: { ...policy.target, id: createdRef(policy.id) },
      prior: { conditions },
      planned: { conditions: { ...conditions, users: { ...users, excludeUsers: kept } } },
      reverse: { kind: 'restore', to: { conditions } },
      blast: 'tenant',
    },
    reason,
  );
}

/** Microsoft's own policies: off once ours ask, or kept because somebody chose so (O16). */
export function managedPolicySteps(context: PlanContext): readonly Step[] {
  const reason: DraftReason = {
    purpose: 'managedPolicy',
    why: 'managed_policy',
    rules: ['O16', 'MANAGED-POLICY-PRESENT'],
  };
  const subjects = context.findings.get('MANAGED-POLICY-PRESENT')?.subjects ?? [];
  return subjects.flatMap(({ id, name }) => {
    const state = context.policies.find((policy) => policy.id === id)?.state;
    const choice = context.choices.managedPolicy?.find((one) => one.policyId === id)?.value;
    if (choice === 'keepTheirs') {
      return [manualStep(`managed-${id}`, 'keep_managed_policy', [], reason)];
    }
    if (state === undefined || state === 'disabled') return [];
    const target: StepTarget = { type: 'conditionalAccessPolicy', id, name };
    return [existingPolicyStateStep(`managed-${id}`, target, state, 'disabled', reason)];
  });
}
