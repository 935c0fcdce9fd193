import type { FinderContext } from './assess-context';
import type { Finding, Severity } from './assessment';
import { withEvidence } from './evidence/with-evidence';
import { findConditionalAccess } from './findings/conditional-access';
import { findDataQuality } from './findings/data-quality';
import { findEmergencyAccess } from './findings/emergency-access';
import { findExclusionGroups } from './findings/exclusion-groups';
import { findHybrid } from './findings/hybrid';
import { findLegacyLists } from './findings/legacy-lists';
import { findMethodLoss } from './findings/method-loss';
import { findMethodsPolicy } from './findings/methods-policy';
import { findMigrationState } from './findings/migration-state';
import { findOperator } from './findings/operator';
import { findPerUserMfa } from './findings/per-user-mfa';
import { findPhoneOnly } from './findings/phone-only';
import { findReplacement } from './findings/replacement';
import { findSecurityDefaults } from './findings/security-defaults';
import { findSession, isWrongTenant } from './findings/session';
import { findSpecialAccounts } from './findings/special-accounts';
import { compareText, type Finder } from './make-finding';

const finders: readonly Finder[] = [
  findMigrationState,
  findMethodLoss,
  findLegacyLists,
  findMethodsPolicy,
  findPhoneOnly,
  findReplacement,
  findPerUserMfa,
  findConditionalAccess,
  findExclusionGroups,
  findSecurityDefaults,
  findEmergencyAccess,
  findOperator,
  findSpecialAccounts,
  findHybrid,
  findDataQuality,
  findSession,
];

const severityOrder: readonly Severity[] = ['blocker', 'high', 'medium', 'decision', 'info'];

/**
 * Every finding, by severity, then code. In the wrong tenant nothing else is said; without consent
 * there is nothing else to say, unless the tenant was read while there was one.
 */
export function findAll(context: FinderContext): readonly Finding[] {
  const isUnread =
    context.input.session?.isConsentMissing === true && context.snapshot.users.kind !== 'read';
  const isElsewhere = isWrongTenant(context) || isUnread;
  const asked = isElsewhere ? [findSession] : finders;
  return asked
    .flatMap((find) => find(context))
    .map((finding) => withEvidence(finding, context))
    .sort(
      (a, b) =>
        severityOrder.indexOf(a.severity) - severityOrder.indexOf(b.severity) ||
        compareText(a.code, b.code),
    );
}
