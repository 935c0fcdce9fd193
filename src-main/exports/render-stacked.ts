import { barSegments } from '../../shared/charts/stacked-bar';
import { pictureTable } from '../../shared/exports/picture-table';
import type { StackedPicture } from '../../shared/exports/report-document';
import { formatCount, type Language } from '../../shared/i18n/format';
import { element, escapeHtml } from './html-text';
import { mark, swatch } from './render-mark';
import { renderPicture } from './render-picture';

const width = 600;
const height = 18;

/** A bar for each row, to the scale of the longest, with its sum; as on the screens. */
export function renderStacked(picture: StackedPicture, language: Language): string {
  const { parts, rows } = picture;
  const sums = rows.map(({ counts }) => counts.reduce((sum, count) => sum + count, 0));
  const whole = Math.max(0, ...sums);
  if (whole === 0) return '';
  const bars = rows.map(({ label, counts }, at) => {
    const segments = barSegments(
      counts.map((count, part) => ({ key: String(part), count })),
      whole,
    );
    const marks = segments.map(({ key, start, share }) =>
      mark(parts[Number(key)]?.fill ?? 'unknown', {
        ...{ x: (start / 100) * width, y: 0, height },
        width: (share / 100) * width,
      }),
    );
    const drawing = element(
      'svg',
      { class: 'bar', viewBox: `0 0 ${width} ${height}` },
      marks.join(''),
    );
    const name = element('span', {}, element('bdi', {}, escapeHtml(label)));
    const sum = element('span', { class: 'number' }, formatCount(sums[at] ?? 0, language));
    return element('li', {}, `${name}${drawing}${sum}`);
  });
  const legend = parts.map(({ label, fill }) =>
    element('li', {}, `${swatch(fill)}${escapeHtml(label)}`),
  );
  return renderPicture(
    picture,
    element('ul', { class: 'bars sums' }, bars.join('')),
    element('ul', { class: 'legend' }, legend.join('')),
    pictureTable(picture, language),
  );
}
