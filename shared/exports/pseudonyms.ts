import { m } from '../paraglide/messages.js';
import type { Language } from '../i18n/format';
import type { SubjectKind } from '../assess/assessment';
import { isPlainWord, isOwnName } from './plain-words';
import type { Plan } from '../plan/plan';

/** Stands for a text that cannot be told without naming somebody. */
export const hiddenText = '•••';

type Label = (
  values: { readonly number: string },
  options: { readonly locale: Language },
) => string;
type Names = ReadonlyMap<string, string>;

/** Stable stand-ins of one plan. Texts are looked up without regard to case. */
export interface Pseudonyms {
  /** Real id of an account or of the tenant, lower case → made-up id, which reads as one. */
  readonly ids: ReadonlyMap<string, string>;
  readonly tenant: { readonly id: string; readonly displayName: string; readonly domain: string };
  /** By user principal name and by display name. */
  readonly people: Names;
  readonly groups: Names;
  readonly policies: Names;
  readonly domains: Names;
  readonly ranges: Names;
  readonly clients: Names;
  readonly departments: Names;
  /** The stand-in of a person or account by its real object id. */
  person(id: string): string;
}

/** A made-up id that everything takes for an object id; 0 is the tenant. */
function madeUpId(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

/**
 * Numbers everything a plan names: accounts in the order of object ids, the rest in the order of
 * its names. The same plan gives the same numbers in every file, language and export.
 */
export function pseudonyms(plan: Plan, language: Language): Pseudonyms {
  const options = { locale: language };
  const numbered = (names: readonly (string | null | undefined)[], label: Label): Names => {
    const plain = names.flatMap((name) => (name === null || name === undefined ? [] : [name]));
    const all = [...new Set(plain.filter((name) => name !== '').map(lower))];
    return new Map(all.map((name, index) => [name, label({ number: String(index + 1) }, options)]));
  };
  const { ids, people, byId } = accounts(plan, language);
  const named = namesIn(plan);
  return {
    ids,
    people,
    tenant: {
      id: madeUpId(0),
      displayName: m.report_organisation_pseudonym({}, options),
      domain: m.report_domain_pseudonym({ number: '1' }, options),
    },
    groups: numbered(named.groups, m.report_group_pseudonym),
    policies: numbered(named.policies, m.report_policy_pseudonym),
    domains: numbered([plan.tenant.primaryDomain, ...named.domains], m.report_domain_pseudonym),
    ranges: numbered(named.ranges, m.report_range_pseudonym),
    clients: numbered(named.clients, m.report_client_pseudonym),
    departments: numbered(
      plan.people.map(({ department }) => department).sort(),
      m.report_department_pseudonym,
    ),
    person: (id) => byId.get(lower(id)) ?? hiddenText,
  };
}

function lower(text: string): string {
  return text.toLowerCase();
}

function accounts(plan: Plan, language: Language) {
  const ids = new Map([[lower(plan.tenant.id), madeUpId(0)]]);
  const byId = new Map<string, string>();
  const people = new Map<string, string>();
  const options = { locale: language };
  const width = String(plan.people.length).length;
  const ordered = [...plan.people].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  for (const [index, { id, upn, name, isPerson }] of ordered.entries()) {
    const number = String(index + 1).padStart(width, '0');
    const label = isPerson ? m.report_person_pseudonym : m.report_account_pseudonym;
    const pseudonym = label({ number }, options);
    ids.set(lower(id), madeUpId(index + 1));
    byId.set(lower(id), pseudonym);
    people.set(lower(upn), pseudonym);
    if (name !== '' && !people.has(lower(name))) people.set(lower(name), pseudonym);
  }
  return { ids, byId, people };
}

/** Names of objects in the plan, each list sorted; choices and answers name groups too. */
function namesIn(plan: Plan) {
  const { answers, choices, baseline } = plan;
  const subjects = (kind: SubjectKind): string[] =>
    plan.findings.flatMap((finding) =>
      finding.subjects.filter((one) => one.kind === kind).flatMap(({ id, name }) => [name, id]),
    );
  const targets = (type: string): string[] =>
    plan.steps.flatMap(({ target }) => (target.type === type ? [target.name] : []));
  const policies =
    baseline.conditionalAccess.kind === 'read' ? baseline.conditionalAccess.value : [];
  const sorted = (names: readonly (string | null)[]): string[] =>
    names
      .filter((name) => name !== null)
      .filter((name) => !isPlainWord(name) && !isOwnName(name))
      .sort();
  return {
    groups: sorted([
      ...subjects('group'),
      ...targets('group'),
      ...groupNames(choices),
      ...groupNames(answers),
    ]),
    policies: sorted([
      ...policies.map(({ displayName }) => displayName),
      ...subjects('policy'),
      ...targets('conditionalAccessPolicy'),
    ]),
    domains: sorted([
      ...subjects('domain'),
      ...(choices.federation ?? []).map(({ domain }) => domain),
    ]),
    ranges: sorted([
      ...subjects('range'),
      ...(choices.trustedIps ?? []).map(({ range }) => range),
      ...(answers?.legacyMfa?.trustedIps ?? []),
    ]),
    clients: sorted([
      ...subjects('radiusClient'),
      ...(answers?.infrastructure?.npsExtension?.radiusClients ?? []).map(({ name }) => name),
    ]),
  };
}

const groupKeys: readonly string[] = ['group', 'scope', 'include', 'exclude'];

/** Texts under the keys that name groups, wherever they stand. */
function groupNames(value: unknown, key = ''): string[] {
  if (typeof value === 'string') return groupKeys.includes(key) ? [value] : [];
  if (Array.isArray(value)) {
    return (value as readonly unknown[]).flatMap((item) => groupNames(item, key));
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, item]) => groupNames(item, name));
}
