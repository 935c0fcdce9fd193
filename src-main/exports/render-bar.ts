import type { Segment } from '../../shared/exports/report-document';
import { element, escapeHtml } from './html-text';

const width = 1_000;
const height = 44;
const gap = 3;

/** Counts as one bar with a legend in words; the table beside it holds the same figures. */
export function renderBar(caption: string, segments: readonly Segment[]): string {
  const total = segments.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return '';
  let x = 0;
  const rects = segments.map(({ count }, index) => {
    const share = (count / total) * width;
    const rect = count === 0 ? '' : segmentRect(x, Math.max(share - gap, 1), index, count);
    x += share;
    return rect;
  });
  const legend = segments.map(({ label, count }, index) =>
    element(
      'li',
      {},
      `<svg viewBox="0 0 10 10" aria-hidden="true"><rect class="seg-${index % 4}" width="10" height="10" rx="2"/></svg>${escapeHtml(`${label}: ${count}`)}`,
    ),
  );
  const spoken = segments.map(({ label, count }) => `${label}: ${count}`).join(', ');
  const drawing = element(
    'svg',
    {
      class: 'bar',
      viewBox: `0 0 ${width} ${height}`,
      role: 'img',
      'aria-label': `${caption}. ${spoken}`,
    },
    rects.join(''),
  );
  return element(
    'figure',
    {},
    `${element('figcaption', {}, escapeHtml(caption))}${drawing}${element('ul', { class: 'legend' }, legend.join(''))}`,
  );
}

function segmentRect(x: number, size: number, index: number, count: number): string {
  const rect = `<rect class="seg-${index % 4}" x="${x.toFixed(1)}" y="0" width="${size.toFixed(1)}" height="${height}" rx="4"/>`;
  return `<g>${element('title', {}, String(count))}${rect}</g>`;
}
