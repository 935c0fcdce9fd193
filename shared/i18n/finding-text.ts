import type { Finding, Subject } from '../assess/assessment';
import { m } from '../paraglide/messages.js';
import { formatCount, type Language } from './format';
import { someText } from './list-text';
import { messageText } from './message-text';
import { term } from './terms';

/** Codes hold digits (B2B-…): the key is made by replacing hyphens, not by splitting words. */
function keyOf(code: string, part: 'title' | 'why' | 'advice'): string {
  return `finding_${code.toLowerCase().replaceAll('-', '_')}_${part}`;
}

/** How many a finding counts: "12", or "at least 12" / 「少なくとも 12」. */
export function findingCount(count: number, isAtLeast: boolean, language: Language): string {
  const text = formatCount(count, language);
  return isAtLeast ? m.report_at_least({ count: text }, { locale: language }) : text;
}

/**
 * The title of a finding with its count. The number alone decides between one and many; what is
 * shown may be "at least 1". A code without a text is its own title.
 */
export function findingTitle(
  code: string,
  count: number,
  isAtLeast: boolean,
  language: Language,
): string {
  const values = {
    count: formatCount(count, language),
    shown: findingCount(count, isAtLeast, language),
  };
  const title = messageText(keyOf(code, 'title'), values, language) ?? code;
  return title.charAt(0).toUpperCase() + title.slice(1);
}

/** Why a finding matters, or what to do about it; empty where there is no such text. */
export function findingPart(code: string, part: 'why' | 'advice', language: Language): string {
  return messageText(keyOf(code, part), {}, language) ?? '';
}

/** A tenant, a setting or a run says nothing that the title does not. */
const unnamed: ReadonlySet<string> = new Set(['tenant', 'setting', 'report', 'snapshot', 'run']);

type Named = Pick<Subject, 'id' | 'name'> & { readonly kind: string };

/** The subjects of a finding that are worth naming. */
export function namedSubjects<One extends Named>(subjects: readonly One[]): readonly One[] {
  return subjects.filter(({ kind }) => !unnamed.has(kind));
}

/** A subject by the name a person knows: methods and kinds of data in words. */
export function subjectText({ kind, id, name }: Named, language: Language): string {
  if (kind === 'method') return term(id, 'configuration', language);
  if (kind === 'data' || kind === 'endpoint') return term(id, 'source', language);
  return name === '' ? id : name;
}

/** Who a finding concerns: how many, and up to `limit` names; empty where the title says it all. */
export function whoText(
  finding: Pick<Finding, 'count' | 'subjects'>,
  isAtLeast: boolean,
  limit: number,
  language: Language,
): string {
  const names = namedSubjects(finding.subjects).map((one) => subjectText(one, language));
  if (names.length === 0) return '';
  const values = {
    count: findingCount(finding.count, isAtLeast, language),
    names: someText(names, limit, language),
  };
  return m.findings_who_names(values, { locale: language });
}
