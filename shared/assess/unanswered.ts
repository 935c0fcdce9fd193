import type { Answers } from '../tenant/answer';
import type { Snapshot } from '../tenant/snapshot';
import { areNpsUsersOpen } from './findings/hybrid';
import { isLegacyMfaAnswered } from './legacy-methods';
import { tenantPlan } from './licences';

function isAnswered(value: unknown): boolean {
  return value !== null && value !== undefined;
}

/**
 * Paths of answers that are absent or "I don't know" (answers.md 1), without those that other
 * answers or the snapshot make pointless. Sorted as the form asks them.
 */
export function unansweredAnswers(answers: Answers | null, snapshot: Snapshot): readonly string[] {
  const { legacyMfa, sspr, history, accounts, populations, infrastructure, telephony } =
    answers ?? {};
  const usesSspr = sspr?.scope !== 'none';
  const mayUseAppPasswords = legacyMfa?.appPasswordsAllowed !== false;
  const policy = snapshot.authenticationMethodsPolicy;
  const isOptOutRead =
    policy.kind === 'read' && isAnswered(policy.value.optOutSettings?.passkeyDynamicMigration);
  const nps = infrastructure?.npsExtension;
  const rows: readonly (readonly [path: string, isKnown: boolean])[] = [
    ['legacyMfa.verificationOptions', isLegacyMfaAnswered(answers)],
    ['legacyMfa.appPasswordsAllowed', isAnswered(legacyMfa?.appPasswordsAllowed)],
    ['appPasswords.accounts', !mayUseAppPasswords || isAnswered(answers?.appPasswords?.accounts)],
    ['legacyMfa.rememberMfa', isAnswered(legacyMfa?.rememberMfa)],
    ['legacyMfa.trustedIps', isAnswered(legacyMfa?.trustedIps)],
    ['legacyMfa.skipFederatedIntranet', isAnswered(legacyMfa?.skipFederatedIntranet)],
    ['sspr.scope', isAnswered(sspr?.scope)],
    ['sspr.methods', !usesSspr || isAnswered(sspr?.methods)],
    ['sspr.methodsRequired', !usesSspr || isAnswered(sspr?.methodsRequired)],
    ['sspr.registrationRequired', !usesSspr || isAnswered(sspr?.registrationRequired)],
    ['sspr.reconfirmDays', !usesSspr || isAnswered(sspr?.reconfirmDays)],
    ['history.startedIn', isAnswered(history?.startedIn)],
    [
      'history.nativeBackupSnapshots',
      // Backups of Entra itself come with P1.
      isAnswered(history?.nativeBackupSnapshots) || tenantPlan(snapshot.subscribedSkus) === 'free',
    ],
    ['accounts.emergencyAccess', isAnswered(accounts?.emergencyAccess)],
    ['accounts.sharedMailboxes', isAnswered(accounts?.sharedMailboxes)],
    ['accounts.roomMailboxes', isAnswered(accounts?.roomMailboxes)],
    ['accounts.teamsRooms', isAnswered(accounts?.teamsRooms)],
    ['accounts.serviceAccounts', isAnswered(accounts?.serviceAccounts)],
    ['accounts.sharedAccounts', isAnswered(accounts?.sharedAccounts)],
    [
      'accounts.ropcAccounts',
      (snapshot.signIns.kind === 'read' && snapshot.signInsCutAt === undefined) ||
        isAnswered(accounts?.ropcAccounts),
    ],
    ['populations.pupils', isAnswered(populations?.pupils)],
    ['populations.frontline', isAnswered(populations?.frontline)],
    ['populations.sharedMobileDevices', isAnswered(populations?.sharedMobileDevices)],
    ['infrastructure.npsExtension', isAnswered(nps?.present)],
    ['infrastructure.npsExtension.users', !areNpsUsersOpen(answers, snapshot)],
    [
      'infrastructure.npsExtension.radiusClients',
      nps?.present !== true || isAnswered(nps.radiusClients),
    ],
    ['infrastructure.adfs', isAnswered(infrastructure?.adfs?.present)],
    ['infrastructure.exchangeModernAuth', isAnswered(infrastructure?.exchangeModernAuth)],
    [
      'infrastructure.classicConditionalAccess',
      isAnswered(infrastructure?.classicConditionalAccess),
    ],
    [
      'infrastructure.idProtectionRegistrationPolicy',
      isAnswered(infrastructure?.idProtectionRegistrationPolicy),
    ],
    ['telephony.needs', isAnswered(telephony?.needs)],
    ['passkeyOptOut', isOptOutRead || isAnswered(answers?.passkeyOptOut)],
  ];
  return rows.filter(([, isKnown]) => !isKnown).map(([path]) => path);
}
