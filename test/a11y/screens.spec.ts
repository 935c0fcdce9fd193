import { chmodSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { serializePlan } from '../../shared/plan/plan-file';
import { screenNames, type ScreenName } from '../../shared/wizard/screen';
import { quickFolder } from '../fixtures/campaign';
import { dropFile } from '../fixtures/drop-file';
import type { LaunchedApp } from '../fixtures/launch-app';
import { scenarioPlan } from '../fixtures/scenario-plan';
import { call, launchApproved } from './call-app';
import { layerLooks, plainMedia, violations } from './violations';

type Media = (typeof layerLooks)[number]['media'];

/** Pictures of every screen in every look, kept beside the project and outside git. */
const pictures = join(import.meta.dirname, '..', '..', 'pictures');

const planScreens = ['findings', 'rings', 'schedule', 'messages', 'review', 'export'] as const;

async function audit(
  page: Page,
  screens: readonly ScreenName[],
  language: 'en' | 'ja',
  look: { readonly picture?: string; readonly media?: Media } = {},
): Promise<void> {
  for (const screen of screens) {
    await call(page, 'app.navigate', { screen });
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    await expect(page.locator('h1')).toBeFocused();
    await page.waitForLoadState('networkidle');
    await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
    const found = [...(await violations(page))];
    if (look.picture !== undefined) {
      await page.screenshot({ path: join(pictures, `${screen}-${look.picture}.png`) });
    }
    if (look.media !== undefined) {
      await page.emulateMedia(look.media);
      const media = Object.keys(look.media).join();
      found.push(...(await violations(page)).map((one) => `${media}: ${one}`));
      await page.emulateMedia(plainMedia);
    }
    expect(found.map((one) => `${screen}: ${one}`)).toEqual([]);
  }
}

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
        test.setTimeout(240_000);
        const { page } = running;
        await call(page, 'app.setSettings', { language, theme });
        const media = layerLooks.find(
          (one) => one.language === language && one.theme === theme,
        )?.media;
        await audit(page, screenNames, language, {
          picture: `${language}-${theme}`,
          ...(media && { media }),
        });
      });
    }
  }

  test('with nothing but a plan file', async () => {
    const { page } = running;
    const path = join(quickFolder('a11y-plan'), 'plan.causeway');
    chmodSync(dirname(path), 0o755);
    writeFileSync(path, serializePlan(scenarioPlan('S02').plan), { mode: 0o644 });
    await dropFile(page, path);
    await expect(page.getByRole('banner')).toContainText(/Plan file|計画ファイル/);
    for (const [language, theme] of [
      ['en', 'dark'],
      ['ja', 'light'],
    ] as const) {
      await call(page, 'app.setSettings', { language, theme });
      await audit(page, planScreens, language);
    }
  });
});
