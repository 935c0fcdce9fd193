import type { Block } from '../../shared/exports/report-document';
import { element, escapeHtml } from './html-text';
import { renderTable } from './render-table';

/**
 * A figure: what it shows in a sentence, the drawing (hidden from screen readers, which have the
 * sentence and the table), its legend, and the same facts as a table.
 */
export function renderPicture(
  { caption, sentence }: { readonly caption: string; readonly sentence: string },
  drawing: string,
  legend: string,
  table: Extract<Block, { kind: 'table' }>,
): string {
  return element(
    'figure',
    {},
    [
      element('figcaption', {}, escapeHtml(caption)),
      element('p', { class: 'note' }, escapeHtml(sentence)),
      element('div', { 'aria-hidden': 'true' }, drawing),
      legend,
      renderTable(table),
    ].join(''),
  );
}
