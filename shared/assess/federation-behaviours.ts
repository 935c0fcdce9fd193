import { domainsToAsk, isFederated, rejectsMfa, settingsDomain } from '../entra/federation';
import type { Domain } from '../entra/tenant-resources';
import { unread, type Read, type Snapshot } from '../tenant/snapshot';
import { valueOf } from './membership';

function configurationsOf(snapshot: Snapshot, domain: Domain) {
  return snapshot.federation?.[domain.id.toLowerCase()];
}

/**
 * What each federation setting of a domain does with MFA; `unknown` where that was not read, or
 * where a federated domain has no setting at all; `supportsMfa` and `supportsNoMfa` where the older
 * setting decides. A hand-made capture may tell it with the domain.
 */
export function behavioursOf(snapshot: Snapshot, domain: Domain): readonly string[] {
  const owner = settingsDomain(domain, valueOf(snapshot.domains) ?? []);
  const read = configurationsOf(snapshot, owner);
  const rows = read === undefined ? null : valueOf(read);
  if (rows === null || rows.length === 0) return [owner.federatedIdpMfaBehavior ?? 'unknown'];
  return rows.map(({ federatedIdpMfaBehavior, supportsMfa }) => {
    if (federatedIdpMfaBehavior !== null) return federatedIdpMfaBehavior;
    if (supportsMfa === null) return 'unknown';
    return supportsMfa ? 'supportsMfa' : 'supportsNoMfa';
  });
}

/** Federated domains that do not certainly leave MFA to Entra (ADFS-MFA-BEHAVIOUR). */
export function domainsInDoubt(snapshot: Snapshot): readonly Domain[] {
  return (valueOf(snapshot.domains) ?? []).filter(
    (domain) =>
      isFederated(domain) && behavioursOf(snapshot, domain).some((one) => one !== rejectsMfa),
  );
}

/** Some domain does not say, in a word that is known, who signs its people in. */
export function isDomainUntold(snapshot: Snapshot): boolean {
  return (valueOf(snapshot.domains) ?? []).some(
    ({ authenticationType }) =>
      !['managed', 'federated'].includes(authenticationType.toLowerCase()),
  );
}

/** Reads of federated domains whose behaviour nothing else tells; unread: not even asked. */
export function federationReads(snapshot: Snapshot): readonly Read<unknown>[] {
  return domainsToAsk(valueOf(snapshot.domains) ?? []).map(
    (domain) => configurationsOf(snapshot, domain) ?? unread('notAsked'),
  );
}
