import { chmodSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { serializePlan } from '../../shared/plan/plan-file';
import { screenNames, type ScreenName } from '../../shared/wizard/screen';
import { quickFolder } from '../fixtures/campaign';
import { dropFile } from '../fixtures/drop-file';
import type { LaunchedApp } from '../fixtures/launch-app';
import { scenarioPlan } from '../fixtures/scenario-plan';
import { m } from '../../shared/paraglide/messages.js';
import { axeFaults } from './axe-faults';
import { call, launchApproved } from './call-app';
import { closestPair, legendsOf } from './greyscale';
import { showScreen } from './layers';
import { refusedPastes } from './page-manners';
import { layerLooks, openFolds, plainMedia, violations } from './violations';

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
    // Before the folds are opened: as a person first sees it.
    if (look.picture !== undefined) {
      await page.screenshot({ path: join(pictures, `${screen}-${look.picture}.png`) });
    }
    const found = [...(await violations(page))];
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

  test('a page seen again still tells its colours, and what changed in it', async () => {
    const { page } = running;
    await call(page, 'app.setSettings', { language: 'en', theme: 'light' });
    await showScreen(page, 'today');
    await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
    expect(await axeFaults(page)).toEqual([]);
    await page.evaluate(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync('main p { color: #999 !important }');
      document.adoptedStyleSheets = [sheet];
    });
    expect((await axeFaults(page)).join('\n')).toMatch(/^color-contrast .*\S$/);
    await page.evaluate(() => (document.adoptedStyleSheets = []));
    const search = page.locator('main input[type="search"]').first();
    await search.evaluate((field: HTMLInputElement) => {
      field.placeholder = '';
      field.closest('label')?.replaceWith(field);
    });
    expect(await axeFaults(page)).toEqual([expect.stringMatching(/^label \S/)]);
  });

  // Before the folds are opened, which stay open: a screen of open folds is slow to set up.
  test('Help stands in the same box on every screen', async () => {
    const { page } = running;
    for (const language of ['en', 'ja'] as const) {
      await call(page, 'app.setSettings', { language });
      const boxes: Record<string, unknown> = {};
      for (const screen of screenNames) {
        await showScreen(page, screen);
        const name = m.shell_help({}, { locale: language });
        const help = page.getByRole('banner').getByRole('button', { name, exact: true });
        boxes[screen] = await help.boundingBox();
      }
      const [first] = Object.values(boxes);
      expect(first).not.toBeNull();
      expect(boxes).toEqual(Object.fromEntries(screenNames.map((screen) => [screen, first])));
    }
  });

  test('classes of a picture stay apart without their colours', async () => {
    const { app, page } = running;
    const session = await page.context().newCDPSession(page);
    const type = 'achromatopsia' as const;
    await session.send('Emulation.setEmulatedVisionDeficiency', { type });
    let legends = 0;
    const alike: string[] = [];
    for (const theme of ['light', 'dark'] as const) {
      await call(page, 'app.setSettings', { language: 'en', theme });
      for (const screen of ['today', 'rings', 'review'] as const) {
        await showScreen(page, screen);
        await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
        for (const legend of await legendsOf(page)) {
          legends += 1;
          const close = await closestPair(app, legend);
          if (close < 0.12) alike.push(`${screen}, ${theme}: ${close.toFixed(3)}`);
        }
      }
    }
    await session.send('Emulation.setEmulatedVisionDeficiency', { type: 'none' });
    expect(legends).toBeGreaterThan(3);
    expect(alike).toEqual([]);
  });

  for (const language of ['en', 'ja'] as const) {
    for (const theme of ['light', 'dark', 'contrast'] as const) {
      // More contrast has the names and the order of the others: once is enough.
      if (theme === 'contrast' && language === 'en') continue;
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

  test('every field takes what is pasted', async () => {
    const { app, page } = running;
    await call(page, 'app.setSettings', { language: 'en' });
    let fields = 0;
    const refusing: string[] = [];
    for (const screen of screenNames) {
      await showScreen(page, screen);
      await openFolds(page, 'main');
      const seen = await refusedPastes(page);
      fields += seen.fields;
      refusing.push(...seen.refusing.map((one) => `${screen}: ${one}`));
    }
    expect(fields).toBeGreaterThan(20);
    expect(refusing).toEqual([]);
    await showScreen(page, 'today');
    await app.evaluate(({ clipboard }) => clipboard.writeText('Ｐａｓｔｅｄ さとう'));
    const search = page.locator('main input[type="search"]').first();
    await search.focus();
    await page.keyboard.press('Control+V');
    await expect(search).toHaveValue('Ｐａｓｔｅｄ さとう');
    await search.fill('');
  });

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
