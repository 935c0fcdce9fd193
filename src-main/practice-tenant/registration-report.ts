import type { Call } from './call';
import { dayMs, isoSeconds } from './clock';
import type { Directory } from './directory';
import type { Registration, UserRecord } from './user-record';
import { textOf, type JsonObject } from './json';
import { groupsOf, isSystemPreferred } from './membership';
import { configurationsOf } from './policy-views';
import { syncRole, roleTemplateOf } from './role-names';
import { methodNames } from './scenario-schema';

const hourMs = 3_600_000;
const behindMs = 12 * hourMs;

/** Configuration that allows a registered method; methods without one are always allowed. */
const allowedBy: Record<string, string[]> = {
  mobilePhone: ['Sms', 'Voice'],
  alternateMobilePhone: ['Voice'],
  officePhone: ['Voice'],
  microsoftAuthenticatorPush: ['MicrosoftAuthenticator'],
  microsoftAuthenticatorPasswordless: ['MicrosoftAuthenticator'],
  softwareOneTimePasscode: ['SoftwareOath', 'MicrosoftAuthenticator'],
  hardwareOneTimePasscode: ['HardwareOath'],
  fido2: ['Fido2'],
  fido2SecurityKey: ['Fido2'],
  passKeyDeviceBound: ['Fido2'],
  passKeyDeviceBoundAuthenticator: ['Fido2'],
  passKeyDeviceBoundWindowsHello: ['Fido2'],
  passKeySynced: ['Fido2'],
  windowsHelloForBusiness: [],
  macOsSecureEnclaveKey: [],
  externalAuthMethod: [],
};

const passwordless = /^(fido2|passKey|windowsHello|macOs|microsoftAuthenticatorPasswordless)/;
const resetMethods = ['mobilePhone', 'officePhone', 'email', 'securityQuestion'];
const resetApps = ['microsoftAuthenticatorPush', 'softwareOneTimePasscode'];

/**
 * One row of userRegistrationDetails, made of what was registered at its `lastUpdatedDateTime`.
 * Enabled accounts only; an account may be missing although it exists.
 */
export function registrationRow(call: Call, user: UserRecord): JsonObject | undefined {
  const { directory } = call;
  const at = dataOf(directory, user);
  const registration = reported(user, at);
  if (registration === undefined) return undefined;
  const { methods, preferredMethod } = registration;
  const policy = directory.truthAt('amp', at);
  const strong = methods.filter(isStrong);
  const reset = resetOf(directory, user, methods);
  return {
    id: user.id,
    userPrincipalName: user.upn,
    userDisplayName: textOf(user.property('displayName')) ?? '',
    userType: user.property('userType') === 'Guest' ? 'guest' : 'member',
    isAdmin: isAdmin(directory, user),
    isMfaRegistered: strong.length > 0,
    isMfaCapable: strong.some((name) => isAllowed(policy, name)),
    isPasswordlessCapable: strong.some((name) => passwordless.test(name)),
    isSsprEnabled: reset.enabled,
    isSsprRegistered: reset.registered,
    isSsprCapable: reset.enabled && reset.registered,
    isSystemPreferredAuthenticationMethodEnabled: isSystemPreferred(directory, user, policy),
    systemPreferredAuthenticationMethods: preferredOf(strong),
    userPreferredMethodForSecondaryAuthentication: preferredMethod,
    methodsRegistered: [...methods],
    lastUpdatedDateTime: isoSeconds(at),
    ...(call.version === 'beta' ? { defaultMfaMethod: preferredMethod } : {}),
  };
}

function reported(user: UserRecord, at: number): Registration | undefined {
  if (user.removed || !user.traits.inReport) return undefined;
  const registration = user.registrationAt(at);
  return registration?.isEnabled === true ? registration : undefined;
}

/** A name this list does not have is a method of a newer service, and as good as its others. */
function isStrong(name: string): boolean {
  return Object.hasOwn(allowedBy, name) || !methodNames.includes(name);
}

/** Until the migration is complete the legacy lists may allow a method as well. */
function isAllowed(policy: JsonObject, name: string): boolean {
  if (policy['policyMigrationState'] !== 'migrationComplete') return true;
  const ids = allowedBy[name] ?? [];
  const on = configurationsOf(policy).filter((row) => row['state'] === 'enabled');
  return ids.length === 0 || on.some((row) => ids.includes(textOf(row['id']) ?? ''));
}

function isAdmin(directory: Directory, user: UserRecord): boolean {
  const sync = roleTemplateOf(syncRole);
  return directory.roles.of(user.id).some((row) => row.roleId !== sync);
}

function resetOf(
  directory: Directory,
  user: UserRecord,
  methods: readonly string[],
): { enabled: boolean; registered: boolean } {
  const { scope, group, required } = directory.facts.sspr;
  const isMember = user.property('userType') === 'Member';
  const inGroup = (): boolean => groupsOf(directory, user).some((row) => row.id === group);
  const enabled = isMember && (scope === 'all' || (scope === 'selected' && inGroup()));
  const usable = methods.filter((name) => [...resetMethods, ...resetApps].includes(name));
  return { enabled, registered: enabled && usable.length >= required };
}

function preferredOf(strong: readonly string[]): string[] {
  if (strong.some((name) => name.startsWith('microsoftAuthenticator'))) return ['push'];
  if (strong.some((name) => name.endsWith('OneTimePasscode'))) return ['oath'];
  return strong.includes('mobilePhone') ? ['sms'] : ['none'];
}

/** The instant a row's data are of. */
function dataOf(directory: Directory, user: UserRecord): number {
  const { reportOldestRow } = directory.facts.graph;
  if (reportOldestRow !== undefined && isFirst(directory, user)) {
    return Date.parse(reportOldestRow);
  }
  return dataAt(directory, user.ordinal);
}

/**
 * Every account's row is made anew once a day at an hour of its own, from data then twelve hours
 * old: a row is between 12 and 36 hours behind. When the tenant opens all are twelve hours old.
 */
function dataAt({ openedAt, clock }: Directory, ordinal: number): number {
  const firstMade = openedAt + ((ordinal % 24) + 1) * hourMs;
  const days = Math.floor((clock.now() - firstMade) / dayMs);
  return (days < 0 ? openedAt : firstMade + days * dayMs) - behindMs;
}

function isFirst(directory: Directory, user: UserRecord): boolean {
  for (const other of directory.users) {
    if (reported(other, dataAt(directory, other.ordinal)) === undefined) continue;
    return other.ordinal === user.ordinal;
  }
  return false;
}
