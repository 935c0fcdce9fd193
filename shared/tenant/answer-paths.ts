/**
 * Every value of the answers (answers.md 1) by its place, in the order the form asks. A path that
 * begins another one stands for what is beside those inner values.
 */
export const answerPaths = [
  'legacyMfa.verificationOptions.callToPhone',
  'legacyMfa.verificationOptions.textToPhone',
  'legacyMfa.verificationOptions.appNotification',
  'legacyMfa.verificationOptions.appCodeOrHardwareToken',
  'legacyMfa.appPasswordsAllowed',
  'appPasswords.accounts',
  'legacyMfa.trustedIps',
  'legacyMfa.skipFederatedIntranet',
  'legacyMfa.rememberMfa',
  'legacyMfa.rememberMfa.days',
  'sspr.scope',
  'sspr.group',
  'sspr.methods',
  'sspr.methodsRequired',
  'sspr.securityQuestions',
  'sspr.registrationRequired',
  'sspr.reconfirmDays',
  'accounts.emergencyAccess',
  'accounts.serviceAccounts',
  'accounts.sharedAccounts',
  'accounts.sharedMailboxes',
  'accounts.roomMailboxes',
  'accounts.teamsRooms',
  'accounts.syncAccounts',
  'accounts.ropcAccounts',
  'infrastructure.npsExtension',
  'infrastructure.npsExtension.version',
  'infrastructure.npsExtension.users',
  'infrastructure.npsExtension.radiusClients',
  'infrastructure.adfs',
  'infrastructure.adfs.mfaAdapter',
  'infrastructure.adfs.insideCorporateNetworkClaim',
  'infrastructure.exchangeModernAuth',
  'infrastructure.classicConditionalAccess',
  'infrastructure.idProtectionRegistrationPolicy',
  'populations.pupils',
  'populations.pupilsUnder13',
  'populations.frontline',
  'populations.sharedMobileDevices',
  'telephony.needs',
  'telephony.provider.status',
  'telephony.provider.name',
  'history.startedIn',
  'history.nativeBackupSnapshots',
  'passkeyOptOut',
] as const;
export type AnswerPath = (typeof answerPaths)[number];

function isBlock(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value at a place; undefined where nothing is. */
export function valueAt(root: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, key) => (isBlock(value) ? value[key] : undefined), root);
}

/** Who entered a block stands inside it and is no part of what was entered. */
const stampKeys: ReadonlySet<string> = new Set(['by', 'at']);

/**
 * What was answered at a place, without inner values that have a path of their own. Undefined: not
 * asked. Null: "I don't know".
 */
export function ownValueAt(root: unknown, path: AnswerPath): unknown {
  const value = valueAt(root, path);
  if (!isBlock(value)) return value;
  const inner = new Set(
    answerPaths
      .filter((other) => other.startsWith(`${path}.`))
      .map((other) => other.slice(path.length + 1)),
  );
  const own = Object.entries(value).filter(([key]) => !inner.has(key) && !stampKeys.has(key));
  return own.length === 0 ? undefined : Object.fromEntries(own);
}
