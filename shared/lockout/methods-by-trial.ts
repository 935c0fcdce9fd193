import type { Person } from '../assess/people';
import { clouds } from '../entra/cloud';
import type { MethodConfiguration, MethodTarget } from '../entra/method-configuration';
import { retirementDates } from '../entra/retirement-dates';
import type { TenantImage } from '../plan/post-image';
import { isMemberByTrial } from './trial-membership';

/** What somebody can answer with for certain, in an image on a day (ISO date). */
export type Reading = (image: TenantImage, person: Person, date: string) => readonly string[];

/**
 * The second evaluator's own reading of what somebody can answer with on a day (ISO date): the
 * registered methods that the methods policy or, before Complete, the legacy lists certainly allow
 * (R2, R6, R9). Written apart from `usableMethods`: it shares types and dated facts, no code. What
 * is unknown does not count.
 */
export function methodsByTrial(
  image: TenantImage,
  person: Person,
  date: string,
): readonly string[] {
  const held = person.methods ?? [];
  return [...new Set(held)].filter((name) => {
    if (!opensByPolicy(name, held, image, person) && !opensByLists(name, image)) return false;
    return !(name.endsWith('Phone') && isPhoneOver(image, person, date));
  });
}

/** What lets a method in: a configuration, and where it says more than on or off, in which case. */
interface Door {
  readonly configuration: string;
  readonly mode?: string;
  readonly isOpen?: (configuration: MethodConfiguration) => boolean;
}

const passkey: readonly Door[] = [{ configuration: 'fido2' }];
const ownAuthenticator = ['microsoftAuthenticatorPush', 'microsoftAuthenticatorPasswordless'];

const doors: ReadonlyMap<string, readonly Door[]> = new Map([
  ['fido2', passkey],
  ['fido2SecurityKey', passkey],
  ['passKeyDeviceBound', passkey],
  ['passKeyDeviceBoundAuthenticator', passkey],
  ['passKeyDeviceBoundWindowsHello', passkey],
  ['passKeySynced', passkey],
  ['mobilePhone', [{ configuration: 'sms' }, { configuration: 'voice' }]],
  ['alternateMobilePhone', [{ configuration: 'voice' }]],
  [
    'officePhone',
    [{ configuration: 'voice', isOpen: (voice) => voice.isOfficePhoneAllowed === true }],
  ],
  ['microsoftAuthenticatorPush', [{ configuration: 'microsoftauthenticator', mode: 'push' }]],
  [
    'microsoftAuthenticatorPasswordless',
    [{ configuration: 'microsoftauthenticator', mode: 'deviceBasedPush' }],
  ],
  ['hardwareOneTimePasscode', [{ configuration: 'hardwareoath' }]],
  ['certificate', [{ configuration: 'x509certificate' }]],
]);

function doorsOf(name: string, held: readonly string[]): readonly Door[] {
  if (name !== 'softwareOneTimePasscode') return doors.get(name) ?? [];
  // Codes come from any app, or from the Authenticator that somebody holds.
  const hasAuthenticator = held.some((other) => ownAuthenticator.includes(other));
  const isOpen: Door['isOpen'] = (app) => hasAuthenticator && app.isSoftwareOathEnabled === true;
  return [{ configuration: 'softwareoath' }, { configuration: 'microsoftauthenticator', isOpen }];
}

function opensByPolicy(
  name: string,
  held: readonly string[],
  image: TenantImage,
  person: Person,
): boolean {
  if (image.policy === null) return false;
  // Microsoft's platforms are not governed by the policy.
  if (name === 'windowsHelloForBusiness' || name === 'macOsSecureEnclaveKey') return true;
  return image.policy.authenticationMethodConfigurations.some((configuration) => {
    if (name === 'externalAuthMethod') {
      const type = configuration['@odata.type'] ?? '';
      const isExternal = type.endsWith('.externalAuthenticationMethodConfiguration');
      return isExternal && letsPerson(configuration, undefined, image, person);
    }
    return doorsOf(name, held).some(
      (door) =>
        door.configuration === configuration.id.toLowerCase() &&
        (door.isOpen?.(configuration) ?? true) &&
        letsPerson(configuration, door.mode, image, person),
    );
  });
}

/** On, for certain in an include target of the mode, and for certain in no exclude target. */
function letsPerson(
  { state, includeTargets, excludeTargets }: MethodConfiguration,
  mode: string | undefined,
  image: TenantImage,
  person: Person,
): boolean {
  if (state !== 'enabled') return false;
  const isIn = (includeTargets ?? []).some((target) => {
    const own = target.authenticationMode ?? 'any';
    if (mode !== undefined && own !== 'any' && own !== mode) return false;
    return names(target, image, person) ?? false;
  });
  return isIn && !(excludeTargets ?? []).some((target) => names(target, image, person) ?? true);
}

/** Null: the group's members were not read. */
function names(
  { id, targetType }: MethodTarget,
  image: TenantImage,
  person: Person,
): boolean | null {
  const wanted = id.toLowerCase();
  if (wanted === 'all_users') return true;
  // Graph's "nobody".
  if (wanted === '00000000-0000-0000-0000-000000000000') return false;
  if (targetType === 'user') return wanted === person.id.toLowerCase();
  return isMemberByTrial(image, wanted, person);
}

type Verification = 'callToPhone' | 'textToPhone' | 'appNotification' | 'appCodeOrHardwareToken';

/** The legacy lists by method: options of per-user MFA, and a method of password reset. */
const lists: ReadonlyMap<string, readonly [readonly Verification[], string | null]> = new Map([
  ['mobilePhone', [['textToPhone', 'callToPhone'], 'mobilePhone']],
  ['alternateMobilePhone', [['callToPhone'], null]],
  ['officePhone', [['callToPhone'], 'officePhone']],
  ['microsoftAuthenticatorPush', [['appNotification'], 'mobileAppNotification']],
  ['softwareOneTimePasscode', [['appCodeOrHardwareToken'], 'mobileAppCode']],
  ['hardwareOneTimePasscode', [['appCodeOrHardwareToken'], null]],
]);

/** Before Complete alone (R1), and only where what was answered leaves no doubt. */
function opensByLists(name: string, image: TenantImage): boolean {
  const stage = image.policy?.policyMigrationState;
  const entry = lists.get(name);
  if (entry === undefined) return false;
  if (stage !== 'preMigration' && stage !== 'migrationInProgress') return false;
  const [options, resetMethod] = entry;
  const answered = options.map((one) => image.answers?.legacyMfa?.verificationOptions?.[one]);
  if (answered.includes(true)) return true;
  if (answered.some((value) => value !== false)) return false;
  const reset = image.answers?.sspr;
  const ofReset: readonly string[] = reset?.methods ?? [];
  return resetMethod !== null && reset?.scope === 'all' && ofReset.includes(resetMethod);
}

/** R9, R20: the public cloud's phones end in February, for two sorts of accounts in July. */
function isPhoneOver({ cloud }: TenantImage, person: Person, date: string): boolean {
  if (!clouds[cloud].hasRetirementDates) return false;
  const isLate = person.isGlobalAdministrator === 'active' || person.kind === 'externalGuest';
  const { february, july } = retirementDates;
  return date.slice(0, 10) >= (isLate ? july : february);
}
