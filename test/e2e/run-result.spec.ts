import { expect, test, type Page } from '@playwright/test';
import { approvePlan, button, connectAndRead, practiceEnv, start } from '../fixtures/drive-app';
import { keys } from '../fixtures/drive-by-keys';
import { confirm, mouse, primaryOf } from '../fixtures/follow-rollout';
import { launchApp } from '../fixtures/launch-app';

/** Far down, as somebody who has just worked on a step. */
async function wheelDown(page: Page): Promise<void> {
  await page.mouse.move(700, 500);
  for (let turn = 0; turn < 12; turn += 1) await page.mouse.wheel(0, 900);
  await expect
    .poll(() => page.locator('main').evaluate((main) => main.scrollTop))
    .toBeGreaterThan(300);
}

/** The result has focus and stands whole between the top of the page and its bottom bar. */
async function expectResultInView(page: Page): Promise<void> {
  const card = page.locator('#rollout-result');
  await expect(card).toBeFocused({ timeout: 120_000 });
  const [main, own] = [await page.locator('main').boundingBox(), await card.boundingBox()];
  if (main === null || own === null) throw new Error('nothing is drawn');
  expect(own.y).toBeGreaterThanOrEqual(main.y);
  expect(own.y + own.height).toBeLessThanOrEqual(main.y + main.height);
}

async function record(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'What was done' }).fill(text);
  await button(page, 'Record as done').click();
}

test('a run shows its result wherever it was started, and a shut gate is checked again', async () => {
  test.setTimeout(300_000);
  const { app, page } = await launchApp({ env: practiceEnv });
  await page.setViewportSize({ width: 1280, height: 800 });
  await connectAndRead(page);
  await approvePlan(page);
  await wheelDown(page);
  // Confirmed without its phrase: what is wrong stands clear of the bar below it.
  await button(page, /Start ring 0/).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('button').last().click();
  const wrong = await sheet.getByText(/^The text differs/).boundingBox();
  const bar = await sheet.locator('footer').boundingBox();
  expect((bar?.y ?? 0) - (wrong?.y ?? 0) - (wrong?.height ?? 0)).toBeGreaterThanOrEqual(12);
  await page.keyboard.press('Escape');
  await start(page, /Start ring 0/);
  await expectResultInView(page);

  await button(page, 'Create two practice accounts').click();
  await expect(page.getByRole('textbox', { name: /emergency access/i })).not.toHaveValue('');
  await button(page, 'Record as done').click();
  await start(page, /ring 0/);
  await expectResultInView(page);
  await record(page, 'Named location HQ, not trusted');
  await start(page, /ring 0/);

  // The gate: said in words, and the current ring's steps on the first screen.
  await expect(primaryOf(page)).toHaveText('Check the gate again', { timeout: 120_000 });
  await expectResultInView(page);
  await expect(page.locator('#rollout-result')).toContainText('Gate not met.');
  await expect(page.locator('main li[aria-current="step"]')).toBeInViewport();
  await expect(page.locator('summary', { hasText: 'Figures day by day' })).toContainText(
    'Gate not met.',
  );

  // By keys alone: the figure is as it was, so the gate stays shut and says so again.
  await page.keyboard.press('Control+Enter');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('Check the gate again, and go on if it is met?');
  await confirm(page, keys, 'en');
  await expect(primaryOf(page)).toHaveText('Check the gate again', { timeout: 120_000 });
  await expectResultInView(page);
  await page.keyboard.press('Tab');
  await expect(button(page, 'Go to the step')).toBeFocused();

  // Whoever writes a note meanwhile keeps the place and the keys.
  await button(page, 'Let the people register (practice)').click();
  await expect(
    page.getByText(/registered Microsoft Authenticator\. Choose “Check the gate again”/).first(),
  ).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await confirm(page, mouse, 'en');
  await page.keyboard.press('Control+Shift+M');
  const note = page.getByRole('dialog').getByRole('textbox');
  await note.pressSequentially('Everybody registered on Monday.', { delay: 60 });
  await expect(primaryOf(page)).toHaveText('Continue to ring 1', { timeout: 120_000 });
  await expect(note).toBeFocused();
  await expect(note).toHaveValue('Everybody registered on Monday.');
  await app.close();
});
