import type { JsonObject } from '../../json';
import { limits } from '../../entra/retirement-dates';
import { configuration, hasPerUserMfa, type FinderContext } from '../assess-context';
import type { FindingCode } from '../finding-codes';
import { legacyMethodIds, mfaListAllows } from '../legacy-methods';
import { valueOf } from '../membership';
import { resetScope, resetStays } from './answer-evidence';
import { administratorsReset } from './inventory-evidence';
import { methodsOf, methodStates, methodTargets, namedTargets } from './tell';
import { unlessZero, type Tell } from './tell';

const migration: Tell = ({ context }) => ({
  migrationState: context.policy?.policyMigrationState ?? null,
});

/** Which part of the evidence that nothing is legacy is missing (R1). */
const nullState: Tell = ({ context }) => {
  const { people, enabled, answers, isPublicCloud } = context;
  const gaps = [
    isPublicCloud ? null : 'publicCloud',
    people.some(hasPerUserMfa) ? 'perUserMfa' : null,
    people.some((one) => one.perUserMfa === 'unknown') ? 'perUserUnknown' : null,
    enabled.some((one) => one.isPhoneOnly) ? 'phoneOnly' : null,
    enabled.some((one) => one.methods === null) ? 'methodsUnknown' : null,
    legacyMethodIds.every((id) => mfaListAllows(answers, id) === false) ? null : 'optionsNotOff',
  ];
  return {
    migrationState: 'null',
    tenantCreatedAt: valueOf(context.snapshot.organization)?.createdDateTime ?? null,
    evidenceGaps: gaps.filter((gap) => gap !== null),
  };
};

const noLegacy: Tell = (told) => {
  const { migrationState, tenantCreatedAt } = nullState(told);
  return {
    migrationState: migrationState ?? null,
    tenantCreatedAt: tenantCreatedAt ?? null,
    verificationOptionsOff: legacyMethodIds.every(
      (id) => mfaListAllows(told.context.answers, id) === false,
    ),
  };
};

/** Include targets of every method: what mostly fills the policy (R15). */
function countTargets({ policy }: FinderContext): number | null {
  if (policy === null) return null;
  return policy.authenticationMethodConfigurations.reduce(
    (sum, one) => sum + (one.includeTargets?.length ?? 0) + (one.excludeTargets?.length ?? 0),
    0,
  );
}

function campaignOf({ policy }: FinderContext) {
  return policy?.registrationEnforcement?.authenticationMethodsRegistrationCampaign ?? null;
}

/** Phone holders of whom it was not read whether they sign in by text message. */
function smsStateUnknown({ snapshot, byId }: FinderContext): JsonObject {
  const ids = Object.keys(snapshot.smsSignInUnread ?? {}).sort();
  const smsStateUnknown = ids.map((id) => ({ id, displayName: byId.get(id)?.upn ?? id }));
  return ids.length === 0 ? {} : { smsStateUnknown };
}

const optOut: Tell = ({ context }) => ({
  answered: (context.policy?.optOutSettings?.passkeyDynamicMigration ?? null) === null,
  needsNamed: context.declared.lists.telephonyNeeds?.size ?? null,
});

/** Evidence of section 4.1 and of settings that answers tell (findings.md). */
export const policyEvidence: Partial<Readonly<Record<FindingCode, Tell>>> = {
  'MIG-STATE-PENDING': migration,
  'MIG-STATE-COMPLETE': migration,
  'MIG-STATE-NULL-OK': noLegacy,
  'MIG-STATE-NULL-OR-PENDING': nullState,
  'AMP-SIZE': ({ context }) => ({
    bytes: context.snapshot.policyBytes,
    limit: limits.policyRefuseBytes,
    targetEntries: countTargets(context),
  }),
  'SSPR-MFA-MISMATCH': ({ context, finding }) => {
    const inMfaList = (id: string): boolean =>
      legacyMethodIds.some(
        (method) => method === id && mfaListAllows(context.answers, method) === true,
      );
    const ids = finding.subjects.map((one) => one.id);
    return {
      onlyMfaList: ids.filter(inMfaList),
      onlySsprList: ids.filter((id) => !inMfaList(id)),
      ...resetScope(context),
    };
  },
  'SSPR-TWO-METHODS-STAYS': ({ context }) => ({
    methodsRequired: context.answers?.sspr?.methodsRequired ?? null,
    ...resetScope(context),
    ...resetStays(context),
    ...administratorsReset(context),
  }),
  'SMS-ALL-USERS-SCOPE': ({ context, people }) => ({
    ...methodTargets(context, 'Sms'),
    ...unlessZero({
      under13: people.filter((one) => context.declared.lists.pupilsUnder13?.has(one.id)).length,
    }),
  }),
  'STUDENT-EXCLUDE-FROM-CAMPAIGN': ({ context }) => ({
    campaign: campaignOf(context)?.state ?? null,
    targets: namedTargets(context, campaignOf(context)?.includeTargets),
    excludedTargets: namedTargets(context, campaignOf(context)?.excludeTargets),
  }),
  'SMS-SIGNIN-ON': ({ context }) => ({
    targets: namedTargets(
      context,
      configuration(context, 'Sms')?.includeTargets?.filter(
        (target) => target['isUsableForSignIn'] === true,
      ),
    ),
    smsReady: context.snapshot.smsSignInReady?.kind === 'read' ? 0 : null,
    ...smsStateUnknown(context),
    partners: valueOf(context.snapshot.crossTenantPartners)?.length ?? null,
  }),
  'SMS-SIGNIN-RETIRES': ({ context, people }) => ({
    ...methodsOf(people),
    ...smsStateUnknown(context),
  }),
  'EMAIL-OTP-EXTERNAL': ({ context }) => ({
    externalGuests: context.enabled.filter((one) => one.kind === 'externalGuest').length,
  }),
  'OPTOUT-SET': optOut,
  'OPTOUT-EXPIRES': optOut,
  'ROLLBACK-LIMIT': ({ context }) => ({
    startedIn: context.answers?.history?.startedIn ?? null,
  }),
  'REMEMBER-MFA-DECISION': ({ context }) => ({
    rememberDays: context.answers?.legacyMfa?.rememberMfa?.days ?? null,
  }),
  'AUTHENTICATOR-OTP-OFF': ({ context }) => ({
    methodStates: methodStates(context, 'MicrosoftAuthenticator'),
    codesOn: configuration(context, 'MicrosoftAuthenticator')?.isSoftwareOathEnabled ?? null,
  }),
};
