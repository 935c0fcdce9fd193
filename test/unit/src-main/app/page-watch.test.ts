import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { PageWatch, type PageFault } from '../../../../src-main/app/page-watch';

let told: PageFault[];
let watch: PageWatch;
beforeEach(() => {
  vi.useFakeTimers();
  told = [];
  watch = new PageWatch({ tell: (fault) => void told.push(fault) });
});
afterEach(() => vi.useRealTimers());

it('says once that a script was refused, where the page asks for nothing', () => {
  watch.begin();
  watch.fileRefused('assets/open-app-1.js');
  watch.fileRefused('assets/other-1.js');
  watch.loaded();
  vi.advanceTimersByTime(2_900);
  expect(told).toEqual([]);
  vi.advanceTimersByTime(200_000);
  expect(told).toEqual(['files']);
});

it('says nothing of a page that asks, whatever was refused before or is refused later', () => {
  watch.begin();
  watch.fileRefused('assets/open-app-1.js');
  watch.loaded();
  vi.advanceTimersByTime(3_100);
  watch.end();
  watch.fileRefused('assets/RingsScreen-1.js');
  vi.advanceTimersByTime(200_000);
  expect(told).toEqual([]);
});

it('does without a style or a font', () => {
  watch.begin();
  watch.fileRefused('assets/index-1.css');
  vi.advanceTimersByTime(20_000);
  expect(told).toEqual([]);
});

it('says that a page is silent half a minute after it was loaded', () => {
  watch.begin();
  vi.advanceTimersByTime(10_000);
  watch.loaded();
  vi.advanceTimersByTime(29_900);
  expect(told).toEqual([]);
  vi.advanceTimersByTime(1_000);
  expect(told).toEqual(['silent']);
});

it('says so of one that never is loaded, and again of the next one', () => {
  watch.begin();
  vi.advanceTimersByTime(91_000);
  expect(told).toEqual(['silent']);
  watch.begin();
  watch.fileRefused('index.html');
  vi.advanceTimersByTime(4_000);
  expect(told).toEqual(['silent', 'files']);
});
