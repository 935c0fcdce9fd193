import { expect, test } from '@playwright/test';
import { m } from '../../shared/paraglide/messages.js';
import { composeInEach } from '../fixtures/compose-text';
import { button, heading, practiceEnv, rail } from '../fixtures/drive-app';
import { mouse, pressOn, primaryOf } from '../fixtures/follow-rollout';
import { launchApp } from '../fixtures/launch-app';

const say = { locale: 'ja' } as const;

test('composing Japanese submits, moves and loses nothing in any field', async () => {
  test.setTimeout(420_000);
  const { app, page } = await launchApp({ env: practiceEnv, lang: 'ja' });
  const session = await page.context().newCDPSession(page);
  const each = (within = 'main'): Promise<number> => composeInEach(page, session, within);

  await page.getByLabel(m.home_scenario_label({}, say)).selectOption('S02');
  await button(page, m.home_practice_start({}, say)).click();
  for (const name of [m.connect_sign_in, m.connect_confirm, m.read_start]) {
    await pressOn(page, mouse, name({}, say));
  }
  await expect(primaryOf(page)).toHaveText(m.shell_continue({}, say), { timeout: 90_000 });
  expect(await each()).toBeGreaterThan(5);

  for (const [leave, fields] of [
    ...[[m.shell_continue, 1] as const, [m.today_primary, 5] as const],
    ...[[m.findings_primary, 0] as const, [m.policy_primary, 3] as const],
    ...[[m.rings_primary, 5] as const, [m.schedule_primary, 3] as const],
    ...[[m.messages_primary, 0] as const, [m.safety_confirm, 0] as const],
    ...[[m.review_approve, 0] as const, [m.review_to_rollout, 1] as const],
  ]) {
    await pressOn(page, mouse, leave({}, say));
    if (fields > 0) expect(await each()).toBeGreaterThanOrEqual(fields);
  }

  // The field of a confirmation, and why a ring starts outside its hours.
  await button(page, m.rollout_start_ring({ ring: '0' }, say)).click();
  expect(await each('dialog')).toBeGreaterThan(0);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();

  for (const key of ['Control+k', 'Control+Shift+M']) {
    await page.keyboard.press(key);
    expect(await each('dialog')).toBe(1);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
  }
  for (const [name, title] of [
    [m.shell_screen_settings({}, say), m.shell_screen_settings({}, say)],
    [m.shell_screen_activity({}, say), m.shell_screen_activity({}, say)],
  ] as const) {
    await rail(page, new RegExp(name)).click();
    await expect(heading(page, title)).toBeVisible();
    expect(await each()).toBeGreaterThan(0);
  }
  await app.close();
});
