import { m } from '../paraglide/messages.js';
import type { Language } from '../i18n/format';
import { isJsonObject, type Json } from '../json';
import type { Plan } from '../plan/plan';

const addressPattern = /[^\s"'<>(),;:[\]]+@[^\s"'<>(),;:[\]]+/g;

/**
 * The plan with every name of an account replaced by a pseudonym: the same person has the same one
 * in every file of an export, numbered in the order of object ids. Object ids stay: the journal
 * and the requests speak of nothing else. Free texts (reasons, who decided) lose names and
 * addresses too; an address that belongs to no account here becomes the mark of a hidden text.
 */
export function redactPlan(plan: Plan, language: Language): Plan {
  const names = pseudonyms(plan, language);
  const people = new Map(plan.people.map(({ id }) => [id, names.byId.get(id) ?? hidden]));
  const redacted = redactTexts(plan as unknown as Json, names) as unknown as Plan;
  return {
    ...redacted,
    people: redacted.people.map((person) => ({
      ...person,
      name: people.get(person.id) ?? hidden,
      upn: people.get(person.id) ?? hidden,
    })),
    findings: redacted.findings.map((finding) => ({
      ...finding,
      subjects: finding.subjects.map((subject) =>
        subject.kind === 'user' ? { ...subject, name: people.get(subject.id) ?? hidden } : subject,
      ),
    })),
    steps: redacted.steps.map((step) =>
      step.items === undefined
        ? step
        : {
            ...step,
            items: step.items.map((item) => ({ ...item, upn: people.get(item.userId) ?? hidden })),
          },
    ),
  };
}

const hidden = '•••';

interface Pseudonyms {
  readonly byId: ReadonlyMap<string, string>;
  /** Display names and user principal names, lower case. */
  readonly byText: ReadonlyMap<string, string>;
}

function pseudonyms(plan: Plan, language: Language): Pseudonyms {
  const byId = new Map<string, string>();
  const byText = new Map<string, string>();
  const width = String(plan.people.length).length;
  const ordered = [...plan.people].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  for (const [index, person] of ordered.entries()) {
    const number = String(index + 1).padStart(width, '0');
    const name = person.isPerson
      ? m.report_person_pseudonym({ number }, { locale: language })
      : m.report_account_pseudonym({ number }, { locale: language });
    byId.set(person.id, name);
    byText.set(person.upn.toLowerCase(), name);
    if (person.name.length > 2) byText.set(person.name.toLowerCase(), name);
  }
  return { byId, byText };
}

/** Fields a person wrote freely: names stand inside sentences there. */
const freeTextKeys = new Set(['reason', 'by', 'owner', 'displayName', 'name']);

function redactTexts(value: Json, names: Pseudonyms, key = ''): Json {
  if (typeof value === 'string') return redactText(value, names, freeTextKeys.has(key));
  if (Array.isArray(value)) {
    return (value as readonly Json[]).map((item) => redactTexts(item, names, key));
  }
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, redactTexts(item, names, name)]),
  );
}

function redactText(text: string, names: Pseudonyms, isFreeText: boolean): string {
  const whole = names.byText.get(text.toLowerCase());
  if (whole !== undefined) return whole;
  const withoutNames = isFreeText && text.includes(' ') ? withoutFullNames(text, names) : text;
  if (!withoutNames.includes('@')) return withoutNames;
  // Graph's own annotations (`members@odata.bind`) are no addresses.
  return withoutNames.replaceAll(addressPattern, (address) =>
    address.includes('@odata.') ? address : (names.byText.get(address.toLowerCase()) ?? hidden),
  );
}

/** Words that together make somebody's name, wherever they stand in the sentence. */
function withoutFullNames(text: string, names: Pseudonyms): string {
  const words = text.split(' ');
  for (let length = 4; length >= 2; length -= 1) {
    for (let at = 0; at + length <= words.length; at += 1) {
      const found = names.byText.get(
        words
          .slice(at, at + length)
          .join(' ')
          .toLowerCase(),
      );
      if (found !== undefined) words.splice(at, length, found);
    }
  }
  return words.join(' ');
}
