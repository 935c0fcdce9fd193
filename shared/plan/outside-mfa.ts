import { valueOf } from '../assess/membership';
import type { Snapshot } from '../tenant/snapshot';
import type { Plan } from './plan';

/** Accepted by default, by nobody, or (null) by some partners: a guest's home is not read. */
export function guestTrustOf(
  byDefault: Snapshot['crossTenantDefault'],
  trustsSomePartner: boolean | null,
): boolean | null {
  const isAccepted = valueOf(byDefault)?.inboundTrust?.isMfaAccepted ?? null;
  if (isAccepted !== false) return isAccepted;
  return trustsSomePartner === false ? false : null;
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

/** Whether MFA of at least one partner tenant is accepted; null: partners were not read. */
export function trustsSomePartner({ crossTenantPartners }: Snapshot): boolean | null {
  const partners = valueOf(crossTenantPartners);
  return partners?.some((one) => one.inboundTrust?.isMfaAccepted === true) ?? null;
}
