import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeWindow, type Rectangle } from '../../../../src-main/app/window-state';
import { nextZoom } from '../../../../src-main/app/zoom';

const main: Rectangle = { x: 0, y: 0, width: 1920, height: 1040 };
const second: Rectangle = { x: 1920, y: 0, width: 1280, height: 984 };
const saved = { x: 2000, y: 50, width: 1000, height: 700, maximized: false, zoom: 1.25 };

test('opens where it was left', () => {
  expect(placeWindow(saved, [main, second])).toEqual(saved);
});

test('comes back to the first display when its own was unplugged', () => {
  expect(placeWindow(saved, [main])).toEqual({ ...saved, x: 460, y: 170 });
});

test('is never larger than its display', () => {
  const large = { ...saved, x: 1900, y: 0, width: 3000, height: 2000 };
  const placed = placeWindow(large, [main, second]);
  expect(placed.width).toBeLessThanOrEqual(1920);
  expect(placed.height).toBeLessThanOrEqual(1040);
});

test.each([
  undefined,
  null,
  {},
  'text',
  { ...saved, zoom: 9 },
  { ...saved, width: 0 },
  { ...saved, extra: 1 },
  { ...saved, x: 1.5 },
])('takes the usual place for %j', (value) => {
  expect(placeWindow(value, [main])).toEqual({
    x: 320,
    y: 90,
    width: 1280,
    height: 860,
    maximized: false,
    zoom: 1,
  });
});

test('the title bar can always be reached', () => {
  const pixels = fc.integer({ min: -5_000, max: 5_000 });
  const size = fc.integer({ min: 1, max: 6_000 });
  fc.assert(
    fc.property(pixels, pixels, size, size, (x, y, width, height) => {
      const placed = placeWindow({ ...saved, x, y, width, height }, [main, second]);
      const isInReach = [main, second].some(
        (area) =>
          placed.x + placed.width > area.x + 100 &&
          placed.x < area.x + area.width - 100 &&
          placed.y >= area.y &&
          placed.y <= area.y + area.height - 40,
      );
      expect(isInReach).toBe(true);
    }),
  );
});

test('zoom goes from 50 % to 300 % and back to 100 %', () => {
  let factor = 1;
  for (let n = 0; n < 20; n += 1) factor = nextZoom(factor, 'in');
  expect(factor).toBe(3);
  for (let n = 0; n < 30; n += 1) factor = nextZoom(factor, 'out');
  expect(factor).toBe(0.5);
  expect(nextZoom(factor, 'reset')).toBe(1);
  expect(nextZoom(1, 'in')).toBe(1.1);
  expect(nextZoom(1, 'out')).toBe(0.9);
});
