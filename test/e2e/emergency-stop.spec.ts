import { expect, test } from '@playwright/test';
import { call } from '../a11y/call-app';
import { layerLooks, plainMedia, violations } from '../a11y/violations';
import {
  approvePlan,
  button,
  connectAndRead,
  passRingZero,
  practiceEnv,
} from '../fixtures/drive-app';
import { launchApp } from '../fixtures/launch-app';
import { m } from '../../shared/paraglide/messages.js';

test('stopped after ring 0 by two presses: the policy is report-only again', async () => {
  test.setTimeout(420_000);
  const { page } = await launchApp({ env: practiceEnv });
  await connectAndRead(page);
  await approvePlan(page);
  await expect(button(page, 'Emergency stop')).toBeHidden();
  await passRingZero(page);

  await button(page, 'Roll back…').click();
  const sheet = page.getByRole('dialog');
  await expect(sheet).toBeVisible();
  for (const language of ['en', 'ja'] as const) {
    const say = { locale: language };
    for (const theme of ['light', 'dark'] as const) {
      await call(page, 'app.setSettings', { language, theme });
      await expect(page.locator('html')).toHaveAttribute('lang', language);
      await expect(sheet).toHaveAccessibleName(m.rollback_title_all({}, say));
      expect(await violations(page)).toEqual([]);
    }
    await expect(sheet.getByRole('combobox')).toHaveAccessibleName(m.rollback_scope({}, say));
    for (const name of [m.rollback_act_all({}, say), m.rollback_not_now({}, say)]) {
      await expect(sheet.getByRole('button', { name, exact: true })).toBeVisible();
    }
  }
  await call(page, 'app.setSettings', { language: 'en', theme: 'light' });
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();

  const stop = button(page, 'Emergency stop');
  await stop.focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('header').getByText(/^Press Emergency stop again/)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.locator('header').getByText(/^Press Emergency stop again/)).toBeHidden();

  await page.keyboard.press('Space');
  await expect(page.locator('header').getByText(/^Press Emergency stop again/)).toBeVisible();
  // A second press at once counts as a slip of the first.
  await page.waitForTimeout(600);
  await page.keyboard.press('Space');
  const dialog = page.getByRole('dialog', { name: 'Emergency stop' });
  await expect(dialog.getByText('Stopped. 1 policy is back to report-only.')).toBeVisible({
    timeout: 120_000,
  });
  await expect(dialog.getByRole('row').nth(1)).toContainText('Now report-only');
  for (const { language, theme, media } of layerLooks) {
    await call(page, 'app.setSettings', { language, theme });
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    expect(await violations(page)).toEqual([]);
    await page.emulateMedia(media);
    expect(await violations(page)).toEqual([]);
    await page.emulateMedia(plainMedia);
  }
  await call(page, 'app.setSettings', { language: 'en', theme: 'light' });
  await page.keyboard.press('Escape');
  await expect(page.getByText('Stopped by an emergency stop')).toBeVisible();
});
