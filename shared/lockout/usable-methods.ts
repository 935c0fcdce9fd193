import { allowedMethods, phoneMethods } from '../assess/allowed-methods';
import type { Scope } from '../assess/membership';
import type { Person } from '../assess/people';
import type { Claim } from '../assess/three-valued';
import { clouds } from '../entra/cloud';
import { retirementDates } from '../entra/retirement-dates';
import type { TenantImage } from '../plan/post-image';

/** What of a person's registered methods works in an image on a day. */
export interface UsableMethods {
  /** Certain to work. */
  readonly sure: readonly string[];
  /** Works only if something that was not read or not answered is as hoped. */
  readonly maybe: readonly string[];
  /** Phones that would be allowed but that Microsoft no longer serves on that day (R9). */
  readonly ended: readonly string[];
}

/**
 * Registered ∩ allowed (R2): by the methods policy, and before Complete also by the legacy lists.
 * Null: the person's methods are not known.
 */
export function usableMethods(
  image: TenantImage,
  person: Person,
  scope: Scope,
  date: string,
): UsableMethods | null {
  if (person.methods === null) return null;
  const sure = new Set<string>();
  const maybe = new Set<string>();
  if (image.policy === null) {
    for (const name of person.methods) maybe.add(name);
  } else {
    const hasCertificate = person.methods.includes('certificate');
    const byPolicy = allowedMethods(person.methods, image.policy, scope, { hasCertificate });
    for (const name of byPolicy.allowed) sure.add(name);
    for (const name of byPolicy.unknown) maybe.add(name);
    const isRespected = areLegacyListsRespected(image.policy.policyMigrationState);
    for (const name of isRespected === false ? [] : person.methods) {
      const isAllowed = legacyAllows(name, image);
      if (isAllowed === true && isRespected === true) sure.add(name);
      else if (isAllowed !== false) maybe.add(name);
    }
  }
  const ended = phonesEnded(image, person, date)
    ? [...sure, ...maybe].filter((name) => phoneMethods.has(name))
    : [];
  return {
    sure: [...sure].filter((name) => !ended.includes(name)),
    maybe: [...maybe].filter((name) => !sure.has(name) && !ended.includes(name)),
    ended,
  };
}

/** Null: a state this product does not know. A null state has no legacy settings (R1). */
function areLegacyListsRespected(state: string | null): Claim {
  if (state === 'preMigration' || state === 'migrationInProgress') return true;
  return state === 'migrationComplete' || state === null ? false : null;
}

type VerificationOption =
  'callToPhone' | 'textToPhone' | 'appNotification' | 'appCodeOrHardwareToken';

const legacyOptions: Readonly<Record<string, readonly VerificationOption[]>> = {
  mobilePhone: ['textToPhone', 'callToPhone'],
  alternateMobilePhone: ['callToPhone'],
  officePhone: ['callToPhone'],
  microsoftAuthenticatorPush: ['appNotification'],
  softwareOneTimePasscode: ['appCodeOrHardwareToken'],
  hardwareOneTimePasscode: ['appCodeOrHardwareToken'],
};

/** Whether the legacy lists allow a method (R6); null: nobody answered (findings 2.7). */
function legacyAllows(name: string, image: TenantImage): Claim {
  const options = legacyOptions[name];
  if (options === undefined) return false;
  const answered = image.answers?.legacyMfa?.verificationOptions;
  let result: Claim = false;
  for (const option of options) {
    const value = answered?.[option];
    if (value === true) return true;
    if (value === undefined || value === null) result = null;
  }
  return result === null ? null : resetListAllows(name, image);
}

/**
 * Whether somebody who has nothing may register an app because the legacy lists still count:
 * yes, no, or not answered.
 */
export function legacyOffersApp(image: TenantImage): Claim {
  const isRespected = areLegacyListsRespected(image.policy?.policyMigrationState ?? null);
  if (isRespected === false || image.policy === null) return isRespected;
  const options = image.answers?.legacyMfa?.verificationOptions;
  const answers = [options?.appNotification, options?.appCodeOrHardwareToken];
  if (answers.includes(true)) return isRespected;
  return answers.every((answer) => answer === false) ? false : null;
}

/** Password reset methods that name the same phone or app (R6). Only a list for all is certain. */
function resetListAllows(name: string, image: TenantImage): Claim {
  const sspr = image.answers?.sspr;
  if (sspr?.scope === 'none') return false;
  const methods: readonly string[] | null = sspr?.methods ?? null;
  if ((sspr?.scope ?? null) === null || methods === null) return null;
  const isListed =
    (name === 'mobilePhone' && methods.includes('mobilePhone')) ||
    (name === 'officePhone' && methods.includes('officePhone')) ||
    (name === 'microsoftAuthenticatorPush' && methods.includes('mobileAppNotification')) ||
    (name === 'softwareOneTimePasscode' && methods.includes('mobileAppCode'));
  if (!isListed) return false;
  return sspr?.scope === 'all' ? true : null;
}

/** R9, R20: the February group, or on the July date everybody. Public cloud only. */
function phonesEnded(image: TenantImage, person: Person, date: string): boolean {
  if (!clouds[image.cloud].hasRetirementDates) return false;
  const day = date.slice(0, 10);
  const isJuly = person.kind === 'externalGuest' || person.isGlobalAdministrator === 'active';
  return day >= (isJuly ? retirementDates.july : retirementDates.february);
}
