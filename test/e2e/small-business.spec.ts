import { expect, test, type Page } from '@playwright/test';
import { button, heading, practiceEnv, rail, start } from '../fixtures/drive-app';
import { launchApp } from '../fixtures/launch-app';

const primary = (page: Page) => page.locator('footer [data-command="primary"]');

/** Presses the main button once it says this. */
async function press(page: Page, name: string | RegExp): Promise<void> {
  await expect(primary(page)).toHaveText(name, { timeout: 90_000 });
  await primary(page).click();
}

/** What the screen says is to be done by hand is written down, by its own button. */
async function record(page: Page, what: string | null): Promise<void> {
  const step = page.locator('li[id^="step-"]', { has: button(page, 'Record as done') }).first();
  if (what !== null) await step.getByLabel('What was done').fill(what);
  await step.getByRole('button', { name: 'Record as done' }).click();
}

test('a small business without P1 comes to a finished migration by its main buttons', async () => {
  test.setTimeout(300_000);
  const { app, page } = await launchApp({ env: practiceEnv });
  await page.getByLabel('Tenant to practice on').selectOption('S01');
  await button(page, 'Start practicing').click();
  await expect(page.getByRole('banner')).toContainText('Hollis Bakery');
  for (const name of [
    ...['Sign in with browser', 'This is the right tenant', 'Start reading', 'Continue'],
    ...['See findings', 'Design the new policy', 'Use this policy', 'Set rings', 'Set dates'],
    ...['Use these messages', 'Confirm safety net', 'Approve plan', 'Go to Roll out'],
    'Go to step s01',
  ]) {
    await press(page, name);
  }
  await button(page, 'Create two practice accounts').click();
  await expect(page.getByRole('textbox', { name: /emergency access/i })).not.toHaveValue('');
  await record(page, null);

  await start(page, /Continue to ring 0/, 'hollis.example');
  await button(page, 'Let the people register (practice)').click({ timeout: 90_000 });
  await expect(
    page
      .getByRole('main')
      .getByText(/Go on, and the figure is read again/)
      .first(),
  ).toBeVisible();
  await start(page, /Continue to ring 0/, 'hollis.example');
  await expect(primary(page)).toHaveText('Continue to ring 1', { timeout: 90_000 });
  await start(page, /Continue to ring 1/, 'hollis.example');

  await press(page, 'Go to step s12');
  await button(page, 'Block their sign-in (practice)').click();
  await expect(page.getByLabel('What was done').first()).not.toHaveValue('');
  await record(page, null);
  await expect(primary(page)).toHaveText('Start the remaining steps');
  await start(page, /Start the remaining steps/, 'hollis.example');
  await press(page, 'Go to step s17');
  await record(page, 'Signed in as the owner and as a member of staff');

  await press(page, 'Go to Finish');
  await expect(heading(page, 'Finish')).toBeVisible();
  await expect(page.getByText(/before the last step was done/)).toBeVisible();
  await press(page, 'Read the tenant again');
  await expect(page.getByText('The migration is complete')).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText('Open', { exact: true })).toHaveCount(0);
  await expect(primary(page)).toHaveText('Export the final report');
  await rail(page, /Home/).click();
  await expect(page.getByRole('button', { name: /Hollis Bakery.*Phase\s*Finished/ })).toBeVisible();
  await app.close();
});
