import type { Call } from './call';
import type { Directory } from './directory';
import type { UserRecord } from './user-record';
import { textOf, type JsonObject } from './json';
import { groupsOf, isSystemPreferred } from './membership';
import { configurationsOf } from './policy-views';
import { syncRole, roleTemplateOf } from './role-names';

const staleMs = 12 * 3_600_000;

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

/** Enabled accounts only; an account may be missing although it exists. */
export function isReported(user: UserRecord): boolean {
  return !user.removed && user.traits.inReport && user.isEnabled;
}

/** One row of userRegistrationDetails, as old as the report service is behind. */
export function registrationRow(call: Call, user: UserRecord): JsonObject {
  const { directory } = call;
  const strong = user.methods.filter((name) => name in allowedBy);
  const capable = strong.some((name) => isAllowed(directory, name));
  const reset = resetOf(directory, user);
  return {
    id: user.id,
    userPrincipalName: user.upn,
    userDisplayName: textOf(user.property('displayName')) ?? '',
    userType: user.property('userType') === 'Guest' ? 'guest' : 'member',
    isAdmin: isAdmin(directory, user),
    isMfaRegistered: strong.length > 0,
    isMfaCapable: capable,
    isPasswordlessCapable: strong.some((name) => passwordless.test(name)),
    isSsprEnabled: reset.enabled,
    isSsprRegistered: reset.registered,
    isSsprCapable: reset.enabled && reset.registered,
    isSystemPreferredAuthenticationMethodEnabled: isSystemPreferred(directory, user),
    systemPreferredAuthenticationMethods: preferredOf(strong),
    userPreferredMethodForSecondaryAuthentication: user.preferredMethod,
    methodsRegistered: [...user.methods],
    lastUpdatedDateTime: updatedAt(directory, user),
    ...(call.version === 'beta' ? { defaultMfaMethod: user.preferredMethod } : {}),
  };
}

/** Until the migration is complete the legacy lists may allow a method as well. */
function isAllowed(directory: Directory, name: string): boolean {
  const policy = directory.read('amp');
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
): { enabled: boolean; registered: boolean } {
  const { scope, group, required } = directory.facts.sspr;
  const isMember = user.property('userType') === 'Member';
  const inGroup = (): boolean => groupsOf(directory, user).some((row) => row.id === group);
  const enabled = isMember && (scope === 'all' || (scope === 'selected' && inGroup()));
  const usable = user.methods.filter((name) => [...resetMethods, ...resetApps].includes(name));
  return { enabled, registered: enabled && usable.length >= required };
}

function preferredOf(strong: readonly string[]): string[] {
  if (strong.some((name) => name.startsWith('microsoftAuthenticator'))) return ['push'];
  if (strong.some((name) => name.endsWith('OneTimePasscode'))) return ['oath'];
  return strong.includes('mobilePhone') ? ['sms'] : ['none'];
}

function updatedAt(directory: Directory, user: UserRecord): string {
  const { reportOldestRow } = directory.facts.graph;
  if (reportOldestRow !== undefined && isFirst(directory, user)) return reportOldestRow;
  const stamp = directory.openedAt - staleMs + reportLag(directory);
  return `${new Date(stamp).toISOString().slice(0, 19)}Z`;
}

function isFirst(directory: Directory, user: UserRecord): boolean {
  for (const other of directory.users) if (isReported(other)) return other.ordinal === user.ordinal;
  return false;
}

/** The report is made again every twelve hours of the tenant's time. */
function reportLag(directory: Directory): number {
  return Math.floor((directory.clock.now() - directory.openedAt) / staleMs) * staleMs;
}
