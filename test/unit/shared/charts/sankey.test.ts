import { describe, expect, it } from 'vitest';
import { layOutSankey, spreadLabels } from '../../../../shared/charts/sankey';

const size = { width: 700, height: 200, labelWidth: 150, nodeWidth: 10, nodeGap: 20 };
const nodes = [{ id: 'a' }, { id: 'b' }, { id: 'x' }, { id: 'y' }];
const links = [
  { from: 'a', to: 'x', count: 30 },
  { from: 'a', to: 'y', count: 10 },
  { from: 'b', to: 'y', count: 20 },
];

describe('layOutSankey', () => {
  it('keeps the sum of people at every node', () => {
    const { nodes: placed } = layOutSankey(nodes, links, size);
    expect(placed.map(({ id, count, side }) => [id, count, side])).toEqual([
      ['a', 40, 'left'],
      ['b', 20, 'left'],
      ['x', 30, 'right'],
      ['y', 30, 'right'],
    ]);
  });

  it('draws heights in proportion to people, inside the label margins', () => {
    const { nodes: placed } = layOutSankey(nodes, links, size);
    const [a, b, x] = placed;
    expect(a?.height).toBeCloseTo((b?.height ?? 0) * 2, 0);
    expect(a?.x).toBe(150);
    expect(x?.x).toBe(700 - 150 - 10);
    expect(placed.every(({ y, height }) => y >= -0.01 && y + height <= 200.01)).toBe(true);
  });

  it('leaves out nobody, and links to nodes that are not there', () => {
    const layout = layOutSankey(
      nodes,
      [
        { from: 'a', to: 'x', count: 3 },
        { from: 'b', to: 'y', count: 0 },
        { from: 'a', to: 'gone', count: 9 },
      ],
      size,
    );
    expect(layout.links.map(({ from, to, count }) => [from, to, count])).toEqual([['a', 'x', 3]]);
    expect(layout.nodes.map(({ id }) => id)).toEqual(['a', 'x']);
  });

  it('is empty without people', () => {
    expect(layOutSankey(nodes, [], size)).toEqual({ nodes: [], links: [] });
  });

  it('gives the same picture for the same data and leaves its input alone', () => {
    const frozen = Object.freeze(links.map((link) => Object.freeze({ ...link })));
    expect(layOutSankey(nodes, frozen, size)).toEqual(layOutSankey(nodes, frozen, size));
  });
});

describe('spreadLabels', () => {
  it('moves labels apart and keeps them inside', () => {
    expect(spreadLabels([10, 12, 90], 20, 100)).toEqual([10, 30, 90]);
    expect(spreadLabels([90, 95, 99], 20, 100)).toEqual([60, 80, 100]);
  });
});
