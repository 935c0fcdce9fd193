import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { launchApp, type LaunchedApp } from '../fixtures/launch-app';

const shots = join(__dirname, 'screenshots');
mkdirSync(shots, { recursive: true });

const env = { CAUSEWAY_TEST_BROWSER: 'auto' };
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const heading = (page: Page, name: string) =>
  page.getByRole('heading', { level: 1, name, exact: true });

const rail = (page: Page, name: RegExp) =>
  page.getByRole('navigation').first().getByRole('button', { name }).first();

async function shoot(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: join(shots, `${name}.png`) });
}

/** From an empty list to a read tenant. */
async function connectAndRead(page: Page): Promise<void> {
  await page.getByRole('radio', { name: /40 people/ }).check({ force: true });
  await button(page, 'Start practicing').click();
  await expect(heading(page, 'Connect')).toBeVisible();
  await button(page, 'Sign in with browser').click();
  await button(page, 'This is the right tenant').click();
  await expect(heading(page, 'Read data')).toBeVisible();
  await button(page, 'Start reading').click();
  await expect(page.getByText(/Read at .*Users: 44/)).toBeVisible({ timeout: 60_000 });
}

/** Presses the start of the run and types the phrase when one is asked. */
async function start(page: Page, name: RegExp): Promise<void> {
  await button(page, name).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toBeVisible();
  const label = await dialog.locator('label').allTextContents();
  const phrase = /kestrel\.example \d+/.exec(label.join(' '));
  if (phrase) await dialog.getByRole('textbox').fill(phrase[0]);
  await dialog.getByRole('button').last().click();
  await expect(dialog).toBeHidden();
}

test.describe.serial('the first journey on a practice tenant', () => {
  let running: LaunchedApp;
  let userData = '';

  test.beforeAll(async () => {
    running = await launchApp({ env });
    userData = running.userData;
  });
  test.afterAll(async () => {
    await running.app.close();
  });

  test('opens on Home with the practice tenant one click away', async () => {
    const { page } = running;
    await expect(heading(page, 'Home')).toBeVisible();
    await expect(button(page, 'Start practicing')).toBeVisible();
    await shoot(page, 'home-en-light');
  });

  test('signs in through the browser, asks for the right tenant, reads it', async () => {
    const { page } = running;
    await connectAndRead(page);
    await shoot(page, 'read-en-light');
  });

  test('shows people first, then findings, policy, rings and every request', async () => {
    const { page } = running;
    await button(page, 'Continue').click();
    await expect(heading(page, 'Today')).toBeVisible();
    await expect(page.getByText(/6 people/).first()).toBeVisible();
    await shoot(page, 'today-en-light');
    await button(page, 'See findings').click();
    await expect(page.getByText('BG-MISSING')).toBeAttached();
    await shoot(page, 'findings-en-light');
    await button(page, 'Design the new policy').click();
    await expect(heading(page, 'New policy')).toBeVisible();
    await shoot(page, 'policy-en-light');
    await button(page, 'Use this policy').click();
    await expect(heading(page, 'Rings')).toBeVisible();
    await shoot(page, 'rings-en-light');
    await button(page, 'Set rings').click();
    await expect(heading(page, 'Review')).toBeVisible();
    await shoot(page, 'review-en-light');
  });

  test('comes back to the same screen after closing', async () => {
    await running.app.close();
    running = await launchApp({ env, userData });
    const { page } = running;
    await page
      .getByRole('button', { name: /Kestrel Surveyors/ })
      .first()
      .click();
    await expect(heading(page, 'Review')).toBeVisible();
  });

  test('approving changes nothing in the tenant', async () => {
    const { page } = running;
    await button(page, 'Approve plan').click();
    await expect(page.getByText(/Approved\. Nothing has been changed/)).toBeVisible();
    await button(page, 'Go to Roll out').click();
    await expect(heading(page, 'Roll out')).toBeVisible();
    await expect(page.getByText('0 of 46 steps done').first()).toBeVisible();
  });

  test('rolls out ring 0 and 1 with evidence, gates and read-back', async () => {
    test.setTimeout(300_000);
    const { page } = running;
    // The sign-in lives in memory: after the restart a person signs in again, same place.
    await rail(page, /Connect/).click();
    await button(page, 'Sign in with browser').click();
    await button(page, 'This is the right tenant').click();
    await rail(page, /Roll out/).click();
    await expect(heading(page, 'Roll out')).toBeVisible();

    await start(page, /Start ring 0/);
    await button(page, 'Create two practice accounts').click();
    await expect(page.getByRole('textbox', { name: /emergency access/i })).not.toHaveValue('');
    await button(page, 'Record as done').click();
    await start(page, /ring 0/);
    await page
      .getByRole('textbox', { name: 'What was done' })
      .fill('Named location HQ, not trusted');
    await button(page, 'Record as done').click();
    await start(page, /ring 0/);
    await button(page, 'Let the people register (practice)').click({ timeout: 90_000 });
    await start(page, /ring 0/);
    await expect(button(page, /Continue to ring 1/)).toBeVisible({ timeout: 120_000 });
    await start(page, /Continue to ring 1/);
    await expect(button(page, /Continue to ring 2/)).toBeVisible({ timeout: 120_000 });
    await shoot(page, 'rollout-en-light');
  });

  test('keeps a log whose chain is intact', async () => {
    const { page } = running;
    await page.getByText('Log', { exact: true }).click();
    await page.getByRole('button', { name: 'Open the activity log' }).click();
    await expect(page.getByText('Log intact')).toBeVisible();
    await shoot(page, 'activity-en-light');
    await button(page, /Back/).first().click();
  });

  test('rolls everything back and says so', async () => {
    test.setTimeout(240_000);
    const { page } = running;
    await expect(heading(page, 'Roll out')).toBeVisible();
    await start(page, /^Roll back…$/);
    await expect(page.getByText('Everything is back as it was')).toBeVisible({ timeout: 180_000 });
    await shoot(page, 'rolled-back-en-light');
  });

  test('speaks Japanese and turns dark at once', async () => {
    const { page } = running;
    await page.keyboard.press('Control+,');
    await page.getByRole('radio', { name: '日本語' }).check({ force: true });
    await page.getByRole('radio', { name: 'ダーク' }).check({ force: true });
    await expect(page.locator('html')).toHaveAttribute('lang', 'ja');
    await rail(page, /評価/).click();
    await expect(page.getByRole('heading', { level: 1, name: '現在の状態' })).toBeVisible();
    await shoot(page, 'today-ja-dark');
  });
});
