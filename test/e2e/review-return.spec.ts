import { expect, test, type Locator } from '@playwright/test';
import { m } from '../../shared/paraglide/messages.js';
import { call } from '../a11y/call-app';
import { button, connectAndRead, heading, practiceEnv, walkToReview } from '../fixtures/drive-app';
import { launchApp } from '../fixtures/launch-app';

/** How far below the top of the window it stands, in pixels. */
const topOf = (one: Locator): Promise<number> =>
  one.evaluate((element) => Math.round(element.getBoundingClientRect().top));

test('an edit from the middle of Review leads back to the same line, with what changed', async () => {
  test.setTimeout(240_000);
  const { app, page } = await launchApp({ env: practiceEnv });
  await connectAndRead(page);
  await walkToReview(page);
  for (const [locale, soak] of [
    ['en', '3'],
    ['ja', '4'],
  ] as const) {
    const say = { locale };
    await call(page, 'app.setSettings', { language: locale });
    await expect(heading(page, m.shell_screen_review({}, say))).toBeVisible();
    const link = page.locator('#review-edit-time-schedule');
    await link.evaluate((one) => one.scrollIntoView({ block: 'center' }));
    const before = await topOf(link);
    expect(before).toBeGreaterThan(200);
    await link.click();
    await page.getByLabel(m.schedule_soak({}, say), { exact: true }).fill(soak);
    await button(page, m.shell_back_to({ screen: m.shell_screen_review({}, say) }, say)).click();
    await expect(link).toBeFocused();
    await expect(link).toBeInViewport();
    await expect(page.getByText(m.review_since_title({}, say))).toBeVisible();
    // It stands above, and is read after the rest.
    await expect(page.getByRole('heading', { name: m.second_title({}, say) })).toBeVisible();
    expect(Math.abs((await topOf(link)) - before)).toBeLessThanOrEqual(2);
    await page.screenshot({ path: test.info().outputPath(`changed-since-${locale}.png`) });
  }
  await app.close();
});
