import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readinessSegments } from '../../../../shared/charts/readiness-bar';
import { ringSegments } from '../../../../shared/charts/ring-bar';
import { barSegments } from '../../../../shared/charts/stacked-bar';

describe('barSegments', () => {
  it('places parts one after the other', () => {
    expect(
      barSegments([
        { key: 'a', count: 1 },
        { key: 'b', count: 0 },
        { key: 'c', count: 3 },
      ]),
    ).toEqual([
      { key: 'a', count: 1, start: 0, share: 25 },
      { key: 'c', count: 3, start: 25, share: 75 },
    ]);
  });

  it('leaves room where the row is shorter than the whole', () => {
    expect(barSegments([{ key: 'a', count: 5 }], 20)).toEqual([
      { key: 'a', count: 5, start: 0, share: 25 },
    ]);
  });

  it('is empty for nobody', () => {
    expect(barSegments([{ key: 'a', count: 0 }])).toEqual([]);
  });

  it('fills the bar without gap or overlap, whatever the counts', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(100_000), { minLength: 1, maxLength: 12 }), (counts) => {
        const segments = barSegments(counts.map((count, i) => ({ key: String(i), count })));
        let end = 0;
        for (const { start, share } of segments) {
          expect(start).toBeCloseTo(end, 6);
          end = start + share;
        }
        if (counts.some((count) => count > 0)) expect(end).toBeCloseTo(100, 6);
      }),
      { seed: Number(process.env['CAUSEWAY_SEED']) },
    );
  });
});

describe('readinessSegments', () => {
  it('draws unknown first and ready last', () => {
    const segments = readinessSegments({ ready: 4, conditions: 3, notReady: 2, unknown: 1 });
    expect(segments.map(({ key, count }) => [key, count])).toEqual([
      ['unknown', 1],
      ['notReady', 2],
      ['conditions', 3],
      ['ready', 4],
    ]);
  });
});

describe('ringSegments', () => {
  it('names rings by number and skips empty ones', () => {
    expect(ringSegments([2, 0, 6])).toEqual([
      { key: '0', count: 2, start: 0, share: 25 },
      { key: '2', count: 6, start: 25, share: 75 },
    ]);
  });
});
