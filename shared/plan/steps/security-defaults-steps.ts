import { trackMembers, type PlanContext } from '../plan-context';
import { draft, manualStep, type DraftReason } from '../step-draft';
import { appearedRef, type Step, type StepTarget } from '../step';
import { onPath } from './chosen-path-steps';
import { existingPolicyStateStep, policyStateStep, reportOnly } from './conditional-access-steps';

const securityDefaultsTarget: StepTarget = {
  type: 'securityDefaults',
  id: 'securityDefaults',
  name: 'securityDefaults',
};

/** Tenants from before this day may still refuse modern mail sign-in (answers.md 2). */
const modernAuthSince = '2017-08-01';

/** What a person looks at ahead of turning security defaults on (O13, O14). */
export function beforeSecurityDefaults(context: PlanContext): readonly Step[] {
  const steps: Step[] = [];
  if (needsMailCheck(context)) {
    steps.push(
      manualStep('exchange-modern-auth', 'exchange_modern_auth', [], {
        purpose: 'exchangeModernAuth',
        why: 'exchange_modern_auth',
        rules: ['O14'],
      }),
    );
  }
  // Not answered: there may be some, and security defaults could not be turned on (answers.md 2).
  if (context.answers?.infrastructure?.classicConditionalAccess !== false) {
    steps.push(
      manualStep('classic-policies', 'classic_policies', [], {
        purpose: 'caOff',
        why: 'classic_policies',
        rules: ['O13', 'R11'],
      }),
    );
  }
  return steps;
}

/** Policies that are on go off in the same move: until its end nothing asks (execution.md 2.4). */
function policiesOff(context: PlanContext): readonly Step[] {
  const about: DraftReason = { purpose: 'caOff', why: 'policies_off', rules: ['O13', 'R11'] };
  return context.policies
    .filter((one) => one.state === 'enabled')
    .map(({ id, displayName }) => {
      const target = { type: 'conditionalAccessPolicy', id, name: displayName ?? id } as const;
      return existingPolicyStateStep(`off-${id}`, target, 'enabled', 'disabled', about);
    });
}

function needsMailCheck(context: PlanContext): boolean {
  const answered = context.answers?.infrastructure?.exchangeModernAuth;
  if (answered !== undefined && answered !== null) return !answered;
  const { organization } = context.snapshot;
  const created = organization.kind === 'read' ? organization.value.createdDateTime : null;
  return created === null || created < modernAuthSince;
}

/** Alone where no policy is on; else policies off and security defaults on as one move. */
export function securityDefaultsOn(context: PlanContext): readonly Step[] {
  if (context.securityDefaults) return [];
  const prior = { isEnabled: false };
  const on = draft(
    {
      key: 'security-defaults-on',
      kind: 'securityDefaults.set',
      target: securityDefaultsTarget,
      prior,
      planned: { isEnabled: true },
      reverse: { kind: 'restore', to: prior },
      blast: 'tenant',
    },
    { purpose: 'securityDefaultsOn', why: 'security_defaults_on', rules: ['O1', 'O12', 'R11'] },
  );
  const off = policiesOff(context);
  if (off.length === 0) return [on];
  return [...off, on].map((step) => ({ ...step, bundle: 'handOver' as const }));
}

/**
 * From security defaults to Conditional Access: off and on as one move, so that nobody is left
 * without anything that asks for longer than the service itself takes (execution.md 2.4).
 */
export function switchSteps(policy: Step): readonly Step[] {
  const about: DraftReason = {
    purpose: 'switchToConditionalAccess',
    why: 'switch_defaults_off',
    rules: ['O10', 'SD-TO-CA-GAP'],
    values: { policy: policy.target.name },
  };
  const prior = { isEnabled: true };
  const off = draft(
    {
      key: 'switch-off',
      kind: 'securityDefaults.set',
      target: securityDefaultsTarget,
      prior,
      planned: { isEnabled: false },
      reverse: { kind: 'restore', to: prior },
      blast: 'tenant',
    },
    about,
  );
  const on = policyStateStep('switch-on', policy, reportOnly, 'enabled', {
    ...about,
    why: 'switch_policy_on',
  });
  return [off, on].map((step) => ({ ...step, bundle: 'switch' as const }));
}

/**
 * Microsoft may create policies the moment security defaults go off (O15), on and without any
 * exclusion. A person looks at them and keeps those that are wanted; the rest repeat ours.
 */
export function microsoftPolicySteps(): readonly Step[] {
  const about: DraftReason = {
    purpose: 'managedPolicy',
    why: 'review_managed_policies',
    rules: ['O15'],
  };
  const off = draft(
    {
      key: 'appeared-off',
      kind: 'ca.setState',
      target: {
        type: 'conditionalAccessPolicy',
        id: appearedRef('switch-off'),
        name: 'Microsoft',
      },
      prior: { state: 'enabled' },
      planned: { state: 'disabled' },
      reverse: { kind: 'leave', why: 'reverse_managed_stays_off' },
      blast: 'tenant',
    },
    { ...about, why: 'managed_appeared_off', rules: ['O15', 'O16', 'BG-NOT-EXCLUDED'] },
  );
  return [manualStep('review-managed', 'review_managed_policies', [], about), off];
}

/** Accounts nobody stands behind need their replacement before anything asks them for MFA. */
export function replaceSteps(context: PlanContext): readonly Step[] {
  const otherwise = new Set(onPath(context, 'blockSignIn', 'clearOnly', 'keepUntil'));
  const accounts = [
    ...trackMembers(context, 'exception'),
    ...trackMembers(context, 'nonPeopleProject'),
  ].filter((id) => context.byId.get(id)?.kind !== 'teamsRoomResource' && !otherwise.has(id));
  if (accounts.length === 0) return [];
  return [
    manualStep('replace-accounts', 'replace_service_account', accounts, {
      purpose: 'replaceServiceAccount',
      why: 'replace_service_account',
      rules: ['O18', 'SERVICE-ACCOUNT-USER-MFA'],
      values: { count: String(accounts.length) },
    }),
  ];
}
