import { retirementDates } from '../../entra/retirement-dates';
import type { MethodId } from '../../entra/method-configuration';
import { configuration, hasPerUserMfa, type FinderContext } from '../assess-context';
import type { FindingCode } from '../finding-codes';
import { valueOf } from '../membership';
import type { Person } from '../people';
import { asksToRegister, providerName, questionsAllowed } from './answer-evidence';
import { passkeysOf } from './strength-evidence';
import { methodsOf, methodStates, methodTargets, tally } from './tell';
import { unlessZero, type Tell } from './tell';

const destinations: readonly MethodId[] = ['MicrosoftAuthenticator', 'SoftwareOath', 'Fido2'];

/** What they registered, and what of it the policy has off. */
const stranded: Tell = ({ context, people }) => ({
  ...methodsOf(people),
  methodStates: methodStates(
    context,
    ...(['Sms', 'Voice', 'MicrosoftAuthenticator', 'SoftwareOath', 'HardwareOath'] as const),
  ),
});

/** Who may register something in place of the phone by themselves; unknown counts as nobody. */
function reachable(people: readonly Person[]): number {
  return people.filter((one) => (one.reachableReplacements ?? []).length > 0).length;
}

function isMfaTrusted({ snapshot }: FinderContext): boolean | null {
  return valueOf(snapshot.crossTenantDefault)?.inboundTrust?.isMfaAccepted ?? null;
}

function countAdministrators(people: readonly Person[], context: FinderContext): number | null {
  if (context.snapshot.roles.kind !== 'read') return null;
  return people.filter((one) => one.isAdministrator).length;
}

/** Roles that these accounts hold, by name. */
const roles: Tell = ({ context, people }) => {
  const ids = new Set(people.map((one) => one.id));
  const held = (valueOf(context.snapshot.roles) ?? []).filter((one) => ids.has(one.userId));
  const names = [...new Set(held.map((one) => one.roleName || one.roleTemplateId))].sort();
  return { roles: names.map((roleName) => ({ displayName: roleName })), ...methodsOf(people) };
};

/** Evidence of phones and destinations, and of what people would lose (findings.md 4.1, 4.2). */
export const peopleEvidence: Partial<Readonly<Record<FindingCode, Tell>>> = {
  'AMP-WOULD-STRAND': stranded,
  'METHODS-LOST': stranded,
  'OATH-SPLIT': stranded,
  'OFFICE-PHONE': ({ context, people }) => ({
    ...methodsOf(people),
    methodStates: methodStates(context, 'Voice'),
    officePhoneAllowed: configuration(context, 'Voice')?.isOfficePhoneAllowed ?? null,
  }),
  'SECQ-STAYS': ({ context, people }) => ({
    ...methodsOf(people),
    ...questionsAllowed(context),
  }),
  'PHONE-DEFAULT-PROMPT': ({ context, people }) => ({
    defaults: tally(people.map((one) => one.defaultMethod ?? 'unknown')),
    systemPreferred: context.policy?.systemCredentialPreferences?.state ?? null,
  }),
  'PER-USER-NOT-MIGRATED-BY-WIZARD': ({ people }) => ({
    perUserStates: tally(people.map((one) => one.perUserMfa)),
    ...unlessZero({ disabledAccounts: people.filter((one) => !one.enabled).length }),
  }),
  'PHONE-ONLY-FEB27': ({ people }) => ({
    date: retirementDates.february,
    people: people.filter((one) => one.isPerson).length,
    others: people.filter((one) => !one.isPerson).length,
    reachable: reachable(people.filter((one) => one.isPerson)),
    ...methodsOf(people),
    julyMayApply: people.filter((one) => one.date === 'julyMayApply').map((one) => one.id),
  }),
  'PHONE-ONLY-JUL27': ({ context, people }) => ({
    date: retirementDates.july,
    globalAdministrators: people.filter((one) => one.isGlobalAdministrator === 'active').length,
    guests: people.filter((one) => one.kind === 'externalGuest').length,
    reachable: reachable(people),
    homeMfaTrusted: isMfaTrusted(context),
  }),
  'ADMIN-PHONE-ONLY': roles,
  'NO-METHOD': ({ context, people }) => ({
    administrators: countAdministrators(people, context),
    perUserAccounts: people.filter(hasPerUserMfa).length,
    methodStates: methodStates(context, 'TemporaryAccessPass'),
    ...asksToRegister(context),
  }),
  'DEST-UNREACHABLE': ({ context, people }) => ({
    methodStates: methodStates(context, ...destinations),
    ...methodsOf(people),
  }),
  'DEST-UNREACHABLE-PASSKEY': ({ context }) => ({
    methodStates: methodStates(context, 'Fido2'),
    ...methodTargets(context, 'Fido2'),
    ...passkeysOf(context),
  }),
  'B2B-PASSKEY-PENDING': ({ context, people }) => ({
    homeMfaTrusted: isMfaTrusted(context),
    reachable: reachable(people),
  }),
  'TELECOM-PROVIDER-CANDIDATE': ({ context, people }) => ({
    providerStatus: context.answers?.telephony?.provider?.status ?? null,
    ...providerName(context),
    reachable: reachable(people),
  }),
  'TELECOM-LEAD-TIME': ({ context }) => ({
    date: retirementDates.provider,
    providerStatus: context.answers?.telephony?.provider?.status ?? null,
    ...providerName(context),
  }),
  'SMS-DATE-NOT-ANNOUNCED': ({ context }) => ({ cloud: context.snapshot.cloud }),
};
