import { isSameMethod } from '../../entra/method-configuration';
import type { JsonObject } from '../../json';
import { subjectsOf, type PlanContext } from '../plan-context';
import { clearPerUserStep, draft, manualStep, type DraftReason } from '../step-draft';
import { evidenceRef, type Step } from '../step';

/** Key of the manual step whose evidence names the emergency access accounts. */
export const emergencyEvidenceKey = 'emergency-access';

export function needsEmergencyAccounts(context: PlanContext): boolean {
  return context.emergencyAccess.filter((id) => context.byId.has(id)).length < 2;
}

/** Ids and references that stand for the emergency access accounts in policies this plan makes. */
export function emergencyExclusions(context: PlanContext): readonly string[] {
  const known = context.emergencyAccess;
  return needsEmergencyAccounts(context) ? [...known, evidenceRef(emergencyEvidenceKey)] : known;
}

/**
 * A key can be registered before any method is switched on only where the methods policy already
 * offers one to everybody (O4, findings 9.34).
 */
export function canRegisterKeyNow(context: PlanContext): boolean {
  return context.policy.authenticationMethodConfigurations.some(
    (one) =>
      ['Fido2', 'X509Certificate'].some((id) => isSameMethod(one.id, id)) &&
      one.state === 'enabled' &&
      (one.includeTargets ?? []).some((target) => target.id.toLowerCase() === 'all_users'),
  );
}

/** Whether somebody has to register a key for these steps; leaving out and clearing need none. */
export function asksForKey(steps: readonly Step[]): boolean {
  return steps.some(({ manual }) => manual !== undefined);
}

/** Create, repair, exclude; then their own per-user state to disabled (R14, O1). */
export function emergencyAccessSteps(context: PlanContext): readonly Step[] {
  const about = (why: string, rules: readonly string[]): DraftReason => ({
    purpose: 'emergencyAccess',
    why,
    rules: ['O1', ...rules],
  });
  const steps: Step[] = [];
  if (needsEmergencyAccounts(context)) {
    steps.push(
      manualStep(
        emergencyEvidenceKey,
        'emergency_access',
        context.emergencyAccess,
        about('emergency_access', ['BG-MISSING']),
      ),
    );
  }
  const codes = ['BG-NO-METHOD', 'BG-WEAK-METHOD', 'BG-SYNCED', 'BG-ELIGIBLE-ONLY'] as const;
  const broken = subjectsOf(context, ...codes, 'BG-CUSTOM-DOMAIN');
  if (broken.length > 0) {
    const why = about('emergency_access_repair', codes);
    steps.push(manualStep('emergency-repair', 'emergency_access_repair', broken, why));
  }
  steps.push(...exclusionSteps(context, about('emergency_access_exclude', ['BG-NOT-EXCLUDED'])));
  const withState = subjectsOf(context, 'BG-PER-USER-MFA')
    .map((id) => context.byId.get(id))
    .filter((person) => person !== undefined);
  if (withState.length > 0) {
    const why = about('emergency_access_clear', ['BG-PER-USER-MFA', 'R14']);
    steps.push(clearPerUserStep('emergency-clear', withState, 'none', why));
  }
  return steps;
}

/** Takes the accounts out of every enabled policy that binds one of them. */
function exclusionSteps(context: PlanContext, about: DraftReason): readonly Step[] {
  const bound = subjectsOf(context, 'BG-NOT-EXCLUDED');
  if (bound.length === 0) return [];
  return context.policies
    .filter((policy) => policy.state === 'enabled')
    .flatMap((policy) => {
      const conditions = policy.conditions as unknown as JsonObject;
      const users = (policy.conditions.users ?? {}) as unknown as JsonObject;
      const excluded = policy.conditions.users?.excludeUsers ?? [];
      const missing = bound.filter((id) => !excluded.includes(id));
      if (missing.length === 0) return [];
      const planned = {
        conditions: { ...conditions, users: { ...users, excludeUsers: [...excluded, ...missing] } },
      };
      const name = policy.displayName ?? policy.id;
      return [
        draft(
          {
            key: `emergency-exclude-${policy.id}`,
            kind: 'ca.exclude',
            target: { type: 'conditionalAccessPolicy', id: policy.id, name },
            prior: { conditions },
            planned,
            reverse: { kind: 'restore', to: { conditions } },
            blast: 'none',
          },
          about,
        ),
      ];
    });
}

/** Whoever runs the change must survive it (O2). */
export function secureOperatorSteps(context: PlanContext): readonly Step[] {
  const steps: Step[] = [];
  if (context.findings.has('OPERATOR-AT-RISK')) {
    steps.push(
      manualStep('secure-operator', 'secure_operator', subjectsOf(context, 'OPERATOR-AT-RISK'), {
        purpose: 'secureOperator',
        why: 'secure_operator',
        rules: ['O2', 'O5', 'OPERATOR-AT-RISK'],
      }),
    );
  }
  if (context.findings.has('SINGLE-GLOBAL-ADMIN')) {
    steps.push(
      manualStep('second-administrator', 'second_global_administrator', [], {
        purpose: 'secureOperator',
        why: 'second_global_administrator',
        rules: ['O2', 'SINGLE-GLOBAL-ADMIN'],
      }),
    );
  }
  return steps;
}
