import { expect, test } from '@playwright/test';
import { m } from '../../shared/paraglide/messages.js';
import type { ScreenName } from '../../shared/wizard/screen';
import { button, heading, practiceEnv, walkToReview } from '../fixtures/drive-app';
import { launchApp, type LaunchedApp } from '../fixtures/launch-app';
import { call } from './call-app';
import { violations } from './violations';

/** The screens that say what Graph refused in S14, or show what cannot be said because of it. */
const screens = ['read', 'today', 'findings', 'policy', 'rings', 'safety', 'review'] as const;
/** Those that name the source itself. */
const naming: readonly ScreenName[] = ['today', 'findings'];

test.describe.serial('no accessibility violation where some sources were refused', () => {
  let running: LaunchedApp;

  test.beforeAll(async () => {
    test.setTimeout(480_000);
    running = await launchApp({ env: practiceEnv });
    const { page } = running;
    await page.getByLabel('Tenant to practice on').selectOption('S14');
    await button(page, 'Start practicing').click();
    await button(page, 'Sign in with browser').click();
    await button(page, 'This is the right tenant').click();
    await button(page, 'Start reading').click();
    await expect(button(page, 'Continue')).toBeVisible({ timeout: 300_000 });
    await walkToReview(page);
    await expect(heading(page, 'Review')).toBeVisible({ timeout: 60_000 });
  });
  test.afterAll(async () => {
    await running.app.close();
  });

  for (const locale of ['en', 'ja'] as const) {
    for (const theme of ['light', 'dark'] as const) {
      test(`${locale}, ${theme}`, async () => {
        test.setTimeout(240_000);
        const { page } = running;
        await call(page, 'app.setSettings', { language: locale, theme });
        const found: string[] = [];
        for (const screen of screens) {
          await call(page, 'app.navigate', { screen });
          await expect(page.locator('html')).toHaveAttribute('lang', locale);
          await expect(page.locator('h1')).toBeFocused();
          await page.waitForLoadState('networkidle');
          await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
          if (naming.includes(screen)) {
            const fold = page.locator('summary', { hasText: m.today_unread_show({}, { locale }) });
            await fold.click();
            await expect(fold.locator('xpath=..').getByRole('listitem').first()).toBeVisible();
          }
          await page.screenshot({ path: test.info().outputPath(`${screen}-${locale}.png`) });
          found.push(...(await violations(page)).map((fault) => `${screen}: ${fault}`));
        }
        expect(found).toEqual([]);
      });
    }
  }
});
