import { ringFill } from '../../shared/charts/fills';
import { ringSegments } from '../../shared/charts/ring-bar';
import type { Segment } from '../../shared/exports/report-document';
import { element, escapeHtml } from './html-text';
import { mark, swatch } from './render-mark';

const width = 1_000;
const height = 44;

/** Sizes of rings as one bar with a legend in words; the table beside it holds the same figures. */
export function renderBar(caption: string, segments: readonly Segment[]): string {
  const placed = ringSegments(segments.map(({ count }) => count));
  if (placed.length === 0) return '';
  const marks = placed.map(({ key, start, share, count }) => {
    const place = { x: (start / 100) * width, y: 0, width: (share / 100) * width, height };
    return `<g>${element('title', {}, String(count))}${mark(ringFill(Number(key)), place)}</g>`;
  });
  const legend = segments.map(({ label, count }, ring) =>
    element('li', {}, `${swatch(ringFill(ring))}${escapeHtml(`${label}: ${count}`)}`),
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
    marks.join(''),
  );
  return element(
    'figure',
    {},
    `${element('figcaption', {}, escapeHtml(caption))}${drawing}${element('ul', { class: 'legend' }, legend.join(''))}`,
  );
}
