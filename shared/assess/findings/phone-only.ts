import type { AssessContext } from '../assess-context';
import type { Finding, Severity } from '../assessment';
import { valueOf } from '../membership';
import { tenantFinding, userFinding, type Finder } from '../make-finding';
import type { Person } from '../people';
import { unreachablePeople } from './replacement';

function february(context: AssessContext): readonly Person[] {
  return context.enabled.filter((one) => one.date === 'february' || one.date === 'julyMayApply');
}

function july(context: AssessContext): readonly Person[] {
  return context.enabled.filter((one) => one.date === 'july');
}

function februarySeverity(people: readonly Person[], context: AssessContext): Severity {
  const persons = people.filter((one) => one.isPerson);
  if (persons.length === 0) return 'medium';
  const unreachable = new Set(unreachablePeople(context));
  return persons.every((one) => unreachable.has(one)) ? 'blocker' : 'high';
}

function findFebruary(context: AssessContext): readonly Finding[] {
  const people = february(context);
  return userFinding('PHONE-ONLY-FEB27', februarySeverity(people, context), people);
}

function findJuly(context: AssessContext): readonly Finding[] {
  const people = july(context);
  const trust = valueOf(context.snapshot.crossTenantDefault)?.inboundTrust?.isMfaAccepted === true;
  const hasAdministrator = people.some((one) => one.isGlobalAdministrator === 'active');
  const severity = trust && !hasAdministrator ? 'medium' : 'high';
  return userFinding('PHONE-ONLY-JUL27', severity, people);
}

/** People who named a business need for the phone and are phone-only: keys, Hello or a provider. */
function findTelephony(context: AssessContext): readonly Finding[] {
  const { declared, settled, answers } = context;
  const needs = declared.lists.telephonyNeeds;
  const named = february(context).filter(
    (one) => one.isPerson && needs?.has(one.id) === true && context.isPublicCloud,
  );
  const open = named.filter((one) => !settled.telephony.has(one.id));
  // A recorded choice for the provider closes the decision, not the deadline.
  const waits = named.some((one) => !settled.telephony.has(one.id) || settled.provider.has(one.id));
  return [
    ...userFinding('TELECOM-PROVIDER-CANDIDATE', 'decision', open),
    ...tenantFinding(
      'TELECOM-LEAD-TIME',
      'high',
      context,
      waits && answers?.telephony?.provider?.status !== 'tested',
    ),
  ];
}

/** Who depends on Microsoft's SMS and voice, by date (R8, R9, R20). */
export const findPhoneOnly: Finder = (context) => [
  ...findFebruary(context),
  ...findJuly(context),
  ...userFinding(
    'ADMIN-PHONE-ONLY',
    'blocker',
    context.enabled.filter(
      (one) => one.isPhoneOnly && one.isAdministrator && !one.isEmergencyAccess,
    ),
  ),
  ...userFinding(
    'B2B-PASSKEY-PENDING',
    'info',
    context.isPublicCloud
      ? context.enabled.filter((one) => one.isPhoneOnly && one.kind === 'externalGuest')
      : [],
  ),
  ...findTelephony(context),
  ...tenantFinding('SMS-DATE-NOT-ANNOUNCED', 'info', context, !context.isPublicCloud),
];
