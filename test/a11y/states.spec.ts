import { expect, test, type ElectronApplication, type Page } from '@playwright/test';
import { contract } from '../../shared/ipc/contract';
import { callChannel } from '../../shared/ipc/contract-names';
import { screenNames, type ScreenName } from '../../shared/wizard/screen';
import { isLong } from '../fixtures/campaign';
import type { LaunchedApp } from '../fixtures/launch-app';
import { m } from '../../shared/paraglide/messages.js';
import { call, launchApproved } from './call-app';
import { layerLooks, plainMedia, violations } from './violations';

/**
 * How main answers what a screen shows: not at all, with a failure, without a network, with empty
 * lists, as planned from what has changed since, and as it is.
 */
const states = ['waiting', 'failed', 'offline', 'empty', 'stale'] as const;
type State = (typeof states)[number] | 'asEver';

const everyLook = (['en', 'ja'] as const).flatMap((language) =>
  (['light', 'dark'] as const).map((theme) => [language, theme] as const),
);
/** One look each, every pair of them once; all sixteen with CAUSEWAY_LONG=1. */
const lookOf = {
  waiting: ['en', 'dark'],
  failed: ['ja', 'light'],
  offline: ['en', 'light'],
  empty: ['ja', 'dark'],
  stale: ['en', 'dark'],
} as const;

const reading = Object.keys(contract.calls)
  .filter((name) => /\.(get|list)$/.test(name) && !name.startsWith('app.'))
  .map(callChannel);

/** Puts the state in place of the handlers of every reading call. */
async function answerWith(app: ElectronApplication, state: State): Promise<void> {
  const replaced = await app.evaluate(
    ({ ipcMain }, [names, wanted]) => {
      type Listener = (...input: readonly unknown[]) => unknown;
      const own = ipcMain as unknown as { _invokeHandlers: Map<string, Listener> };
      const kept = globalThis as unknown as { readingHandlers?: Map<string, Listener> };
      const real = (kept.readingHandlers ??= new Map(
        names.flatMap((name) => {
          const listener = own._invokeHandlers.get(name);
          return listener === undefined ? [] : [[name, listener] as const];
        }),
      ));
      const emptied = (value: unknown): unknown => {
        if (Array.isArray(value)) return [];
        if (typeof value !== 'object' || value === null) return value;
        return Object.fromEntries(
          // What is to be checked at the end is the same few rows in every tenant.
          Object.entries(value).map(([key, inner]) => [
            key,
            key === 'checklist' ? inner : emptied(inner),
          ]),
        );
      };
      const aged = (value: unknown): unknown => {
        if (Array.isArray(value)) return value.map(aged);
        if (typeof value !== 'object' || value === null) return value;
        return Object.fromEntries(
          Object.entries(value).map(([key, inner]) => [
            key,
            key === 'stale' || key === 'isStale' ? true : aged(inner),
          ]),
        );
      };
      for (const [name, listener] of real) {
        ipcMain.removeHandler(name);
        ipcMain.handle(name, async (...input) => {
          if (wanted === 'waiting') return new Promise(() => undefined);
          if (wanted === 'asEver') return listener(...input);
          if (wanted === 'empty') return emptied(await listener(...input));
          if (wanted === 'stale') return aged(await listener(...input));
          const failure =
            wanted === 'offline'
              ? { code: 'graph/network', values: { code: 'network' } }
              : { code: 'store/unwritable', values: { code: 'EIO', directory: '/data' } };
          return { ok: false, failure };
        });
      }
      return real.size;
    },
    [reading, state] as const,
  );
  expect(replaced).toBeGreaterThan(10);
}

/** A screen as it stands in this state: shown anew, once it has said so. */
async function open(page: Page, screen: ScreenName, state: State): Promise<void> {
  // From a screen of its own, so that each is set up anew.
  await call(page, 'app.navigate', { screen: screen === 'settings' ? 'home' : 'settings' });
  await call(page, 'app.navigate', { screen });
  await expect(page.locator('h1')).toBeFocused();
  await page.waitForLoadState('networkidle');
  // A reading that takes longer than a second says so.
  if (state === 'waiting') await page.waitForTimeout(1_100);
  if (state !== 'waiting') await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
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
    for (const [language, theme] of isLong ? everyLook : [lookOf[state]]) {
      test(`${state}: ${language}, ${theme}`, async () => {
        test.setTimeout(240_000);
        const { app, page } = running;
        await call(page, 'app.setSettings', { language, theme });
        await answerWith(app, state);
        const found: string[] = [];
        let [told, busy] = [0, 0];
        for (const screen of screenNames) {
          await open(page, screen, state);
          found.push(...(await violations(page)).map((fault) => `${screen}: ${fault}`));
          if ((await page.locator('main [role="alert"]').count()) > 0) told += 1;
          if ((await page.locator('main [aria-busy="true"]').count()) > 0) busy += 1;
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
        if (state === 'waiting') expect(busy).toBeGreaterThan(10);
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
      const judge = async (name: string): Promise<void> => {
        await expect(page.getByRole('dialog').last()).toBeVisible();
        await page.waitForLoadState('networkidle');
        await expect(page.getByRole('dialog').locator('[aria-busy="true"]')).toHaveCount(0);
        found.push(...(await violations(page)).map((fault) => `${name}: ${fault}`));
        await page.keyboard.press('Escape');
        await expect(page.getByRole('dialog')).toHaveCount(0);
      };
      await open(page, 'rollout', 'asEver');
      const act = m.rollout_start_ring({ ring: '0' }, { locale: language });
      await page.getByRole('button', { name: act }).click();
      await judge('commit');
      await open(page, 'today', 'asEver');
      await page.getByRole('grid').getByRole('row').nth(1).click();
      await page.keyboard.press('Enter');
      await judge('person');
      for (const [name, key] of [
        ['help', 'F1'],
        ['shortcuts', 'Control+/'],
        ['palette', 'Control+K'],
        ['notes', 'Control+Shift+M'],
        ['overview', 'Control+0'],
        ['headings', 'Control+Shift+H'],
      ] as const) {
        await page.keyboard.press(key);
        await judge(name);
      }
      await page.emulateMedia(plainMedia);
      expect([...found, ...errors]).toEqual([]);
    });
  }
});
