import type { Block } from '../../shared/exports/report-document';
import { element, escapeHtml } from './html-text';

/** A table that scrolls on its own where it is wider than the page; empty: nothing. */
export function renderTable(block: Extract<Block, { kind: 'table' }>): string {
  if (block.rows.length === 0) return '';
  const numberClass = (index: number): Readonly<Record<string, string>> =>
    block.columns[index]?.isNumber === true ? { class: 'number' } : {};
  const head = block.columns
    .map(({ title }, index) =>
      element('th', { scope: 'col', ...numberClass(index) }, escapeHtml(title)),
    )
    .join('');
  const rows = block.rows.map((cells) =>
    element(
      'tr',
      {},
      cells
        .map((cell, index) =>
          index === 0
            ? element('th', { scope: 'row' }, escapeHtml(cell))
            : element('td', numberClass(index), element('bdi', {}, escapeHtml(cell))),
        )
        .join(''),
    ),
  );
  const table = [
    element('caption', {}, escapeHtml(block.caption)),
    element('thead', {}, element('tr', {}, head)),
    element('tbody', {}, rows.join('\n')),
  ].join('');
  return element(
    'div',
    { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': block.caption },
    element('table', {}, table),
  );
}
