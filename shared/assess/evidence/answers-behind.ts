import type { JsonObject } from '../../json';
import type { AnswerPath } from '../../tenant/answer-paths';
import { lastEntered } from '../../tenant/entered';
import type { FinderContext } from '../assess-context';
import type { Evidence } from '../evidence';
import type { FindingCode } from '../finding-codes';

const verificationOptions = [
  'legacyMfa.verificationOptions.callToPhone',
  'legacyMfa.verificationOptions.textToPhone',
  'legacyMfa.verificationOptions.appNotification',
  'legacyMfa.verificationOptions.appCodeOrHardwareToken',
] as const satisfies readonly AnswerPath[];

const npsExtension = 'infrastructure.npsExtension' satisfies AnswerPath;

const emergencyAccess: readonly AnswerPath[] = ['accounts.emergencyAccess'];

/** The answers a finding rests on, beside or instead of what Graph says. */
const pathsOf: Partial<Readonly<Record<FindingCode, readonly AnswerPath[]>>> = {
  'MIG-STATE-NULL-OK': verificationOptions,
  'SSPR-MFA-MISMATCH': [...verificationOptions, 'sspr.scope', 'sspr.group', 'sspr.methods'],
  'SSPR-TWO-METHODS-STAYS': [
    ...(['sspr.scope', 'sspr.group', 'sspr.methodsRequired'] as const),
    ...(['sspr.registrationRequired', 'sspr.reconfirmDays'] as const),
  ],
  'SECQ-STAYS': ['sspr.methods', 'sspr.securityQuestions'],
  'NO-METHOD': ['sspr.registrationRequired', 'infrastructure.idProtectionRegistrationPolicy'],
  'PU-MFA-ENABLED-NOT-REGISTERED': [
    ...(['sspr.registrationRequired', 'infrastructure.idProtectionRegistrationPolicy'] as const),
  ],
  'NO-ENFORCEMENT-AFTER-CLEAR': ['infrastructure.classicConditionalAccess'],
  'ADFS-MFA-BEHAVIOUR': [
    ...(['infrastructure.adfs', 'infrastructure.adfs.mfaAdapter'] as const),
    'infrastructure.adfs.insideCorporateNetworkClaim',
  ],
  'ROLLBACK-LIMIT': ['history.startedIn'],
  'NATIVE-BACKUP-AVAILABLE': ['history.nativeBackupSnapshots'],
  'TELECOM-PROVIDER-CANDIDATE': [
    'telephony.needs',
    'telephony.provider.status',
    'telephony.provider.name',
  ],
  'TELECOM-LEAD-TIME': ['telephony.needs', 'telephony.provider.status', 'telephony.provider.name'],
  'OATH-SPLIT': ['legacyMfa.verificationOptions.appCodeOrHardwareToken'],
  'OPTOUT-EXPIRES': ['telephony.needs'],
  // Emergency access is never inferred: whom these judge is what a person said.
  'BG-MISSING': emergencyAccess,
  'BG-NO-METHOD': emergencyAccess,
  'BG-WEAK-METHOD': emergencyAccess,
  'BG-METHOD-UNREACHABLE': emergencyAccess,
  'BG-NOT-EXCLUDED': emergencyAccess,
  'BG-SYNCED': emergencyAccess,
  'BG-ELIGIBLE-ONLY': emergencyAccess,
  'BG-CUSTOM-DOMAIN': emergencyAccess,
  'BG-PER-USER-MFA': emergencyAccess,
  'BG-GROUP-UNPROTECTED': emergencyAccess,
  'MANDATORY-MFA-APPLIES': emergencyAccess,
  'SHARED-MAILBOX-SIGNIN': ['accounts.sharedMailboxes'],
  'RESOURCE-ACCOUNT': ['accounts.roomMailboxes', 'accounts.teamsRooms'],
  'SERVICE-ACCOUNT-USER-MFA': ['accounts.serviceAccounts'],
  'ROPC-RISK': ['accounts.ropcAccounts'],
  'APP-PASSWORD-RISK': ['appPasswords.accounts'],
  'NEVER-USED': ['accounts.serviceAccounts', 'accounts.sharedAccounts'],
  'SHARED-ACCOUNT': ['accounts.sharedAccounts'],
  'FRONTLINE-NO-PHONE': ['populations.frontline'],
  'QR-SINGLE-FACTOR': ['populations.sharedMobileDevices'],
  'SMS-ALL-USERS-SCOPE': ['populations.pupils', 'populations.pupilsUnder13'],
  'STUDENT-EXCLUDE-FROM-CAMPAIGN': ['populations.pupils'],
  'NPS-DEPENDENCY': [npsExtension, `${npsExtension}.users`],
  'NPS-PHONE-DEFAULT': [npsExtension, `${npsExtension}.users`],
  'NPS-MSCHAPV2-LIMIT': [`${npsExtension}.radiusClients`],
  'AUTHENTICATOR-OTP-OFF': [npsExtension],
  'FEDERATED-INTRANET-BYPASS': ['legacyMfa.skipFederatedIntranet'],
  'TRUSTED-IP-DECISION': ['legacyMfa.trustedIps'],
  'REMEMBER-MFA-DECISION': ['legacyMfa.rememberMfa', 'legacyMfa.rememberMfa.days'],
};

/** Of the opt-out: an answer counts only where Graph does not say it. */
function pathsInstead(code: FindingCode, { policy }: FinderContext): readonly AnswerPath[] {
  const isOptOut = code === 'OPTOUT-SET' || code === 'OPTOUT-EXPIRES';
  const read = policy?.optOutSettings?.passkeyDynamicMigration ?? null;
  return isOptOut && read === null ? ['passkeyOptOut'] : [];
}

/**
 * Whether what a person entered decides a finding: then another answer is one way out of it. Some
 * rest on an answer only where Graph did not say it, which their evidence tells.
 */
export function restsOnAnswers({
  code,
  evidence,
}: {
  readonly code: string;
  readonly evidence: readonly Evidence[];
}): boolean {
  const isEntered = (one: Evidence): boolean =>
    one.field === 'answered' && one.shape === 'value' && one.value === true;
  return Object.hasOwn(pathsOf, code) || evidence.some(isEntered);
}

/** Who entered the latest of the answers a finding rests on, and when; nothing where there is none. */
export function answersBehind(code: FindingCode, context: FinderContext): JsonObject {
  const paths = [...(pathsOf[code] ?? []), ...pathsInstead(code, context)];
  const entered = lastEntered(context.answers, paths);
  if (entered === null) return {};
  const { by, at } = entered;
  return { ...(by === null ? {} : { answeredBy: by }), answeredAt: at };
}
