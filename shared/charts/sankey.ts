import { sankey, sankeyJustify } from 'd3-sankey';

export interface SankeyNode {
  readonly id: string;
}

export interface SankeyLink {
  readonly from: string;
  readonly to: string;
  /** People; links of 0 are left out. */
  readonly count: number;
}

/** A node as a rectangle. Lengths in pixels of the given size, origin top left. */
export interface PlacedNode {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly count: number;
  readonly side: 'left' | 'right';
}

/** A link as the centre line of a ribbon of `width` pixels. */
export interface PlacedLink {
  readonly from: string;
  readonly to: string;
  readonly count: number;
  readonly path: string;
  readonly width: number;
}

export interface SankeyLayout {
  readonly nodes: readonly PlacedNode[];
  readonly links: readonly PlacedLink[];
}

export interface SankeySize {
  readonly width: number;
  readonly height: number;
  /** Room for labels left and right of the outer nodes. */
  readonly labelWidth: number;
  readonly nodeWidth: number;
  readonly nodeGap: number;
}

/**
 * Places a flow of people. Order of nodes as given, so the same data gives the same picture.
 * A link that names a node which is not there, or nobody, is left out.
 */
export function layOutSankey(
  nodes: readonly SankeyNode[],
  links: readonly SankeyLink[],
  size: SankeySize,
): SankeyLayout {
  const ids = new Set(nodes.map((node) => node.id));
  const drawn = links.filter((link) => link.count > 0 && ids.has(link.from) && ids.has(link.to));
  const used = new Set(drawn.flatMap((link) => [link.from, link.to]));
  const inUse = nodes.filter((node) => used.has(node.id));
  if (drawn.length === 0) return { nodes: [], links: [] };

  const order = new Map(inUse.map((node, index) => [node.id, index]));
  const graph = sankey<{ id: string }, { count: number }>()
    .nodeId((node) => node.id)
    .nodeAlign(sankeyJustify)
    .nodeSort((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0))
    .nodeWidth(size.nodeWidth)
    .nodePadding(size.nodeGap)
    .extent([
      [size.labelWidth, 0],
      [Math.max(size.labelWidth + 1, size.width - size.labelWidth), size.height],
    ])({
    nodes: inUse.map((node) => ({ id: node.id })),
    links: drawn.map((link) => ({
      source: link.from,
      target: link.to,
      value: link.count,
      count: link.count,
    })),
  });

  return {
    nodes: graph.nodes.map((node) => ({
      id: node.id,
      x: round(node.x0 ?? 0),
      y: round(node.y0 ?? 0),
      width: round((node.x1 ?? 0) - (node.x0 ?? 0)),
      height: round(Math.max(1, (node.y1 ?? 0) - (node.y0 ?? 0))),
      count: node.value ?? 0,
      side: (node.depth ?? 0) === 0 ? 'left' : 'right',
    })),
    links: graph.links.map((link) => {
      const from = typeof link.source === 'object' ? link.source : null;
      const to = typeof link.target === 'object' ? link.target : null;
      const x0 = round(from?.x1 ?? 0);
      const x1 = round(to?.x0 ?? 0);
      const middle = round((x0 + x1) / 2);
      const y0 = round(link.y0 ?? 0);
      const y1 = round(link.y1 ?? 0);
      return {
        from: from?.id ?? '',
        to: to?.id ?? '',
        count: link.count,
        path: `M${x0},${y0}C${middle},${y0} ${middle},${y1} ${x1},${y1}`,
        width: round(Math.max(1, link.width ?? 0)),
      };
    }),
  };
}

/** Labels of one side, moved apart so that no two are nearer than `gap`; centres in pixels. */
export function spreadLabels(
  centres: readonly number[],
  gap: number,
  height: number,
): readonly number[] {
  const placed: number[] = [];
  for (const centre of centres) {
    const last = placed.at(-1);
    placed.push(last === undefined ? centre : Math.max(centre, last + gap));
  }
  let limit = height;
  for (let index = placed.length - 1; index >= 0; index -= 1) {
    const here = placed[index] ?? 0;
    placed[index] = Math.min(here, limit);
    limit = (placed[index] ?? 0) - gap;
  }
  return placed.map(round);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
