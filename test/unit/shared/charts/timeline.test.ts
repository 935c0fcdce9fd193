import { describe, expect, test } from 'vitest';
import {
  layOutTimeline,
  type TimelineInput,
  type TimeSpan,
} from '../../../../shared/charts/timeline';

const base: TimelineInput<TimeSpan> = {
  timeZone: 'Asia/Tokyo',
  rows: [
    {
      key: 'ring',
      spans: [{ startsAt: '2026-11-24T09:00+09:00', endsAt: '2026-12-04T09:00+09:00' }],
    },
  ],
  deadlines: [],
  bands: [],
  now: '2026-11-20T00:00:00Z',
};

describe('a timeline', () => {
  test('begins at midnight of the first day in its own zone and ends a day after the last', () => {
    const [bar] = layOutTimeline(base).rows[0]?.bars ?? [];
    // 24 Nov 00:00 to 5 Dec 09:00 in Tokyo: 273 hours, of which the bar takes 240 from hour 9.
    expect(bar?.x).toBeCloseTo((9 / 273) * 100, 2);
    expect(bar?.width).toBeCloseTo((240 / 273) * 100, 2);
  });

  test('stretches to a date that is near and tells of one that is far', () => {
    const { deadlines, beyond } = layOutTimeline({
      ...base,
      deadlines: [
        { id: 'february', date: '2027-02-01' },
        { id: 'july', date: '2027-07-01' },
        { id: 'provider', date: '2026-10-01' },
      ],
    });
    expect(deadlines.map(({ id }) => id)).toEqual(['february']);
    expect(beyond.map(({ id }) => id)).toEqual(['july', 'provider']);
    expect(deadlines[0]?.x).toBeLessThan(100);
  });

  test('closed days cover their last day and end at the edges', () => {
    const day = 24;
    const { bands } = layOutTimeline({
      ...base,
      bands: [
        { from: '2026-11-26', to: '2026-11-26' },
        { from: '2026-01-01', to: '2026-11-24' },
        { from: '2027-05-01', to: '2027-05-02' },
      ],
    });
    expect(bands).toHaveLength(2);
    expect(bands[0]?.width).toBeCloseTo((day / 273) * 100, 2);
    expect(bands[1]?.x).toBe(0);
    expect(bands[1]?.width).toBeCloseTo((day / 273) * 100, 2);
  });

  test('the axis goes on to now where that is asked for and near', () => {
    const x = (now: string) => layOutTimeline({ ...base, now, reachesNow: true }).now;
    expect(x('2026-11-20T00:00:00Z')).not.toBeNull();
    expect(x('2026-03-01T00:00:00Z')).toBeNull();
    expect(x('2028-03-01T00:00:00Z')).toBeNull();
  });

  test('now is drawn only inside', () => {
    expect(layOutTimeline(base).now).toBeNull();
    expect(layOutTimeline({ ...base, now: '2026-11-28T00:00:00Z' }).now).toBeGreaterThan(0);
  });

  test('ticks are Mondays, over a quarter of a year first days of months', () => {
    expect(layOutTimeline(base).ticks.map(({ date }) => date)).toEqual(['2026-11-30']);
    const long = {
      ...base,
      rows: [{ key: 'r', spans: [{ startsAt: '2026-11-24T00:00Z', endsAt: '2027-04-15T00:00Z' }] }],
    };
    expect(layOutTimeline(long).ticks.map(({ date }) => date)).toEqual([
      '2026-12-01',
      '2027-01-01',
      '2027-02-01',
      '2027-03-01',
      '2027-04-01',
    ]);
  });

  test('a day on which the clocks change is 23 or 25 hours long', () => {
    const over = layOutTimeline({
      ...base,
      timeZone: 'Europe/Berlin',
      rows: [
        {
          key: 'r',
          spans: [{ startsAt: '2027-03-27T00:00+01:00', endsAt: '2027-03-29T00:00+02:00' }],
        },
      ],
      bands: [{ from: '2027-03-28', to: '2027-03-28' }],
    });
    expect(over.bands[0]?.width).toBeCloseTo((23 / 71) * 100, 2);
  });

  test('without rows there is no picture, and no date is lost', () => {
    const empty = layOutTimeline({
      ...base,
      rows: [],
      deadlines: [{ id: 'x', date: '2027-02-01' }],
    });
    expect(empty.rows).toEqual([]);
    expect(empty.beyond).toHaveLength(1);
  });
});
