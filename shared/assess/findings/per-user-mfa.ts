import { hasPerUserMfa, type AssessContext } from '../assess-context';
import { tenantFinding, userFinding, type Finder } from '../make-finding';
import type { Person } from '../people';

/** Who may be cleared now: people only, enforced cover certain (R10, findings 9.2), all known. */
export function coveredPeople({ perUser }: AssessContext): readonly Person[] {
  return perUser.filter(
    (one) => one.isPerson && one.cover === 'enforced' && one.isEnabledUnknown !== true,
  );
}

/** Per-user MFA against what else asks (R10, R12, R13). */
export const findPerUserMfa: Finder = (context) => {
  const { enabled, perUser, hasP1, securityDefaults } = context;
  const uncovered = perUser.filter((one) => one.cover === 'none' || one.cover === 'unknown');
  return [
    ...userFinding('PU-MFA-COVERED', 'info', coveredPeople(context)),
    ...userFinding('PU-MFA-NOT-COVERED', 'blocker', hasP1 !== false ? uncovered : []),
    ...tenantFinding(
      'NO-ENFORCEMENT-AFTER-CLEAR',
      'blocker',
      context,
      hasP1 === false && securityDefaults === false && perUser.length > 0,
    ),
    ...userFinding(
      'PU-MFA-ENABLED-NOT-REGISTERED',
      'high',
      enabled.filter(
        (one) =>
          one.isPerson && !one.isEmergencyAccess && one.perUserMfa === 'enabled' && one.hasNoMethod,
      ),
    ),
    ...userFinding(
      'NOT-APPLICABLE',
      'info',
      enabled.filter((one) => one.isGuest),
    ),
    ...userFinding('BG-PER-USER-MFA', 'high', context.emergency.filter(hasPerUserMfa)),
  ];
};
