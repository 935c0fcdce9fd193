import { valueOf } from '../assess/membership';
import type { Snapshot } from '../tenant/snapshot';
import type { Person } from '../assess/people';
import type { Plan } from './plan';

/** Whether partners differ from the default, each way; null: partners were not read. */
export interface PartnerTrust {
  readonly trustsSomePartner: boolean | null;
  readonly rejectsSomePartner: boolean | null;
}

/**
 * The default where no partner differs from it. Null: not read, or a partner differs, and which
 * tenant a guest comes from is not read.
 */
export function guestTrustOf(
  byDefault: Snapshot['crossTenantDefault'],
  { trustsSomePartner, rejectsSomePartner }: PartnerTrust,
): boolean | null {
  const isAccepted = valueOf(byDefault)?.inboundTrust?.isMfaAccepted ?? null;
  const differs = isAccepted === true ? rejectsSomePartner : trustsSomePartner;
  return differs === false ? isAccepted : null;
}

/** Federated domains whose provider's MFA counts, or may count while nobody decided (O22). */
export function federatedDomainsOf({
  findings,
  choices,
}: Pick<Plan, 'findings' | 'choices'>): ReadonlySet<string> {
  const open = findings
    .filter((finding) => finding.code === 'ADFS-MFA-BEHAVIOUR')
    .flatMap((finding) => finding.subjects.map((subject) => subject.id));
  const decided = (choices.federation ?? [])
    .filter((choice) => choice.value !== 'rejectMfaByFederatedIdp')
    .map((choice) => choice.domain);
  return new Set([...open, ...decided].map((domain) => domain.toLowerCase()));
}

/** Whether an account signs in through one of these federated domains (lower case). */
export function isOfDomains({ upn }: Pick<Person, 'upn'>, domains: ReadonlySet<string>): boolean {
  return domains.has(upn.split('@').at(-1)?.toLowerCase() ?? '');
}

/** What partners set themselves; those without trust settings of their own have the default. */
export function partnerTrustOf({ crossTenantPartners }: Snapshot): PartnerTrust {
  const own = valueOf(crossTenantPartners)?.flatMap(({ inboundTrust }) => inboundTrust ?? []);
  return {
    trustsSomePartner: own?.some((one) => one.isMfaAccepted === true) ?? null,
    rejectsSomePartner: own?.some((one) => one.isMfaAccepted !== true) ?? null,
  };
}

/** Accounts of the NPS extension; null: it is there, and who uses it is not known (R16, R22). */
export function radiusUsersOf({
  answers,
  findings,
  unread,
}: Pick<Plan, 'answers' | 'findings' | 'unread'>): ReadonlySet<string> | null {
  const isThere = answers?.infrastructure?.npsExtension?.present === true;
  const areOpen = unread.some(
    ({ source }) => source === 'answers.infrastructure.npsExtension.users',
  );
  if (isThere && areOpen) return null;
  const found = findings.filter((finding) => finding.code === 'NPS-DEPENDENCY');
  return new Set(found.flatMap((finding) => finding.subjects.map((subject) => subject.id)));
}
