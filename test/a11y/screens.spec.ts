import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { screenNames } from '../../shared/wizard/screen';
import type { LaunchedApp } from '../fixtures/launch-app';
import { call, launchApproved } from './call-app';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

test.describe.serial('no accessibility violation on any screen', () => {
  let running: LaunchedApp;

  test.beforeAll(async () => {
    test.setTimeout(180_000);
    running = await launchApproved();
  });
  test.afterAll(async () => {
    await running.app.close();
  });

  for (const language of ['en', 'ja'] as const) {
    for (const theme of ['light', 'dark'] as const) {
      test(`${language}, ${theme}`, async () => {
        const { page } = running;
        await call(page, 'app.setSettings', { language, theme });
        for (const screen of screenNames) {
          await call(page, 'app.navigate', { screen });
          await expect(page.locator('html')).toHaveAttribute('lang', language);
          await expect(page.locator('h1')).toBeFocused();
          await page.waitForLoadState('networkidle');
          await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
          const result = await new AxeBuilder({ page })
            .setLegacyMode(true)
            .withTags(tags)
            .analyze();
          const found = result.violations.map(
            (one) =>
              `${screen}: ${one.id} ${one.nodes.map((node) => node.target.join(' ')).join(', ')}`,
          );
          expect(found).toEqual([]);
        }
      });
    }
  }
});
