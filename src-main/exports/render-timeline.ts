import { layOutTimeline } from '../../shared/charts/timeline';
import { pictureTable } from '../../shared/exports/picture-table';
import type { TimelinePicture } from '../../shared/exports/report-document';
import { formatDate, type Language } from '../../shared/i18n/format';
import { element, escapeHtml } from './html-text';
import { renderPicture } from './render-picture';

const width = 900;
const labelWidth = 210;
const plot = width - labelWidth - 12;
const rowHeight = 34;
const markHeight = 22;

/** The plan in time as on screen, but without a now: a file is read on any day. */
export function renderTimeline(picture: TimelinePicture, language: Language): string {
  const { zone, rows, deadlines, bands, legend } = picture;
  const first = rows[0]?.spans[0]?.startsAt;
  if (first === undefined) return '';
  const layout = layOutTimeline({ timeZone: zone, rows, deadlines, bands, now: first });
  const px = (percent: number): number => labelWidth + (percent / 100) * plot;
  const head = layout.deadlines.length * markHeight + 26;
  const height = head + rows.length * rowHeight + 4;
  const words = new Map(deadlines.map(({ id, label, text }) => [id, `${text} · ${label}`]));
  const every = Math.ceil((layout.ticks.length * 84) / plot);
  const line = (x: number, from: number, name: string): string =>
    `<line x1="${x.toFixed(1)}" x2="${x.toFixed(1)}" y1="${from}" y2="${height}" class="${name}"/>`;
  const block = (x: number, y: number, w: number, h: number, name: string): string =>
    `<rect x="${px(x).toFixed(1)}" y="${y}" width="${w.toFixed(1)}" height="${h}" rx="3" ${name}/>`;
  const parts = [
    ...layout.bands.map((band) =>
      block(band.x, head - 4, Math.max(2, (band.width / 100) * plot), height - head + 4, freeze),
    ),
    ...layout.ticks.map(({ x }) => line(px(x), head - 4, 'tick')),
    ...layout.ticks.flatMap(({ x, date }, index) =>
      x < 94 && index % every === 0
        ? [textAt(px(x) + 3, head - 9, formatDate(date, language, zone), 'tick-label')]
        : [],
    ),
    ...rows.flatMap(({ label, ring }, index) => {
      const y = head + index * rowHeight;
      const bars = (layout.rows[index]?.bars ?? []).flatMap(({ span, x, width: share }) => {
        const w = Math.max(span.isWait ? 1 : 5, (share / 100) * plot);
        const at = (name: string): string => block(x, y + 9, w, rowHeight - 18, name);
        if (span.isWait) return [at('class="wait"'), at('fill="url(#p-unknown)"')];
        return [at(ring === null ? 'class="fill-c2"' : 'class="fill-c1"')];
      });
      return [rowLabel(label, y), ...bars];
    }),
    ...layout.deadlines.flatMap(({ id, x }, index) => {
      const y = (layout.deadlines.length - 1 - index) * markHeight;
      const isRight = x > 50;
      const flag = `<path d="M${(px(x) - 5).toFixed(1)} ${y + 4}h10l-5 8z" class="fill-bad"/>`;
      const name = isRight ? 'deadline-label end' : 'deadline-label';
      const label = textAt(px(x) + (isRight ? -9 : 9), y + 14, words.get(id) ?? id, name);
      return [line(px(x), y + 4, 'deadline'), flag, label];
    }),
  ];
  const beyond = layout.beyond.map(({ id }) => element('li', {}, escapeHtml(words.get(id) ?? id)));
  const items = [
    legendItem(legend.work, 'class="fill-c1"'),
    ...(rows.some(isTenantWork) ? [legendItem(legend.tenant, 'class="fill-c2"')] : []),
    legendItem(legend.wait, 'class="wait"', 'fill="url(#p-unknown)"'),
    ...(layout.bands.length > 0 ? [legendItem(legend.freeze, freeze)] : []),
    ...beyond,
  ];
  const drawing = element(
    'svg',
    { class: 'chart', viewBox: `0 0 ${width} ${height}` },
    parts.join(''),
  );
  const list = element('ul', { class: 'legend' }, items.join(''));
  return renderPicture(picture, drawing, list, pictureTable(picture, language));
}

const freeze = 'class="freeze"';

function textAt(x: number, y: number, text: string, name: string): string {
  return element('text', { x: x.toFixed(1), y: String(y), class: name }, escapeHtml(text));
}

function rowLabel(label: string, y: number): string {
  return element(
    'foreignObject',
    { x: '0', y: String(y), width: String(labelWidth - 8), height: String(rowHeight) },
    element('div', { class: 'row-label' }, escapeHtml(label)),
  );
}

/** Steps are run in it that belong to no ring; they have a colour of their own. */
function isTenantWork({ ring, spans }: TimelinePicture['rows'][number]): boolean {
  return ring === null && spans.some(({ isWait }) => !isWait);
}

/** The looks lie over one another, as in the drawing. */
function legendItem(text: string, ...looks: readonly string[]): string {
  const marks = looks.map(
    (look) => `<rect x="0.5" y="0.5" width="21" height="11" rx="3" ${look}/>`,
  );
  const drawing = `<svg class="wide" viewBox="0 0 22 12" aria-hidden="true">${marks.join('')}</svg>`;
  return element('li', {}, `${drawing}${escapeHtml(text)}`);
}
