import { describe, expect, it } from 'vitest';
import { answerPaths } from '../../../../shared/tenant/answer-paths';
import { accountPages } from '../../../../src-renderer/answers/pages/account-pages';
import { otherPages } from '../../../../src-renderer/answers/pages/other-pages';
import { drawing, placeLines } from '../../../../src-renderer/answers/pages/page-drawing';
import { portalPages } from '../../../../src-renderer/answers/pages/portal-pages';
import { overwriteGetLocale } from '../../../../shared/paraglide/runtime.js';

const pages = [...portalPages, ...accountPages, ...otherPages];

/** Width at 11 units: Latin letters take about 0.56 of it, Japanese ones all. */
function widthOf(text: string, size: number): number {
  return [...text].reduce((sum, one) => sum + (one > '⺀' ? size : size * 0.56), 0);
}

describe('drawings of the pages', () => {
  it('every answer stands on exactly one page, and is marked there once', () => {
    for (const path of answerPaths) {
      const marked = pages.filter((page) => placeLines(page, path).some((line) => line.isMarked));
      expect(marked, path).toHaveLength(1);
      const lines = marked.flatMap((page) => placeLines(page, path));
      expect(
        lines.filter((line) => line.isMarked),
        path,
      ).toHaveLength(1);
    }
  });

  it.each(['en', 'ja'] as const)('nothing runs over the edge in %s', (language) => {
    overwriteGetLocale(() => language);
    for (const page of pages) {
      expect(widthOf(page.heading(), 13), page.heading()).toBeLessThan(
        drawing.width - drawing.left,
      );
      expect(widthOf(page.site(), 11), page.site()).toBeLessThan(drawing.width - 30);
      for (const path of answerPaths) {
        for (const { label } of placeLines(page, path)) {
          const room = drawing.width - drawing.left - 26;
          expect(widthOf(label, 11), label).toBeLessThan(room);
        }
      }
    }
  });
});
