import { expect, type Page } from '@playwright/test';
import type { Language } from '../../shared/i18n/format';
import { m } from '../../shared/paraglide/messages.js';
import type { ScreenName } from '../../shared/wizard/screen';
import { call } from './call-app';

/** A screen as it stands: set up anew, its heading in focus. */
export async function showScreen(page: Page, screen: ScreenName): Promise<void> {
  // From a screen of its own, so that each is set up anew.
  await call(page, 'app.navigate', { screen: screen === 'settings' ? 'home' : 'settings' });
  await call(page, 'app.navigate', { screen });
  await expect(page.locator('h1')).toBeFocused();
  await page.waitForLoadState('networkidle');
}

const byKey = [
  ['help', 'F1'],
  ['shortcuts', 'Control+/'],
  ['palette', 'Control+K'],
  ['notes', 'Control+Shift+M'],
  ['overview', 'Control+0'],
  ['headings', 'Control+Shift+H'],
] as const;

/**
 * Opens, one after another, what lies over a screen: the sheet before a change, a person, and what
 * keys open. `judge` is called with the name of each while it is open and filled.
 */
export async function openEachLayer(
  page: Page,
  language: Language,
  judge: (name: string) => Promise<void>,
): Promise<void> {
  const judgeOpen = async (name: string): Promise<void> => {
    const dialog = page.getByRole('dialog');
    await expect(dialog.last()).toBeVisible();
    await page.waitForLoadState('networkidle');
    await expect(dialog.locator('[aria-busy="true"]')).toHaveCount(0);
    await judge(name);
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
  };
  await showScreen(page, 'rollout');
  const act = m.rollout_start_ring({ ring: '0' }, { locale: language });
  await page.getByRole('button', { name: act }).click();
  await judgeOpen('commit');
  await showScreen(page, 'today');
  await page.getByRole('grid').getByRole('row').nth(1).click();
  await page.keyboard.press('Enter');
  await judgeOpen('person');
  for (const [name, key] of byKey) {
    await page.keyboard.press(key);
    await judgeOpen(name);
  }
}
