import { expect, test, type Page } from '@playwright/test';
import { m } from '../../shared/paraglide/messages.js';
import { button, connectAndRead, heading, practiceEnv } from '../fixtures/drive-app';
import { enterOn, keys, tabTo } from '../fixtures/drive-by-keys';
import { confirm, followRollout, pressOn, primaryOf } from '../fixtures/follow-rollout';
import { launchApp } from '../fixtures/launch-app';

const say = { locale: 'en' } as const;

/** What the live regions of the window say from now on, one entry for each time they speak. */
async function recordAnnouncements(page: Page): Promise<() => Promise<readonly string[]>> {
  const regions = await page.evaluate(() => {
    const said: string[] = [];
    Object.assign(globalThis, { said });
    const live = [...document.querySelectorAll('[aria-live]')];
    for (const region of live) {
      new MutationObserver(() => {
        const text = region.textContent.trim();
        if (text !== '') said.push(text);
      }).observe(region, { childList: true, characterData: true, subtree: true });
    }
    return live.map((region) => region.getAttribute('aria-live'));
  });
  expect(regions).toEqual(['polite', 'assertive']);
  return () => page.evaluate(() => (globalThis as unknown as { said: readonly string[] }).said);
}

test('a practice migration to Finish, and all the way back, without a mouse', async () => {
  test.setTimeout(420_000);
  const { app, page } = await launchApp({ env: practiceEnv });
  await page.evaluate(() => {
    const counted = Object.assign(globalThis, { pressed: 0 });
    addEventListener('pointerdown', () => (counted.pressed += 1), true);
    addEventListener('dragstart', (event) => event.preventDefault(), true);
  });
  const announced = await recordAnnouncements(page);
  await expect(heading(page, 'Home')).toBeFocused();
  await tabTo(page, /^Tenant to practice on$/);
  await page.keyboard.type(m.home_scenario_s01({}, say));
  await expect(page.getByLabel(m.home_scenario_label({}, say))).toHaveValue('S01');
  await enterOn(page, /^Start practicing$/);

  for (const [name, next] of [
    [m.connect_sign_in, null],
    [m.connect_confirm, 'Read data'],
    [m.read_start, null],
    [m.shell_continue, 'Today'],
    [m.today_primary, 'Findings'],
    [m.findings_primary, 'New policy'],
    [m.policy_primary, 'Rings'],
    [m.rings_primary, 'Schedule'],
    [m.schedule_primary, 'Messages'],
    [m.messages_primary, 'Safety net'],
    [m.safety_confirm, 'Review'],
    [m.review_approve, null],
    [m.review_to_rollout, 'Roll out'],
  ] as const) {
    await pressOn(page, keys, name({}, say));
    if (next !== null) await expect(heading(page, next)).toBeFocused({ timeout: 30_000 });
  }
  await followRollout(page, keys, 'en');
  await expect(heading(page, 'Finish')).toBeFocused();
  await pressOn(page, keys, m.finish_read_now({}, say));
  await expect(page.getByText(m.finish_done_title({}, say))).toBeVisible({ timeout: 60_000 });
  await expect(primaryOf(page)).toHaveText(m.finish_export({}, say));
  const said = await announced();
  process.stdout.write(`${String(said.length)} announcements to Finish: ${said.join(' | ')}\n`);
  expect(said.length).toBeGreaterThan(3);
  expect(said.length).toBeLessThan(40);

  await page.keyboard.press('Alt+ArrowLeft');
  await expect(heading(page, 'Roll out')).toBeFocused();
  await enterOn(page, /^Roll back…$/);
  const dialog = page.getByRole('dialog');
  await expect(dialog).toBeVisible();
  // Escape closes the top layer only, and focus is back where it was.
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(button(page, /^Roll back…$/)).toBeFocused();

  await page.keyboard.press('Enter');
  await confirm(page, keys, 'en');
  await expect(page.getByText(m.rollback_done({}, say))).toBeVisible({ timeout: 180_000 });

  expect(await page.evaluate(() => (globalThis as { pressed?: number }).pressed)).toBe(0);
  await app.close();
});

test('rings by a rule over an attribute, without a mouse', async () => {
  test.setTimeout(180_000);
  const { app, page } = await launchApp({ env: practiceEnv });
  await connectAndRead(page);
  for (const name of ['Continue', 'See findings', 'Design the new policy', 'Use this policy']) {
    await pressOn(page, keys, name);
  }
  await expect(heading(page, 'Rings')).toBeFocused({ timeout: 30_000 });
  await enterOn(page, /^How people are put into rings/);
  await tabTo(page, /^By risk/);
  for (let step = 0; step < 6; step += 1) await page.keyboard.press('ArrowDown');
  await expect(page.getByLabel('By my own rules')).toBeFocused();

  // Nothing is called wrong on the way into a rule; applied as it is, focus goes to what is missing.
  const rule = page.getByRole('group', { name: 'Rule 1' });
  await tabTo(page, /^Name of the ring$/);
  await page.keyboard.press('Tab');
  await expect(rule.locator('.field-error')).toHaveCount(0);
  await enterOn(page, /^Apply this layout$/);
  await expect(rule.getByLabel('Name of the ring')).toBeFocused();
  await expect(rule.getByLabel('Name of the ring')).toHaveAccessibleDescription(/up to 60/);

  await page.keyboard.type('Analysts');
  await tabTo(page, /^Who is in it/);
  await page.keyboard.type('Job');
  await enterOn(page, /^Read the values people have$/);
  const values = rule.getByRole('group', { name: 'Job title' });
  await expect(values).toBeFocused();
  await expect(values).toHaveAccessibleDescription('Tick at least one.');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await expect(rule.getByLabel('Analyst (13)')).toBeChecked();
  await enterOn(page, /^Apply this layout$/);
  await expect(page.getByRole('rowheader', { name: /Analysts/ }).first()).toBeVisible();
  await expect(button(page, 'Apply this layout')).toBeFocused();
  await app.close();
});
