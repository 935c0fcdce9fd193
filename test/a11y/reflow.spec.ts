import { expect, test, type Page } from '@playwright/test';
import { screenNames, type ScreenName } from '../../shared/wizard/screen';
import type { LaunchedApp } from '../fixtures/launch-app';
import { call, launchApproved } from './call-app';
import { openEachLayer } from './layers';
import {
  clippedTexts,
  coveredOnTrail,
  lengthenTexts,
  longMotions,
  ringlessOnTrail,
  sidewaysOverflow,
  smallTargets,
  squeezedWords,
} from './page-manners';

let running: LaunchedApp;
test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  test.setTimeout(180_000);
  running = await launchApproved();
});
test.afterAll(async () => {
  await running.app.close();
});

/** The window's content as this many CSS pixels: the size of the window and its zoom. */
async function showAt(width: number, height: number, zoom: number): Promise<void> {
  await running.app.evaluate(
    ({ BrowserWindow }, [w, h, factor]) => {
      const [window] = BrowserWindow.getAllWindows();
      window?.setContentSize(w * factor, h * factor);
      window?.webContents.setZoomFactor(factor);
    },
    [width, height, zoom] as const,
  );
  await expect.poll(() => running.page.evaluate(() => innerWidth)).toBe(width);
}

/** What is wrong on any screen and any of its tabs, each with its name. */
async function faultsOnScreens(
  look: (page: Page) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  const { page } = running;
  const found: string[] = [];
  for (const screen of screenNames) {
    await open(page, screen);
    found.push(...(await look(page)).map((fault) => `${screen}: ${fault}`));
    const others = page.locator('main [role="tab"][aria-selected="false"]');
    const names = await others.evaluateAll((tabs) => tabs.map(({ id }) => id));
    if (screen === 'policy') expect(names).toHaveLength(2);
    for (const id of names) {
      // The keyboard's own focus begins at the tab: what follows it is the tab's content.
      await page.locator(`[id="${id}"]`).focus();
      await page.keyboard.press('Enter');
      await expect(page.locator(`[id="${id}"]`)).toHaveAttribute('aria-selected', 'true');
      await expect(page.locator('main [aria-busy="true"]')).toHaveCount(0);
      found.push(...(await look(page)).map((fault) => `${screen}, ${id}: ${fault}`));
    }
  }
  return found;
}

async function open(page: Page, screen: ScreenName): Promise<void> {
  await call(page, 'app.navigate', { screen });
  await expect(page.locator('h1')).toBeFocused();
  await page.waitForLoadState('networkidle');
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
}

const languages = ['en', 'ja'] as const;

/** A ring may be called after a department: as long as its name is. */
const department = {
  en: 'Regional Customer Services and Field Operations, North-West',
  ja: '情報システム本部 デジタル基盤推進部 認証基盤運用グループ',
};

for (const [width, height, zoom] of [
  [1366, 900, 1],
  [683, 450, 2],
] as const) {
  for (const language of languages) {
    test(`${width} × ${height} at ${zoom * 100} %, ${language}: long names in pictures are whole`, async () => {
      test.setTimeout(120_000);
      const { page } = running;
      await call(page, 'app.setSettings', { language });
      await showAt(width, height, zoom);
      const found: string[] = [];
      let names = 0;
      for (const screen of ['today', 'rings', 'review', 'finish'] as const) {
        await open(page, screen);
        names += await page.locator('figure .flow-label .name').evaluateAll((all, name) => {
          for (const one of all) one.textContent = name;
          return all.length;
        }, department[language]);
        found.push(...(await clippedTexts(page)).map((fault) => `${screen}: ${fault}`));
      }
      expect(names).toBeGreaterThan(10);
      expect(found).toEqual([]);
    });
  }
}

for (const [width, height, zoom] of [
  [640, 400, 2],
  [320, 256, 4],
] as const) {
  for (const language of languages) {
    test(`${width} × ${height} at ${zoom * 100} %, ${language}: nothing sideways, nothing covered`, async () => {
      test.setTimeout(240_000);
      const { page } = running;
      await call(page, 'app.setSettings', { language });
      await showAt(width, height, zoom);
      const found = await faultsOnScreens(async (one) => {
        const faults = [...(await sidewaysOverflow(one)), ...(await coveredOnTrail(one))];
        if (width === 320) faults.push(...(await squeezedWords(one)));
        const primary = one.locator('footer [data-command="primary"]');
        if ((await primary.count()) > 0) {
          await primary.scrollIntoViewIfNeeded();
          await expect(primary).toBeInViewport();
        }
        return faults;
      });
      expect(found).toEqual([]);
    });
  }
}

