import { expect, test, type Page } from '@playwright/test';
import { screenNames } from '../../shared/wizard/screen';
import type { LaunchedApp } from '../fixtures/launch-app';
import { call, launchApproved } from './call-app';
import { keyWalks, walkRegions } from './screen-keys';

let running: LaunchedApp;
test.beforeAll(async () => {
  test.setTimeout(180_000);
  running = await launchApproved();
});
test.afterAll(() => running.app.close());

async function open(page: Page, screen: string): Promise<void> {
  await call(page, 'app.navigate', { screen });
  await expect(page.locator('h1')).toBeFocused();
  await page.waitForLoadState('networkidle');
}

/** Whether every corner of the tip is on top of whatever else is there. */
const isOnTop = (page: Page): Promise<boolean> =>
  page.evaluate(() => {
    const tip = document.querySelector('[role="tooltip"].tip');
    if (tip === null) return false;
    const { left, right, top, bottom } = tip.getBoundingClientRect();
    return [left + 3, right - 3].every((x) =>
      [top + 3, bottom - 3].every((y) => document.elementFromPoint(x, y) === tip),
    );
  });

test('a tip can be hovered, stays, lies on top, and goes at Escape', async () => {
  const { page } = running;
  await open(page, 'today');
  const mark = page.locator('g[data-mark]').first();
  await mark.scrollIntoViewIfNeeded();
  await mark.hover();
  const tip = page.getByRole('tooltip');
  await expect(tip).toHaveText(/: \d+ \(\d+%\)$/);
  await expect.poll(() => isOnTop(page)).toBe(true);
  const box = await tip.boundingBox();
  if (box === null) throw new Error('no tip');
  // Slowly, over the way between the mark and its tip.
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 12 });
  await page.waitForTimeout(600);
  await expect(tip).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(tip).toHaveCount(0);
});

for (const forcedColors of ['none', 'active'] as const) {
  test(`every picture is one stop of Tab, its marks follow the arrows (colours: ${forcedColors})`, async () => {
    const { page } = running;
    // A pointer over a mark would show that one.
    await page.mouse.move(0, 0);
    await page.emulateMedia({ forcedColors });
    for (const screen of ['home', 'today', 'rings', 'schedule', 'review']) {
      await open(page, screen);
      const groups = page.locator('main svg.over');
      const count = await groups.count();
      expect(count).toBeGreaterThan(0);
      for (let index = 0; index < count; index += 1) {
        const group = groups.nth(index);
        const marks = await group.locator('.pin').count();
        await expect(group.locator('.pin[tabindex="0"]')).toHaveCount(1);
        await group.locator('.pin[tabindex="0"]').focus();
        await page.keyboard.press('Home');
        const seen = new Set<string>();
        for (let step = 0; step < marks; step += 1) {
          const name = await page.evaluate(() =>
            document.activeElement?.getAttribute('aria-label'),
          );
          seen.add(`${String(step)} ${name ?? ''}`);
          expect(await page.getByRole('tooltip').textContent()).toBe(name);
          const place = `${screen} ${String(index)} ${name ?? ''}`;
          await expect.poll(() => isOnTop(page), { message: place, timeout: 3_000 }).toBe(true);
          await page.keyboard.press('ArrowRight');
        }
        expect(seen.size).toBe(marks);
        const ring = await page.evaluate(() => {
          const { outlineStyle, outlineWidth } = getComputedStyle(
            document.activeElement as Element,
          );
          return { outlineStyle, isWide: parseFloat(outlineWidth) >= 2 };
        });
        expect(ring).toEqual({ outlineStyle: 'solid', isWide: true });
      }
    }
    await page.emulateMedia({ forcedColors: 'none' });
  });
}

test('the keys of each screen do as their table says, in one run by keyboard alone', async () => {
  test.setTimeout(240_000);
  const { app, page } = running;
  await page.evaluate(() => {
    const counted = Object.assign(globalThis, { pressed: 0 });
    addEventListener('pointerdown', () => (counted.pressed += 1), true);
  });
  const failed: string[] = [];
  for (const screen of screenNames) {
    const walk = keyWalks[screen];
    if (walk === undefined) continue;
    // A preview that is cut short leaves its request open: the network is not waited for.
    const from = screen === 'settings' ? 'home' : 'settings';
    await call(page, 'app.navigate', { screen: from });
    await expect(page.locator('h1')).toHaveText(from === 'home' ? 'Home' : 'Settings');
    await call(page, 'app.navigate', { screen });
    // Main has answered before the page has changed: the heading of the screen before has focus too.
    await expect(page.locator('h1')).not.toHaveText(from === 'home' ? 'Home' : 'Settings');
    await expect(page.locator('h1')).toBeFocused();
    await expect(page.locator('main [aria-busy="true"]')).toHaveCount(0);
    await walk(page, app).catch(async (error: unknown) => {
      failed.push(`${screen}: ${String(error).slice(0, 400)}`);
      await page.keyboard.press('Escape');
    });
  }
  expect(failed).toEqual([]);
  await call(page, 'app.navigate', { screen: 'today' });
  await walkRegions(page);
  expect(await page.evaluate(() => (globalThis as { pressed?: number }).pressed)).toBe(0);
});
