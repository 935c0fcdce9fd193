import { expect, test } from '@playwright/test';
import { heading, practiceEnv } from '../fixtures/drive-app';
import {
  commitByKeys,
  confirmByKeys,
  enterOn,
  expectFocusKept,
  pressPrimary,
  tabTo,
} from '../fixtures/drive-by-keys';
import { launchApp } from '../fixtures/launch-app';

test('a practice migration to the end of ring 0 and back, without a mouse', async () => {
  test.setTimeout(420_000);
  const { app, page } = await launchApp({ env: practiceEnv });
  await page.evaluate(() => {
    const counted = Object.assign(globalThis, { pressed: 0 });
    addEventListener('pointerdown', () => (counted.pressed += 1), true);
    addEventListener('dragstart', (event) => event.preventDefault(), true);
  });
  await expect(heading(page, 'Home')).toBeFocused();
  await enterOn(page, /^Start practicing$/);

  await expect(heading(page, 'Connect')).toBeFocused();
  await enterOn(page, /^Sign in with browser$/);
  await expect(page.getByRole('button', { name: 'This is the right tenant' })).toBeVisible();
  await expectFocusKept(page);
  await pressPrimary(page, /This is the right tenant/);

  await expect(heading(page, 'Read data')).toBeFocused();
  await pressPrimary(page, /Start reading/);
  await expect(page.getByText(/Read at .*Users: 44/)).toBeVisible({ timeout: 60_000 });
  await expectFocusKept(page);

  for (const [name, next] of [
    [/Continue/, 'Today'],
    [/See findings/, 'Findings'],
    [/Design the new policy/, 'New policy'],
    [/Use this policy/, 'Rings'],
    [/Set rings/, 'Schedule'],
    [/Set dates/, 'Messages'],
    [/Use these messages/, 'Safety net'],
    [/Confirm safety net/, 'Review'],
  ] as const) {
    await pressPrimary(page, name);
    await expect(heading(page, next)).toBeFocused({ timeout: 30_000 });
  }
  await pressPrimary(page, /Approve plan/);
  await pressPrimary(page, /Go to Roll out/);
  await expect(heading(page, 'Roll out')).toBeFocused();

  await pressPrimary(page, /Go to step s01/);
  await expectFocusKept(page);
  await enterOn(page, /^Create two practice accounts$/);
  await expect(page.getByRole('textbox', { name: /emergency access/i })).not.toHaveValue('');
  await enterOn(page, /^Record as done$/);
  await commitByKeys(page, /ring 0/);
  await tabTo(page, /What was done/);
  await page.keyboard.type('Named location HQ, not trusted');
  await enterOn(page, /^Record as done$/);
  await commitByKeys(page, /ring 0/);
  await expect(page.getByRole('button', { name: /Let the people register/ })).toBeVisible({
    timeout: 90_000,
  });
  await enterOn(page, /Let the people register/);
  await commitByKeys(page, /ring 0/);
  await expect(page.getByRole('button', { name: /Continue to ring 1/ })).toBeVisible({
    timeout: 120_000,
  });
  await expectFocusKept(page);

  await enterOn(page, /^Roll back…$/);
  const dialog = page.getByRole('dialog');
  await expect(dialog).toBeVisible();
  // Escape closes the top layer only, and focus is back where it was.
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('button', { name: /^Roll back…$/ })).toBeFocused();

  await page.keyboard.press('Enter');
  await confirmByKeys(page);
  await expect(page.getByText('Everything is back as it was')).toBeVisible({ timeout: 180_000 });
  await expectFocusKept(page);

  expect(await page.evaluate(() => (globalThis as { pressed?: number }).pressed)).toBe(0);
  await app.close();
});
