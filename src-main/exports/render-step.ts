import { m } from '../../shared/paraglide/messages.js';
import type { Language } from '../../shared/i18n/format';
import type { StepText } from '../../shared/exports/report-document';
import { element, escapeHtml } from './html-text';

/** One step: what, for whom, why; old and new value; the requests; the way back. */
export function renderStep(step: StepText, language: Language): string {
  const options = { locale: language };
  const heading = element(
    'h3',
    {},
    `${element('span', { class: 'id' }, escapeHtml(step.id))}${escapeHtml(step.title)}`,
  );
  const meta = [step.ring, step.people, step.reach].filter((text) => text !== '').join(' · ');
  const states = [
    labelled(m.report_step_prior({}, options), step.prior),
    labelled(m.report_step_planned({}, options), step.planned),
  ].join('');
  const requests = step.requests.map(({ line, body, times }) =>
    element(
      'div',
      { class: 'request' },
      element(
        'h4',
        {},
        escapeHtml([m.report_step_request({}, options), times].filter((t) => t !== '').join(' · ')),
      ) + element('pre', {}, escapeHtml(body === '' ? line : `${line}\n\n${body}`)),
    ),
  );
  return element(
    'section',
    { class: 'step' },
    [
      heading,
      meta === '' ? '' : element('p', { class: 'meta' }, escapeHtml(meta)),
      element('p', {}, escapeHtml(step.why)),
      step.gate === '' ? '' : element('p', {}, escapeHtml(step.gate)),
      labelled(m.report_step_by_hand({}, options), step.instructions),
      states === '' ? '' : element('div', { class: 'states' }, states),
      ...requests,
      element(
        'div',
        { class: 'back' },
        labelled(m.report_step_way_back({}, options), step.wayBack),
      ),
    ].join(''),
  );
}

/** JSON keeps its line breaks; sentences are paragraphs. */
function labelled(label: string, text: string): string {
  if (text === '') return '';
  const body = text.startsWith('{')
    ? element('pre', {}, escapeHtml(text))
    : element('p', {}, escapeHtml(text));
  return element('div', {}, element('h4', {}, escapeHtml(label)) + body);
}
