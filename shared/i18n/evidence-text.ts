import type { Evidence } from '../assess/evidence';
import type { EvidenceField } from '../assess/evidence-fields';
import { m } from '../paraglide/messages.js';
import { formatBytes, formatCount, formatDate, formatDateTime, type Language } from './format';
import { listText } from './list-text';
import { messageOrKey } from './message-text';
import { roleTerm, snakeCase, term, type TermKind } from './terms';

/** Words of a field: whose values, or whose names in a tally or list, are terms. */
const termOf: Partial<Readonly<Record<EvidenceField, TermKind>>> = {
  migrationState: 'migration',
  startedIn: 'migration',
  evidenceGaps: 'evidence',
  kinds: 'accountKind',
  roleStates: 'evidence',
  perUserStates: 'perUser',
  cover: 'cover',
  methods: 'method',
  defaults: 'evidence',
  onlyMfaList: 'configuration',
  onlySsprList: 'configuration',
  campaign: 'systemPreferred',
  systemPreferred: 'systemPreferred',
  providerStatus: 'evidence',
  resetScope: 'evidence',
  cloud: 'evidence',
  licence: 'licence',
  policyStates: 'caState',
  recognisedBy: 'evidence',
  groupProtection: 'evidence',
  federationBehaviours: 'evidence',
  answeredBy: 'evidence',
  signInAgain: 'source',
};

const days: ReadonlySet<EvidenceField> = new Set(['date', 'oldestGroupAt', 'tenantCreatedAt']);
const instants: ReadonlySet<EvidenceField> = new Set([
  ...(['lastSeenAt', 'seenSince', 'oldest', 'takenAt', 'chosenAt', 'answeredAt'] as const),
]);
const sizes: ReadonlySet<EvidenceField> = new Set(['bytes', 'limit']);
/** Graph's words for everybody and for every trusted place stand among names. */
const everybody: ReadonlySet<string> = new Set(['all_users', 'AllTrusted']);

/** One fact as a line: "Policies: CA01, CA02 and 3 more". What is not known is said so. */
export function evidenceText(evidence: Evidence, language: Language, zone: string): string {
  const value = contentText(evidence, language, zone);
  return messageOrKey(`evidence_${snakeCase(evidence.field)}`, { value }, language);
}

function contentText(evidence: Evidence, language: Language, zone: string): string {
  const options = { locale: language };
  const { field } = evidence;
  const word = (text: string): string => {
    if (everybody.has(text)) return term(text, 'evidence', language);
    if (field === 'roles') return roleTerm(text, language);
    const kind = termOf[field];
    return kind === undefined ? text : term(text, kind, language);
  };
  const list = (items: readonly string[], more: number): string =>
    items.length === 0 ? m.evidence_none({}, options) : listText(items, more, language);
  switch (evidence.shape) {
    case 'value':
      return valueText(field, evidence.value, word, language, zone);
    case 'names':
      return evidence.names === null
        ? m.term_value_not_known({}, options)
        : list(evidence.names.map(word), evidence.more);
    case 'tally':
      return list(
        evidence.counts.map(({ name, count }) =>
          m.evidence_tally_item({ name: word(name), count: formatCount(count, language) }, options),
        ),
        evidence.more,
      );
    case 'pairs':
      return list(
        evidence.pairs.map((pair) => pairText(field, pair, language)),
        evidence.more,
      );
    case 'access':
      return evidence.ways.map((way) => accessText(way, language)).join('; ');
  }
}

function accessText(
  {
    name,
    scopes,
    role,
  }: { readonly name: string; readonly scopes: readonly string[]; readonly role: string },
  language: Language,
): string {
  const values = {
    name: term(name, 'source', language),
    scopes: scopes.join(', '),
    role: term(role, 'role', language),
  };
  return m.evidence_access_item(values, { locale: language });
}

function valueText(
  field: EvidenceField,
  value: null | boolean | number | string,
  word: (text: string) => string,
  language: Language,
  zone: string,
): string {
  const options = { locale: language };
  if (value === null) return m.term_value_not_known({}, options);
  if (typeof value === 'boolean') return value ? m.csv_yes({}, options) : m.csv_no({}, options);
  if (typeof value === 'number') {
    return sizes.has(field) ? formatBytes(value, language) : formatCount(value, language);
  }
  if (days.has(field)) return formatDate(value, language, zone);
  return instants.has(field) ? formatDateTime(value, language, zone) : word(value);
}

function pairText(
  field: EvidenceField,
  pair: { readonly name: string; readonly value: string | null; readonly status: number | null },
  language: Language,
): string {
  const options = { locale: language };
  const isRead = field === 'reads';
  const value =
    pair.value === null
      ? m.term_value_not_known({}, options)
      : term(pair.value, isRead ? 'unread' : 'systemPreferred', language);
  const name = term(pair.name, isRead ? 'source' : 'configuration', language);
  return pair.status === null
    ? m.evidence_pair({ name, value }, options)
    : m.evidence_pair_status({ name, value, status: String(pair.status) }, options);
}
