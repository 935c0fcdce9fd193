import { classifyMethod, isTargeted, targetsUser } from '../allowed-methods';
import type { AssessContext } from '../assess-context';
import { configuration, scopeOfPerson } from '../assess-context';
import type { Finding } from '../assessment';
import { valueOf } from '../membership';
import { settingFinding, userFinding, type Finder } from '../make-finding';
import type { Person } from '../people';
import { anyOf, type Claim } from '../three-valued';

const phoneDefaults = new Set(['sms', 'voiceMobile', 'voiceAlternateMobile', 'voiceOffice']);

/** Asked by phone unless system-preferred authentication chooses (findings 2.3). */
export function hasPhoneDefault(person: Person): boolean {
  return person.defaultMethod !== null && phoneDefaults.has(person.defaultMethod);
}

function pupilsInSmsScope(context: AssessContext): readonly Person[] {
  const sms = configuration(context, 'Sms');
  const isForAll = sms?.includeTargets?.some((one) => one.id.toLowerCase() === 'all_users');
  if (sms === undefined || sms.state !== 'enabled' || isForAll !== true) return [];
  return context.enabled.filter(
    (person) =>
      person.kind === 'student' && targetsUser(sms, scopeOfPerson(context, person)) !== false,
  );
}

function pupilsInCampaign(context: AssessContext): readonly Person[] {
  const campaign =
    context.policy?.registrationEnforcement?.authenticationMethodsRegistrationCampaign ?? null;
  if (campaign === null || (campaign.state !== 'default' && campaign.state !== 'enabled')) {
    return [];
  }
  return context.enabled.filter((person) => {
    if (person.kind !== 'student') return false;
    const scope = scopeOfPerson(context, person);
    return isTargeted(campaign.includeTargets, campaign.excludeTargets, scope) !== false;
  });
}

/** Whether the policy offers SMS sign-in to anybody; null: a target does not tell. */
export function isSmsUsableForSignIn(context: AssessContext): Claim {
  const sms = configuration(context, 'Sms');
  if (sms?.state !== 'enabled') return false;
  return anyOf((sms.includeTargets ?? []).map(({ isUsableForSignIn: is = false }) => is));
}

function findSmsSignIn(context: AssessContext): readonly Finding[] {
  const { snapshot } = context;
  const ready = new Set(
    snapshot.smsSignInReady === undefined ? [] : (valueOf(snapshot.smsSignInReady) ?? []),
  );
  const readyPeople = context.enabled.filter((person) => ready.has(person.id));
  // Partners that were not read may be there.
  const mayHavePartners = valueOf(snapshot.crossTenantPartners)?.length !== 0;
  return [
    ...settingFinding(
      'SMS-SIGNIN-ON',
      mayHavePartners ? 'high' : 'medium',
      'Sms.isUsableForSignIn',
      isSmsUsableForSignIn(context) === true && readyPeople.length === 0,
    ),
    ...userFinding('SMS-SIGNIN-RETIRES', 'blocker', context.isPublicCloud ? readyPeople : []),
  ];
}

function findOptOut(context: AssessContext): readonly Finding[] {
  const { answers, policy } = context;
  const read = policy?.optOutSettings?.passkeyDynamicMigration ?? null;
  const isOut = (read ?? answers?.passkeyOptOut) === true && context.isPublicCloud;
  const hasNeeds = (answers?.telephony?.needs ?? []).length > 0;
  const setting = 'optOutSettings.passkeyDynamicMigration';
  return [
    ...settingFinding('OPTOUT-SET', 'info', setting, isOut && !hasNeeds),
    ...settingFinding('OPTOUT-EXPIRES', 'high', setting, isOut && hasNeeds),
  ];
}

/** Settings of the methods policy that touch pupils, guests, prompts and the passkey opt-out. */
export const findMethodsPolicy: Finder = (context) => {
  const { enabled, policy } = context;
  const email = configuration(context, 'Email');
  const isPromptOff = policy?.systemCredentialPreferences?.state === 'disabled';
  return [
    ...userFinding('SMS-ALL-USERS-SCOPE', 'high', pupilsInSmsScope(context)),
    ...userFinding('STUDENT-EXCLUDE-FROM-CAMPAIGN', 'high', pupilsInCampaign(context)),
    ...findSmsSignIn(context),
    ...settingFinding(
      'EMAIL-OTP-EXTERNAL',
      'info',
      'Email.allowExternalIdToUseEmailOtp',
      email?.allowExternalIdToUseEmailOtp === 'enabled' &&
        enabled.some((person) => person.kind === 'externalGuest'),
    ),
    ...userFinding(
      'PHONE-DEFAULT-PROMPT',
      'medium',
      isPromptOff
        ? enabled.filter(
            (person) =>
              person.isPerson &&
              hasPhoneDefault(person) &&
              person.methods?.some((method) => classifyMethod(method) === 'surviving') === true,
          )
        : [],
    ),
    ...findOptOut(context),
  ];
};
