import { expect, test } from 'vitest';
import { lineWithLimit } from '../../../../shared/charts/line-with-limit';
import { gateLines } from '../../../../src-main/workspace/gate-lines';
import { weekOfLooks } from '../../../fixtures/half-way';
import { scenarioPlan } from '../../../fixtures/scenario-plan';

const made = scenarioPlan('S02').plan;
const plan = { ...made, schedule: { ...made.schedule, timeZone: 'UTC' } };

test('the last look of each day, a failed one without a figure, and nothing in between', () => {
  const [line, ...others] = gateLines(plan, weekOfLooks(plan));
  expect(others).toEqual([]);
  expect(line?.points.map(({ day, value }) => [day, value])).toEqual([
    ['2026-11-23', 25],
    ['2026-11-24', 50],
    ['2026-11-25', null],
    ['2026-11-27', 100],
  ]);
  expect([line?.limit, line?.direction]).toEqual([100, 'atLeast']);
});

test('days are those of the plan’s zone, and no gate without a look is drawn', () => {
  const inTokyo = { ...plan, schedule: { ...plan.schedule, timeZone: 'Asia/Tokyo' } };
  const [line] = gateLines(inTokyo, weekOfLooks(plan));
  // 15:00 UTC is the next day there.
  expect(line?.points[1]).toMatchObject({ day: '2026-11-24', value: 37.5 });
  expect(line?.points[2]).toMatchObject({ day: '2026-11-25', value: null });
  expect(gateLines(plan, [])).toEqual([]);
});

test('an unread day breaks the line, and days stand as far apart as the calendar says', () => {
  const points = gateLines(plan, weekOfLooks(plan))[0]?.points ?? [];
  const drawn = lineWithLimit(points, 100, { width: 400, height: 110 });
  expect(drawn.dots.map(({ x }) => x)).toEqual([0, 100, 400]);
  expect(drawn.unread).toEqual([{ day: '2026-11-25', x: 200 }]);
  expect(drawn.paths).toEqual(['M0 85L100 60', 'M400 10']);
  expect([drawn.limitY, drawn.top]).toEqual([10, expect.closeTo(110)]);
});

test('one day, a limit of nothing and no day at all can be drawn', () => {
  const box = { width: 400, height: 110 };
  const one = lineWithLimit([{ day: '2026-11-25', value: 0 }], 0, box);
  expect(one.dots).toEqual([{ day: '2026-11-25', x: 0, y: 110 }]);
  expect(lineWithLimit([], 100, box)).toMatchObject({ paths: [], dots: [], unread: [] });
});
