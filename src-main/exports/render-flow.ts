import { flowFill } from '../../shared/charts/fills';
import { layOutSankey, spreadLabels, type PlacedNode } from '../../shared/charts/sankey';
import { pictureTable } from '../../shared/exports/picture-table';
import type { FlowPicture } from '../../shared/exports/report-document';
import { formatCount, type Language } from '../../shared/i18n/format';
import { element, escapeHtml } from './html-text';
import { mark } from './render-mark';
import { renderPicture } from './render-picture';

const width = 900;
const labelWidth = 240;
const labelHeight = 44;

/** A Sankey as on screen, with a table of its links below. */
export function renderFlow(picture: FlowPicture, language: Language): string {
  const { nodes, links } = picture;
  const on = (side: 'left' | 'right'): number => nodes.filter((one) => one.side === side).length;
  const height = Math.max(160, Math.max(on('left'), on('right')) * 52);
  const layout = layOutSankey(nodes, links, {
    ...{ width, height, labelWidth },
    ...{ nodeWidth: 12, nodeGap: 18 },
  });
  if (layout.links.length === 0) return '';
  const ribbons = layout.links.map(
    ({ path, width: stroke, from }) =>
      `<path d="${path}" stroke-width="${stroke}" class="flow flow-${flowFill(from)}"/>`,
  );
  const names = new Map(nodes.map(({ id, label }) => [id, label]));
  const labels = (['left', 'right'] as const).flatMap((side) => {
    const own = layout.nodes.filter((node) => node.side === side);
    const centres = own.map((node) => node.y + node.height / 2);
    const placed = spreadLabels(centres, labelHeight, height);
    return own.map((node, index) =>
      labelOf(node, placed[index] ?? 0, `${names.get(node.id) ?? node.id}`, language),
    );
  });
  const drawing = element(
    'svg',
    {
      class: 'chart',
      viewBox: `0 ${-labelHeight / 2} ${width} ${height + labelHeight}`,
    },
    [...ribbons, ...layout.nodes.map((node) => mark(flowFill(node.id), node)), ...labels].join(''),
  );
  const [left, right] = picture.columns;
  const heads = element(
    'p',
    { class: 'heads' },
    element('span', {}, escapeHtml(left)) + element('span', {}, escapeHtml(right)),
  );
  return renderPicture(picture, heads + drawing, '', pictureTable(picture, language));
}

function labelOf(node: PlacedNode, y: number, name: string, language: Language): string {
  const x = node.side === 'left' ? 0 : width - labelWidth + 8;
  const count = element('strong', {}, formatCount(node.count, language));
  const text = element('span', {}, escapeHtml(name));
  return element(
    'foreignObject',
    {
      x: String(x),
      y: (y - labelHeight / 2).toFixed(1),
      width: String(labelWidth - 8),
      height: String(labelHeight),
    },
    element('div', { class: `flow-label ${node.side}` }, text + count),
  );
}
