import * as v from 'valibot';
import { shortText, text } from '../bounds';
import type { Domain } from './tenant-resources';

/**
 * One of `/domains/{id}/federationConfiguration` (Graph page "internalDomainFederation"). Not every
 * setting was ever written: then the older `supportsMfa` decides, which accepts or does not, and
 * never rejects.
 */
export const federationConfigurationSchema = v.looseObject({
  id: shortText,
  /** Null: never set. Left out is not null. */
  federatedIdpMfaBehavior: v.nullable(text),
  supportsMfa: v.optional(v.nullable(v.boolean()), null),
});
export type FederationConfiguration = v.InferOutput<typeof federationConfigurationSchema>;

/** The one behaviour by which MFA is always asked here (ADFS-MFA-BEHAVIOUR). */
export const rejectsMfa = 'rejectMfaByFederatedIdp';

/** The domain whose settings hold for this one: itself, or the one it lies below. */
export function settingsDomain(domain: Domain, all: readonly Domain[]): Domain {
  if (domain.isRoot !== false) return domain;
  const parents = all.filter(
    (one) =>
      one.isRoot !== false &&
      isFederated(one) &&
      domain.id.toLowerCase().endsWith(`.${one.id.toLowerCase()}`),
  );
  return parents.sort((a, b) => b.id.length - a.id.length)[0] ?? domain;
}

/** Domains whose federation settings must be read: federated, on top, not told by a capture. */
export function domainsToAsk(all: readonly Domain[]): readonly Domain[] {
  return all.filter(
    (one) =>
      isFederated(one) && one.federatedIdpMfaBehavior === null && settingsDomain(one, all) === one,
  );
}

/** Graph's value, whatever the case it comes in; what nobody knows is not certainly managed here. */
export function isFederated({ authenticationType }: Domain): boolean {
  return authenticationType.toLowerCase() !== 'managed';
}
