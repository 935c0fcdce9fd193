import { m } from '../../shared/paraglide/messages.js';
import type { FindingText } from '../../shared/exports/report-document';
import type { Language } from '../../shared/i18n/format';
import { element, escapeHtml } from './html-text';

/** Findings of one severity: each with who, why, what it rests on and what to do. */
export function renderFindings(
  caption: string,
  items: readonly FindingText[],
  language: Language,
): string {
  const cards = items.map((item) => renderFinding(item, language));
  return `${element('h3', {}, escapeHtml(caption))}\n${cards.join('\n')}`;
}

function renderFinding(item: FindingText, language: Language): string {
  const options = { locale: language };
  const title = `${escapeHtml(item.title)} ${element('code', {}, escapeHtml(item.code))}`;
  const evidence = element(
    'ul',
    {},
    item.evidence.map((line) => element('li', {}, isolated(line))).join(''),
  );
  const facts = [
    item.who === '' ? '' : fact(m.report_column_who({}, options), isolated(item.who)),
    fact(m.report_column_why({}, options), escapeHtml(item.why)),
    item.evidence.length === 0 ? '' : fact(m.report_column_evidence({}, options), evidence),
    fact(m.report_column_advice({}, options), escapeHtml(item.advice)),
  ];
  return element(
    'section',
    { class: 'finding' },
    element('h4', {}, title) + element('dl', { class: 'facts' }, facts.join('')),
  );
}

function fact(label: string, inner: string): string {
  return element('dt', {}, escapeHtml(label)) + element('dd', {}, inner);
}

/** Names of the tenant stand on their own, whatever direction they are written in. */
function isolated(text: string): string {
  return element('bdi', {}, escapeHtml(text));
}
