import { expect, test, type Page } from '@playwright/test';
import { screenNames, type ScreenName } from '../../shared/wizard/screen';
import { isLong } from '../fixtures/campaign';
import type { LaunchedApp } from '../fixtures/launch-app';
import { m } from '../../shared/paraglide/messages.js';
import { answerWith, states, type State } from './answer-with';
import { call, launchApproved } from './call-app';
import { openEachLayer, showScreen } from './layers';
import { layerLooks, plainMedia, violations } from './violations';

const everyLook = (['en', 'ja'] as const).flatMap((language) =>
  (['light', 'dark'] as const).map((theme) => [language, theme] as const),
);

/**
 * The looks of a state in this run: one of four, another one each day, so that any four days in a row
 * have judged all of them; every one with CAUSEWAY_LONG=1. CAUSEWAY_DAY=n repeats a day.
 */
const day = Number(process.env['CAUSEWAY_DAY'] ?? Math.floor(Date.now() / 86_400_000));
function looksOf(state: (typeof states)[number]): typeof everyLook {
  if (isLong) return everyLook;
  const turn = (day + states.indexOf(state)) % everyLook.length;
  return everyLook.slice(turn, turn + 1);
}

/** A screen in this state, once it has said so. */
async function open(page: Page, screen: ScreenName, state: State): Promise<void> {
  await showScreen(page, screen);
  // A reading that takes longer than a second says so: a tenth of it on the hurried clock.
  if (state === 'waiting') await page.waitForTimeout(110);
  if (state !== 'waiting') await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
}

/** Makes the page's own waits a tenth as long, or as long as they are. */
function hurry(page: Page, isHurried: boolean): Promise<void> {
  return page.evaluate((isQuick) => {
    const kept = globalThis as unknown as { plainTimeout?: typeof setTimeout };
    const plain = (kept.plainTimeout ??= setTimeout);
    const quick = (act: TimerHandler, wait = 0): number =>
      Number(plain(act as () => void, wait / 10));
    Object.assign(globalThis, { setTimeout: isQuick ? quick : plain });
  }, isHurried);
}

test.describe.serial('no accessibility violation in any state of a screen', () => {
  let running: LaunchedApp;
  const errors: string[] = [];

  test.beforeAll(async () => {
    test.setTimeout(180_000);
    running = await launchApproved();
    running.page.on('pageerror', (error) => errors.push(error.message));
  });
  test.afterAll(async () => {
    await running.app.close();
  });

  for (const state of states) {
    for (const [language, theme] of looksOf(state)) {
      test(`${state}: ${language}, ${theme}`, async () => {
        test.setTimeout(240_000);
        const { app, page } = running;
        await call(page, 'app.setSettings', { language, theme });
        await answerWith(app, state);
        await hurry(page, state === 'waiting');
        const found: string[] = [];
        const loading = m.shell_loading({}, { locale: language });
        let [told, busy, slow] = [0, 0, 0];
        for (const screen of screenNames) {
          await open(page, screen, state);
          found.push(...(await violations(page)).map((fault) => `${screen}: ${fault}`));
          if ((await page.locator('main [role="alert"]').count()) > 0) told += 1;
          if ((await page.locator('main [aria-busy="true"]').count()) > 0) busy += 1;
          if ((await page.locator('main').getByText(loading).count()) > 0) slow += 1;
        }
        // Most screens read something: they were in that state, not as ever.
        if (state === 'failed' || state === 'offline') expect(told).toBeGreaterThan(10);
        if (state === 'empty') {
          await open(page, 'findings', state);
          await expect(page.locator('details[id^="finding-"]')).toHaveCount(0);
        }
        if (state === 'stale') {
          await open(page, 'review', state);
          await expect(
            page.getByText(m.review_stale({}, { locale: language })).first(),
          ).toBeVisible();
        }
        if (state === 'partial') {
          for (const screen of ['today', 'findings'] as const) {
            await open(page, screen, state);
            const title = m.today_unread_title({ count: '2' }, { locale: language });
            await expect(page.getByText(title)).toBeVisible();
          }
        }
        if (state === 'waiting') expect(Math.min(busy, slow)).toBeGreaterThan(10);
        expect([...found, ...errors]).toEqual([]);
      });
    }
  }

  for (const { language, theme, media } of layerLooks) {
    test(`what opens over a screen: ${language}, ${theme}, ${Object.keys(media).join()}`, async () => {
      test.setTimeout(180_000);
      const { app, page } = running;
      await call(page, 'app.setSettings', { language, theme });
      await answerWith(app, 'asEver');
      await page.emulateMedia(media);
      const found: string[] = [];
      await openEachLayer(page, language, async (name) => {
        found.push(...(await violations(page)).map((fault) => `${name}: ${fault}`));
      });
      await page.emulateMedia(plainMedia);
      expect([...found, ...errors]).toEqual([]);
    });
  }
});
