import type { Subject } from '../assess/assessment';
import { hasMessage } from '../i18n/message-text';
import type { Language } from '../i18n/format';
import { isGuid } from '../ids';
import { isJsonObject, type Json } from '../json';
import type { Plan } from '../plan/plan';
import type { Step } from '../plan/step';
import { commandLineSigner, windowSigner } from '../tenant/entered';
import { isOwnName, isPlainWord } from './plain-words';
import { hiddenText, pseudonyms, type Pseudonyms } from './pseudonyms';

/**
 * The plan without anything that names a person or the organisation: accounts, tenant, domains,
 * groups, policies, address ranges and departments get stand-ins, the same ones in every file of
 * an export. Ids of accounts and of the tenant are made up too; other object ids stay, for they say
 * nothing outside the tenant. What people wrote (reasons, owners) and what Graph sends beyond its
 * closed lists is left out: a text is kept only if it is known to be a plain word, never because
 * nobody recognised a name in it.
 */
export function redactPlan(plan: Plan, language: Language): Plan {
  const names = pseudonyms(plan, language);
  const hidden = hide(plan as unknown as Json, names, '') as unknown as Plan;
  const idOf = (id: string): string => names.ids.get(id.toLowerCase()) ?? hiddenText;
  return {
    ...hidden,
    planHash: plan.planHash,
    envelope: plan.envelope,
    tenant: {
      ...plan.tenant,
      id: names.tenant.id,
      displayName: names.tenant.displayName,
      primaryDomain: names.tenant.domain,
    },
    unread: plan.unread,
    people: hidden.people.map((person, index) => {
      const { id, department } = plan.people[index] ?? person;
      const name = names.person(id);
      return {
        ...person,
        id: idOf(id),
        upn: name,
        name,
        department: hiddenDepartment(department, names),
      };
    }),
    findings: hidden.findings.map((finding, index) => ({
      ...finding,
      subjects: (plan.findings[index]?.subjects ?? []).map((one) => hideSubject(one, names)),
    })),
    rings: hidden.rings.map((ring, index) => {
      const name = plan.rings[index]?.name ?? '';
      return { ...ring, name: hasMessage(name) ? name : '' };
    }),
    // Clock times and the zone tell no more than the offsets of the steps do.
    schedule: {
      ...plan.schedule,
      freezes: hidden.schedule.freezes,
      rings: hidden.schedule.rings,
    },
    steps: hidden.steps.map((step, index) => hideStep(plan.steps[index] ?? step, step, names)),
  };
}

function hiddenDepartment(department: string | null, names: Pseudonyms): string | null {
  return department === null || department === ''
    ? department
    : found(names.departments, department);
}

function hideSubject(subject: Subject, names: Pseudonyms): Subject {
  const { kind, id, name } = subject;
  switch (kind) {
    case 'user':
      return { kind, id: names.ids.get(id.toLowerCase()) ?? hiddenText, name: names.person(id) };
    case 'tenant':
      return { kind, id: names.tenant.id, name: names.tenant.displayName };
    case 'policy':
      return { kind, id: hideText(id, names, 'id'), name: found(names.policies, name) };
    case 'group':
      return { kind, id: hideText(id, names, 'id'), name: found(names.groups, name) };
    case 'domain':
      return { kind, id: found(names.domains, id), name: found(names.domains, name) };
    case 'range':
      return { kind, id: found(names.ranges, id), name: found(names.ranges, name) };
    case 'radiusClient':
      return { kind, id: found(names.clients, id), name: found(names.clients, name) };
    default:
      // Settings, methods and sources of data: words of ours, the same in every tenant.
      return subject;
  }
}

/** Who a step is for, and texts that are the product's own. */
function hideStep(step: Step, hidden: Step, names: Pseudonyms): Step {
  const { target } = step;
  const kinds = target.type === 'group' ? names.groups : names.policies;
  const name =
    isOwnName(target.name) || isPlainWord(target.name) ? target.name : found(kinds, target.name);
  return {
    ...hidden,
    owned: step.owned,
    scopes: step.scopes,
    target: { ...hidden.target, name },
    why: { ...hidden.why, key: step.why.key, rules: step.why.rules },
    ...(step.manual === undefined || hidden.manual === undefined
      ? {}
      : { manual: { ...hidden.manual, id: step.manual.id } }),
  };
}

/** Fields that hold nothing but names or what people wrote; a word there is plain by accident. */
const nameKeys = new Set(
  `displayName description name upn userPrincipalName upnPattern department by answeredBy owner group
   domain range version mfaAdapter resetGroup providerName mailNickname roleName label values`.split(
    /\s+/,
  ),
);

function hide(value: Json, names: Pseudonyms, key: string): Json {
  if (typeof value === 'string') return hideText(value, names, key);
  if (Array.isArray(value)) {
    return (value as readonly Json[]).map((item) => hide(item, names, key));
  }
  if (!isJsonObject(value)) return value;
  // Other tenants' ids can be looked up by anybody.
  if (key === 'externalTenants') return hideAll(value);
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      names.ids.get(name.toLowerCase()) ?? name,
      hide(item, names, name),
    ]),
  );
}

function hideAll(value: Json): Json {
  if (typeof value === 'string') return isPlainWord(value) && !isGuid(value) ? value : hiddenText;
  if (Array.isArray(value)) return (value as readonly Json[]).map(hideAll);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, hideAll(item)]));
}

/** No names of people. */
const signers: readonly string[] = [windowSigner, commandLineSigner];

function hideText(text: string, names: Pseudonyms, key: string): string {
  const id = names.ids.get(text.toLowerCase());
  if (id !== undefined) return id;
  if (key === 'tenantId') return names.tenant.id;
  if ((key === 'by' || key === 'answeredBy') && signers.includes(text)) return text;
  if (isOwnName(text) || (!nameKeys.has(key) && isPlainWord(text))) return text;
  switch (key) {
    case 'by':
    case 'answeredBy':
    case 'owner':
    case 'upn':
      return found(names.people, text);
    case 'group':
    case 'resetGroup':
    case 'scope':
    case 'include':
    case 'exclude':
      return found(names.groups, text);
    case 'policy':
    case 'displayName':
      return names.policies.get(text.toLowerCase()) ?? found(names.groups, text);
    case 'domain':
      return found(names.domains, text);
    case 'range':
    case 'ranges':
    case 'trustedIps':
      return text
        .split(', ')
        .map((one) => found(names.ranges, one))
        .join(', ');
    case 'subject':
      return names.ranges.get(text.toLowerCase()) ?? found(names.domains, text);
    case 'name':
      return found(names.clients, text);
    default:
      return hiddenText;
  }
}

function found(known: ReadonlyMap<string, string>, text: string): string {
  return known.get(text.toLowerCase()) ?? hiddenText;
}