test('at 400 % what is wrong in a confirmation is seen whole with its field', async () => {
  const { page } = running;
  await call(page, 'app.setSettings', { language: 'ja' });
  await showAt(320, 256, 4);
  await open(page, 'rollout');
  await page.getByRole('button', { name: 'リング 0 を開始' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button').last().click();
  await expect(dialog.locator('.field-error')).toBeInViewport({ ratio: 1 });
  await expect(dialog.locator('input')).toBeInViewport({ ratio: 1 });
  await page.keyboard.press('Escape');
});

for (const language of languages) {
  test(`targets of 24 px and more, also when compact, ${language}`, async () => {
    test.setTimeout(120_000);
    const { page } = running;
    await showAt(1280, 800, 1);
    await call(page, 'app.setSettings', { language, density: 'compact' });
    const found = await faultsOnScreens(smallTargets);
    await call(page, 'app.setSettings', { density: 'comfortable' });
    expect(found).toEqual([]);
  });

  test(`wider spacing of text cuts nothing off, ${language}`, async () => {
    test.setTimeout(120_000);
    const { page } = running;
    await showAt(1280, 800, 1);
    await call(page, 'app.setSettings', { language });
    // SC 1.4.12, by the app's own style sheet interface: the page lets no style in from outside.
    await page.evaluate(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
        word-spacing: 0.16em !important } p { margin-bottom: 2em !important }`);
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    });
    const spacing = await page.locator('h1').evaluate((one) => getComputedStyle(one).letterSpacing);
    expect(spacing).not.toBe('normal');
    const found = await faultsOnScreens(async (one) => [
      ...(await clippedTexts(one)),
      ...(await sidewaysOverflow(one)),
    ]);
    await page.evaluate(() => (document.adoptedStyleSheets = []));
    expect(found).toEqual([]);
  });
}

for (const language of languages) {
  test(`texts longer by 40 % are not cut off, and push nothing out of the window, ${language}`, async () => {
    test.setTimeout(240_000);
    const { page } = running;
    await showAt(1280, 800, 1);
    await call(page, 'app.setSettings', { language });
    const faultsOfLonger = async (least: number): Promise<readonly string[]> => {
      expect(await lengthenTexts(page)).toBeGreaterThan(least);
      return [...(await clippedTexts(page)), ...(await sidewaysOverflow(page))];
    };
    const found = [...(await faultsOnScreens(() => faultsOfLonger(20)))];
    const layers: string[] = [];
    await openEachLayer(page, language, async (name) => {
      layers.push(name);
      found.push(...(await faultsOfLonger(1)).map((fault) => `${name}: ${fault}`));
    });
    expect(layers.length).toBeGreaterThan(7);
    expect(found).toEqual([]);
  });
}

test('forced colours keep every focus ring', async () => {
  test.setTimeout(180_000);
  const { page } = running;
  await showAt(1280, 800, 1);
  await page.emulateMedia({ forcedColors: 'active' });
  expect(await page.evaluate(() => matchMedia('(forced-colors: active)').matches)).toBe(true);
  const found = await faultsOnScreens(ringlessOnTrail);
  await page.emulateMedia({ forcedColors: 'none' });
  expect(found).toEqual([]);
});

test('nothing moves for more than a tenth of a second when motion is reduced', async () => {
  const { page } = running;
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const found = await faultsOnScreens(longMotions);
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  expect(found).toEqual([]);
  await open(page, 'today');
  expect(await longMotions(page)).not.toEqual([]);
});

test('a sentence over the page leaves the bottom bar free where it has several lines', async () => {
  const { page } = running;
  await showAt(1280, 800, 1);
  // The last test here: from now on the window's own size counts no more.
  await page.setViewportSize({ width: 320, height: 640 });
  await open(page, 'rollout');
  await page.keyboard.press('Control+f');
  const told = await page.locator('.told').boundingBox();
  const bar = await page.locator('footer[data-region]').boundingBox();
  expect((told?.y ?? 400) + (told?.height ?? 0)).toBeLessThanOrEqual(bar?.y ?? 0);
});
