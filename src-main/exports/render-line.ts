import { lineWithLimit } from '../../shared/charts/line-with-limit';
import { pictureTable } from '../../shared/exports/picture-table';
import type { LinePicture } from '../../shared/exports/report-document';
import type { Language } from '../../shared/i18n/format';
import { element, escapeHtml } from './html-text';
import { renderPicture } from './render-picture';

/** As wide as the page, so that its words are as large as those around it. */
const width = 920;
const height = 150;
const margin = 12;

/** Figures of days against the stop line, as on Roll out; a day that could not be read is a ring. */
export function renderLine(picture: LinePicture, language: Language): string {
  const drawn = lineWithLimit(picture.points, picture.limit, { width, height });
  const level = (y: number, name: string): string =>
    `<line x1="0" x2="${width}" y1="${y}" y2="${y}" class="${name}"/>`;
  const dot = (x: number, y: number, name: string): string =>
    `<circle cx="${x}" cy="${y}" r="4" class="${name}"/>`;
  const word = element(
    'text',
    { x: String(width), y: String(drawn.limitY - 5), class: 'tick-label limit-label' },
    escapeHtml(picture.limitText),
  );
  const drawing = element(
    'svg',
    {
      class: 'chart',
      viewBox: `${-margin} ${-margin} ${width + 2 * margin} ${height + 2 * margin}`,
    },
    [
      level(height, 'tick'),
      level(drawn.limitY, 'limit'),
      word,
      ...drawn.paths.map((path) => `<path d="${path}" class="line"/>`),
      ...drawn.dots.map(({ x, y }) => dot(x, y, 'dot')),
      ...drawn.unread.map(({ x }) => dot(x, height, 'dot-unread')),
    ].join(''),
  );
  return renderPicture(picture, drawing, '', pictureTable(picture, language));
}
