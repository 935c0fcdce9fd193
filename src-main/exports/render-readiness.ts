import { readinessFill } from '../../shared/charts/fills';
import { readinessOrder, readinessSegments } from '../../shared/charts/readiness-bar';
import type { ReadinessBars } from '../../shared/exports/report-document';
import { element, escapeHtml } from './html-text';
import { mark, swatch } from './render-mark';

const width = 600;
const height = 18;

/** A bar for each row, to the scale of the longest; the table beside it holds the same figures. */
export function renderReadiness({ caption, legend, rows }: ReadinessBars): string {
  const sizes = rows.map(({ counts }) => readinessOrder.reduce((sum, key) => sum + counts[key], 0));
  const whole = Math.max(0, ...sizes);
  if (whole === 0) return '';
  const bars = rows.map(({ label, counts }) => {
    const marks = readinessSegments(counts, whole).map(({ key, start, share }) =>
      mark(readinessFill(key), {
        ...{ x: (start / 100) * width, y: 0, height },
        width: (share / 100) * width,
      }),
    );
    const spoken = readinessOrder.map((key) => `${legend[key]}: ${counts[key]}`).join(', ');
    const drawing = element(
      'svg',
      {
        ...{ class: 'bar', viewBox: `0 0 ${width} ${height}`, role: 'img' },
        'aria-label': `${label}. ${spoken}`,
      },
      marks.join(''),
    );
    return element('li', {}, `${element('span', {}, escapeHtml(label))}${drawing}`);
  });
  const words = readinessOrder.map((key) =>
    element('li', {}, `${swatch(readinessFill(key))}${escapeHtml(legend[key])}`),
  );
  return element(
    'figure',
    {},
    [
      element('figcaption', {}, escapeHtml(caption)),
      element('ul', { class: 'bars' }, bars.join('')),
      element('ul', { class: 'legend' }, words.join('')),
    ].join(''),
  );
}
