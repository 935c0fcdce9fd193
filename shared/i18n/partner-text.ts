import type { PartnerFacts } from '../assess/partner-facts';
import { m } from '../paraglide/messages.js';
import { formatCount, type Language } from './format';
import { listText, someText } from './list-text';
import { term } from './terms';

/** Policies named in one line. */
const shownPolicies = 8;

/** What partners have to do with the tenant, as rows of a list of facts. */
export function partnerRows(
  { customers, isSignedInFromOutside, policies }: PartnerFacts,
  language: Language,
): readonly { readonly term: string; readonly text: string }[] {
  const options = { locale: language };
  const unknown = m.term_value_not_known({}, options);
  return [
    ...(customers === undefined
      ? []
      : [
          {
            term: m.partner_customers({}, options),
            text: customers === null ? unknown : customersText(customers, language),
          },
        ]),
    ...(isSignedInFromOutside
      ? [{ term: m.partner_acts({}, options), text: m.partner_acts_outside({}, options) }]
      : []),
    {
      term: m.partner_policies({}, options),
      text: policies === null ? unknown : policiesText(policies, language),
    },
  ];
}

function customersText(
  { reached, byStatus }: NonNullable<PartnerFacts['customers']>,
  language: Language,
): string {
  const options = { locale: language };
  const statuses = Object.entries(byStatus).map(([status, count]) =>
    m.evidence_tally_item(
      { name: term(status, 'gdap', language), count: formatCount(count, language) },
      options,
    ),
  );
  const list =
    statuses.length === 0 ? m.evidence_none({}, options) : listText(statuses, 0, language);
  return m.partner_customers_text({ count: formatCount(reached, language), list }, options);
}

function policiesText(policies: NonNullable<PartnerFacts['policies']>, language: Language): string {
  const options = { locale: language };
  const names = policies.map(({ displayName, state }) =>
    state === 'enabled'
      ? displayName
      : m.partner_policy_reporting({ policy: displayName }, options),
  );
  return names.length === 0
    ? m.evidence_none({}, options)
    : someText(names, shownPolicies, language);
}
