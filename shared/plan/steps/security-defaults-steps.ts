import { trackMembers, type PlanContext } from '../plan-context';
import { draft, manualStep, type DraftReason } from '../step-draft';
import { createdRef, type Step } from '../step';
import { onPath } from './chosen-path-steps';
import { evidencePolicyKey, existingPolicyStateStep } from './conditional-access-steps';

/** Tenants from before this day may still refuse modern mail sign-in (answers.md 2). */
const modernAuthSince = '2017-08-01';

/** Checks and switches ahead of turning security defaults on (O13, O14). */
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
  const about: DraftReason = { purpose: 'caOff', why: 'policies_off', rules: ['O13', 'R11'] };
  for (const policy of context.policies.filter((one) => one.state === 'enabled')) {
    const name = policy.displayName ?? policy.id;
    const target = { type: 'conditionalAccessPolicy', id: policy.id, name } as const;
    steps.push(existingPolicyStateStep(`off-${policy.id}`, target, 'enabled', 'disabled', about));
  }
  return steps;
}

function needsMailCheck(context: PlanContext): boolean {
  const answered = context.answers?.infrastructure?.exchangeModernAuth;
  if (answered !== undefined && answered !== null) return !answered;
  const { organization } = context.snapshot;
  const created = organization.kind === 'read' ? organization.value.createdDateTime : null;
  return created === null || created < modernAuthSince;
}

export function securityDefaultsOn(context: PlanContext): readonly Step[] {
  if (context.securityDefaults) return [];
  const prior = { isEnabled: false };
  return [
    draft(
      {
        key: 'security-defaults-on',
        kind: 'securityDefaults.set',
        target: { type: 'securityDefaults', id: 'securityDefaults', name: 'securityDefaults' },
        prior,
        planned: { isEnabled: true },
        reverse: { kind: 'restore', to: prior },
        blast: 'tenant',
      },
      { purpose: 'securityDefaultsOn', why: 'security_defaults_on', rules: ['O1', 'O12', 'R11'] },
    ),
  ];
}

/**
 * From security defaults to Conditional Access. Two writes with no gap between them cannot be
 * stated as separate steps, so a person makes both in one sitting and the plan says so.
 */
export function switchSteps(policy: Step): readonly Step[] {
  const about: DraftReason = {
    purpose: 'switchToConditionalAccess',
    why: 'switch_by_hand',
    rules: ['O10', 'SD-TO-CA-GAP'],
    values: { policy: policy.target.name },
  };
  const step = manualStep('switch', 'switch_to_conditional_access', [], about);
  return [
    {
      ...step,
      target: { ...policy.target, id: createdRef(evidencePolicyKey) },
      blast: 'tenant',
    },
  ];
}

/** Microsoft may create policies the moment security defaults go off (O15). */
export function reviewManagedStep(): Step {
  return manualStep('review-managed', 'review_managed_policies', [], {
    purpose: 'managedPolicy',
    why: 'review_managed_policies',
    rules: ['O15'],
  });
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
