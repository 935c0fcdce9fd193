import { expect, test, type Page } from '@playwright/test';
import {
  button,
  connectAndRead,
  heading,
  practiceEnv,
  rail,
  walkToReview,
} from '../fixtures/drive-app';
import { launchApp } from '../fixtures/launch-app';

const note = 'Told the branch managers';
const told = (page: Page) => page.locator('.told');
const owner = (page: Page) => page.getByLabel('Ring 0: owner');
const subject = (page: Page) => page.getByLabel('Subject');
const sms = (page: Page) => page.getByRole('row', { name: /Text message/ });

async function go(page: Page, phase: RegExp, screen: string): Promise<void> {
  await rail(page, phase).click();
  const link = page
    .getByRole('navigation')
    .first()
    .getByRole('button', { name: screen, exact: true });
  if ((await link.count()) > 0) await link.click();
  await expect(heading(page, screen)).toBeVisible();
}

/** One press of the keys, from no field: a field has edits of its own. */
async function step(page: Page, keys: 'Control+z' | 'Control+y'): Promise<void> {
  await page.locator('h1').focus();
  await page.keyboard.press(keys);
}

test('edits are undone in their order, on the screen each is of, also after a restart', async () => {
  test.setTimeout(300_000);
  const first = await launchApp({ env: practiceEnv });
  const { page, userData } = first;
  await connectAndRead(page);
  await walkToReview(page);

  await go(page, /Plan/, 'New policy');
  await sms(page).getByText('Leave', { exact: true }).click();
  await expect(sms(page).getByRole('radio', { name: 'Leave' })).toBeChecked();
  await go(page, /Plan/, 'Schedule');
  await owner(page).fill('Rin');
  await owner(page).blur();
  await expect(button(page, 'Undo')).toBeEnabled();
  await go(page, /Plan/, 'Messages');
  const standard = await subject(page).inputValue();
  await subject(page).fill('Please read');
  await subject(page).blur();
  await expect(page.getByText('Written for all rings')).toBeVisible();
  await page.keyboard.press('Control+Shift+M');
  await page.getByRole('dialog').getByRole('textbox').fill(note);
  await page.keyboard.press('Escape');

  // The edit of this screen first; then one made elsewhere, which is shown there.
  await step(page, 'Control+z');
  await expect(told(page)).toContainText('Undone: an edit on Messages');
  await expect(subject(page)).toHaveValue(standard);
  await step(page, 'Control+z');
  await expect(heading(page, 'Schedule')).toBeVisible();
  await expect(told(page)).toContainText('Undone: an edit on Schedule');
  await expect(owner(page)).toHaveValue('');
  await first.app.close();

  // What was undone can be done again after a restart, and what was not can still be undone.
  const second = await launchApp({ env: practiceEnv, userData });
  const again = second.page;
  await button(again, /Kestrel Surveyors/)
    .first()
    .click();
  await again
    .getByRole('dialog')
    .waitFor({ timeout: 5_000 })
    .catch(() => undefined);
  if (await again.getByRole('dialog').isVisible()) await again.keyboard.press('Escape');
  await go(again, /Plan/, 'Schedule');
  await expect(owner(again)).toHaveValue('');
  await step(again, 'Control+y');
  await expect(told(again)).toContainText('Done again: an edit on Schedule');
  await expect(owner(again)).toHaveValue('Rin');
  await step(again, 'Control+y');
  await expect(heading(again, 'Messages')).toBeVisible();
  await expect(subject(again)).toHaveValue('Please read');
  for (const screen of ['Messages', 'Schedule', 'New policy']) {
    await step(again, 'Control+z');
    await expect(told(again)).toContainText(`an edit on ${screen}`);
    await expect(heading(again, screen)).toBeVisible();
  }
  await expect(sms(again).getByRole('radio', { name: 'On' })).toBeChecked();
  // A note is no edit of the plan: it stays.
  await go(again, /Plan/, 'Messages');
  await again.keyboard.press('Control+Shift+M');
  await expect(again.getByRole('dialog').getByRole('textbox')).toHaveValue(note);
  await second.app.close();
});
