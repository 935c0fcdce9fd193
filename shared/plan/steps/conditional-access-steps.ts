import { roleTemplateIds } from '../../entra/directory-role';
import { limits } from '../../entra/retirement-dates';
import type { JsonObject } from '../../json';
import { fires, trackMembers, type PlanContext } from '../plan-context';
import { draft, manualStep, soakStep, type DraftReason } from '../step-draft';
import { createdRef, type Step, type StepTarget } from '../step';
import { emergencyExclusions } from './emergency-access-steps';

export const reportOnly = 'enabledForReportingButNotEnforced';
export const evidencePolicyKey = 'policy-all';
export const rolloutPolicyKey = 'policy-rollout';
const pupilsGroupKey = 'group-pupils';

/** True while some member of staff is not asked by an enabled policy for everything. */
export function needsPolicies(context: PlanContext): boolean {
  return context.people.some((person) => person.isStaff && person.cover !== 'enforced');
}

/** Accounts that no policy of the plan may stop: nobody stands behind them to answer. */
export function heldOut(context: PlanContext): readonly string[] {
  return [...trackMembers(context, 'exception'), ...trackMembers(context, 'nonPeopleProject')]
    .filter((id) => context.byId.get(id)?.enabled === true)
    .sort();
}

export function pupilsOf(context: PlanContext): readonly string[] {
  return context.people.filter((one) => one.enabled && one.kind === 'student').map((one) => one.id);
}

/** Named locations come before the policies that may refer to them (O9). */
export function namedLocationSteps(context: PlanContext): readonly Step[] {
  const ranges = context.answers?.legacyMfa?.trustedIps ?? [];
  const dropped = new Set(
    (context.choices.trustedIps ?? [])
      .filter((choice) => choice.value === 'drop')
      .map((choice) => choice.range),
  );
  const kept = ranges.filter((range) => !dropped.has(range));
  if (kept.length === 0) return [];
  const about: DraftReason = {
    purpose: 'namedLocations',
    why: 'named_locations',
    rules: ['O9', 'R19', 'TRUSTED-IP-DECISION'],
    values: { ranges: kept.join(', ') },
  };
  return [manualStep('named-locations', 'named_locations', [], about)];
}

const about: DraftReason = {
  purpose: 'caReportOnly',
  why: 'report_only',
  rules: ['O10', 'CA-REPORT-ONLY-NOT-COVERAGE'],
};

/**
 * The policy for everybody, first disabled, then report-only, never without its exclusions. Where
 * security defaults ask guests today, it takes them in, or the switch would let them go.
 */
export function evidencePolicySteps(
  context: PlanContext,
  guests: 'asked' | 'leftOut' = 'leftOut',
): readonly Step[] {
  const excludeGroups = pupilsOf(context).length > 0 ? [createdRef(pupilsGroupKey)] : [];
  const users = {
    includeUsers: ['All'],
    excludeUsers: [
      ...emergencyExclusions(context),
      ...heldOut(context),
      ...(guests === 'leftOut' ? ['GuestsOrExternalUsers'] : []),
    ],
    excludeGroups,
    excludeRoles: [roleTemplateIds.directorySynchronizationAccounts],
  };
  return createPolicySteps(context, evidencePolicyKey, 'MFA for all users, all resources', users);
}

/** Guests, where nothing asks them while it asks our own (GUEST-NOT-ENFORCED). */
export function guestPolicySteps(context: PlanContext): readonly Step[] {
  if (!fires(context, 'GUEST-NOT-ENFORCED')) return [];
  const users = {
    includeUsers: ['GuestsOrExternalUsers'],
    excludeUsers: [...emergencyExclusions(context)],
  };
  return createPolicySteps(context, 'policy-guests', 'MFA for guests, all resources', users);
}

/** The same for the rollout group alone: joining the group is what enforces. */
export function rolloutPolicySteps(context: PlanContext): {
  readonly steps: readonly Step[];
  readonly group: StepTarget;
} {
  const create = context.objects.createGroup('group-rollout', 'MFA rollout', about);
  const users = {
    includeGroups: [createdRef(create.id)],
    excludeUsers: [...emergencyExclusions(context), ...heldOut(context)],
    excludeRoles: [roleTemplateIds.directorySynchronizationAccounts],
  };
  return {
    steps: [
      create,
      ...createPolicySteps(
        context,
        rolloutPolicyKey,
        'MFA for the rollout group, all resources',
        users,
      ),
    ],
    group: { ...create.target, id: createdRef(create.id) },
  };
}

function createPolicySteps(
  context: PlanContext,
  key: string,
  purposeName: string,
  users: JsonObject,
): readonly Step[] {
  const name = context.objects.policyName(purposeName);
  const planned = {
    displayName: name,
    state: 'disabled',
    conditions: {
      users,
      applications: { includeApplications: ['All'] },
      clientAppTypes: ['all'],
    },
    grantControls: { operator: 'OR', builtInControls: ['mfa'] },
  };
  const create = draft(
    {
      key,
      kind: 'ca.create',
      target: { type: 'conditionalAccessPolicy', id: '', name },
      planned,
      reverse: { kind: 'leave', why: 'reverse_disabled_policy_stays' },
      blast: 'none',
    },
    about,
  );
  return [create, policyStateStep(`${key}-report-only`, create, 'disabled', reportOnly, about)];
}

/** Sets the state of a policy that this plan creates. */
export function policyStateStep(
  key: string,
  policy: Pick<Step, 'id' | 'target'>,
  from: string,
  to: string,
  reason: DraftReason,
): Step {
  const target = { ...policy.target, id: createdRef(policy.id) };
  return existingPolicyStateStep(key, target, from, to, reason);
}

export function existingPolicyStateStep(
  key: string,
  target: StepTarget,
  from: string,
  to: string,
  reason: DraftReason,
): Step {
  const blast = to === reportOnly ? 'none' : reason.ring === undefined ? 'tenant' : 'ring';
  return draft(
    {
      key,
      kind: 'ca.setState',
      target,
      prior: { state: from },
      planned: { state: to },
      reverse: { kind: 'restore', to: { state: from } },
      blast,
    },
    reason,
  );
}

/** Seven days of report-only before anything is enforced (O10). */
export function reportOnlySoak(): Step {
  return soakStep('report-only-soak', limits.reportOnlySoakDays * 1440, {
    ...about,
    why: 'report_only_soak',
  });
}

/** Pupils: their group, for the policy's exclusion and the campaign's (O19). */
export function pupilGroupSteps(context: PlanContext): readonly Step[] {
  const pupils = pupilsOf(context)
    .map((id) => context.byId.get(id))
    .filter((person) => person !== undefined);
  if (pupils.length === 0) return [];
  const reason: DraftReason = { purpose: 'excludePupils', why: 'exclude_pupils', rules: ['O19'] };
  const create = context.objects.createGroup(pupilsGroupKey, 'pupils', reason);
  const group = { ...create.target, id: createdRef(create.id) };
  return [
    create,
    {
      ...draft(
        {
          key: 'members-pupils',
          kind: 'group.add',
          target: group,
          reverse: { kind: 'items', as: 'group.remove' },
          blast: 'none',
        },
        reason,
      ),
      items: pupils.map((person) => ({
        userId: person.id,
        upn: person.upn,
        prior: 'notMember',
        planned: 'member',
      })),
    },
  ];
}

/** The last ring's number; 0 where nobody is in a ring. */
export function lastRing(context: PlanContext): number {
  return context.rings.at(-1)?.ring ?? 0;
}
