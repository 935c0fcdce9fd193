import { expect, test, type Page } from '@playwright/test';
import { approvePlan, button, connectAndRead, practiceEnv, start } from '../fixtures/drive-app';
import { primaryOf } from '../fixtures/follow-rollout';
import { launchApp } from '../fixtures/launch-app';

const current = (page: Page) => page.locator('main li[aria-current="step"]');
const field = (page: Page) => current(page).getByRole('textbox', { name: 'What was done' });

/** Nobody is led into a step while the schedule is closed; here its time can pass. */
async function whenOpen(page: Page): Promise<void> {
  const steps = current(page).getByRole('region', { name: 'In the portal' });
  const wait = button(page, 'Wait until it opens (practice)');
  await expect(steps.or(wait)).toBeVisible({ timeout: 60_000 });
  if (await wait.isVisible()) await wait.click();
  await expect(steps).toBeVisible({ timeout: 60_000 });
}

/** What the portal steps say, done by another hand, then checked and recorded. */
async function doByHand(page: Page, id: string): Promise<void> {
  await expect(primaryOf(page)).toHaveText(`Go to step ${id}`, { timeout: 60_000 });
  await whenOpen(page);
  await button(page, 'Do it as in the portal (practice)').click();
  await expect(current(page).getByText(/^Changed in the practice tenant/)).toBeVisible();
  await field(page).fill(`${id} set in the Entra admin center`);
  await button(page, 'Check and record').click();
  await expect(page.locator(`#step-${id}`)).toContainText('Done', { timeout: 60_000 });
}

test('a ring is walked partly by hand in the portal, and partly by the app', async () => {
  test.setTimeout(300_000);
  const { app, page } = await launchApp({ env: practiceEnv });
  await connectAndRead(page);
  await approvePlan(page);
  await button(page, 'Go to step s01').click();
  await button(page, 'Create two practice accounts').click();
  await expect(page.getByRole('textbox', { name: /emergency access/i })).not.toHaveValue('');
  await button(page, 'Record as done').click();

  // The app's way is the one that is chosen, until a person says otherwise; by keys alone.
  const ways = current(page).getByRole('radio');
  await expect(ways.nth(0)).toBeChecked();
  await expect(primaryOf(page)).toHaveText(/ring 0/);
  await ways.nth(0).focus();
  await page.keyboard.press('ArrowRight');
  await expect(ways.nth(1)).toBeChecked();
  await expect(primaryOf(page)).toHaveText('Go to step s02');

  // The schedule is closed: that is said first, and nothing is shown that could be done by then.
  await expect(current(page).getByText(/^Not now: /)).toBeVisible({ timeout: 60_000 });
  await expect(current(page).getByText(/the schedule is closed now\. It opens/)).toBeVisible();
  await whenOpen(page);

  // Checked too early: it says which value still differs, and keeps what was written.
  await field(page).fill('s02 set in the Entra admin center');
  await button(page, 'Check and record').click();
  await expect(page.getByText('Step s02 is not there yet.').first()).toBeVisible();
  await expect(page.getByText(/isSoftwareOathEnabled: false → true/).first()).toBeVisible();
  await expect(field(page)).toHaveValue('s02 set in the Entra admin center');
  await expect(page.locator('#step-s02')).toContainText('Not started');

  await doByHand(page, 's02');
  await expect(primaryOf(page)).toBeFocused();
  for (const id of ['s03', 's04', 's05']) await doByHand(page, id);

  // A wait and a new group are not for hands: the app runs them and stops again.
  await expect(primaryOf(page)).toHaveText('Continue to step s07');
  await start(page, /Continue to step s07/);
  await doByHand(page, 's08');

  // And on by the app, from here to the portal step it can't do.
  await current(page)
    .getByRole('radio', { name: /^Apply for me/ })
    .check();
  await start(page, /ring 0/);
  await expect(primaryOf(page)).toHaveText('Go to step s10', { timeout: 120_000 });
  await expect(page.locator('#step-s09')).toContainText('Done');
  await page.locator('main summary').last().click();
  await expect(page.getByText(/did this in the portal/).last()).toBeVisible();
  await app.close();
});
