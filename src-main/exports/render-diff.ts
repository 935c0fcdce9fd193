import type { DiffPicture } from '../../shared/exports/report-document';
import { changeSigns, policyCells, type PolicyLine } from '../../shared/i18n/policy-text';
import { element, escapeHtml } from './html-text';

/** Picture and table in one: each change has its sign and word beside its colour. */
export function renderDiff({ caption, sentence, columns, lines }: DiffPicture): string {
  const head = columns.map((title) => element('th', { scope: 'col' }, escapeHtml(title)));
  const table = [
    element('caption', { class: 'unseen' }, escapeHtml(caption)),
    element('thead', {}, element('tr', {}, head.join(''))),
    element('tbody', {}, lines.map(rowOf).join('\n')),
  ].join('');
  return element(
    'figure',
    {},
    [
      element('figcaption', {}, escapeHtml(caption)),
      element('p', { class: 'note' }, escapeHtml(sentence)),
      element(
        'div',
        { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': caption },
        element('table', { class: 'diff' }, table),
      ),
    ].join(''),
  );
}

function rowOf(line: PolicyLine): string {
  const [name = '', ...rest] = policyCells(line);
  const sign = element('span', { class: 'sign', 'aria-hidden': 'true' }, changeSigns[line.kind]);
  const cells = rest.map((cell) => element('td', {}, element('bdi', {}, escapeHtml(cell))));
  return element(
    'tr',
    { class: `diff-${line.kind}` },
    `${element('th', { scope: 'row' }, `${sign}${escapeHtml(name)}`)}${cells.join('')}`,
  );
}
