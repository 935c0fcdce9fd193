import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import {
  button,
  connectAndRead,
  heading,
  passRingZero,
  practiceEnv,
  rail,
  shoot,
  signInAgain,
  start,
} from '../fixtures/drive-app';
import { launchApp, type LaunchedApp } from '../fixtures/launch-app';

/** The most memory the page had since it was loaded, in megabytes. */
async function largestOfPage({ app }: LaunchedApp): Promise<number> {
  const pid = await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId(),
  );
  const status = readFileSync(`/proc/${String(pid)}/status`, 'utf8');
  return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1024;
}

test.describe.serial('the first journey on a practice tenant', () => {
  let running: LaunchedApp;
  let userData = '';

  test.beforeAll(async () => {
    running = await launchApp({ env: practiceEnv });
    userData = running.userData;
  });
  test.afterAll(async () => {
    await running.app.close();
  });

  test('opens on Home with the practice tenant one click away', async () => {
    const { page } = running;
    await expect(heading(page, 'Home')).toBeVisible();
    await expect(button(page, 'Start practicing')).toBeVisible();
    // What stood in for the shell while the page was loading.
    await expect(page.locator('#opening')).toHaveCount(0);
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
    await expect(heading(page, 'Schedule')).toBeVisible();
    await shoot(page, 'schedule-en-light');
    await button(page, 'Set dates').click();
    await expect(heading(page, 'Messages')).toBeVisible();
    await shoot(page, 'messages-en-light');
    await button(page, 'Use these messages').click();
    await expect(heading(page, 'Safety net')).toBeVisible();
    await button(page, 'Rehearse').click();
    await expect(page.getByText('Everything that has a way back came back').first()).toBeVisible();
    await shoot(page, 'safety-en-light');
    await button(page, 'Confirm safety net').click();
    await expect(heading(page, 'Review')).toBeVisible();
    await shoot(page, 'review-en-light');
  });

  test('lays the rings out by a group, and back as they were suggested', async () => {
    const { page } = running;
    await rail(page, /Plan/).click();
    await page.getByRole('button', { name: 'Rings', exact: true }).click();
    await page.locator('summary', { hasText: 'How people are put into rings' }).click();
    await page.getByLabel('By my own rules').check();
    const rule = page.getByRole('group', { name: 'Rule 1' });
    await rule.getByLabel('Name of the ring').fill('Password reset');
    await rule.getByLabel('Name or object ID of the group').fill('Nobody here');
    await button(page, 'Apply this layout').click();
    await expect(page.getByText(/Nobody here/).first()).toBeVisible();
    await expect(rule.getByLabel('Name of the ring')).toHaveValue('Password reset');
    await rule.getByLabel('Name or object ID of the group').fill('SSPR-Users');
    await button(page, 'Apply this layout').click();
    await expect(page.getByRole('rowheader', { name: /Password reset/ }).first()).toBeVisible();
    await button(page, 'Go back to the suggestion').click();
    await expect(page.getByRole('rowheader', { name: /Password reset/ })).toHaveCount(0);
    await expect(page.getByRole('rowheader', { name: /Nothing registered/ }).first()).toBeVisible();
    await rail(page, /Review/).click();
    await page.getByRole('button', { name: 'Review', exact: true }).click();
    await expect(heading(page, 'Review')).toBeVisible();
  });

  test('comes back to the same screen after closing', async () => {
    await running.app.close();
    running = await launchApp({ env: practiceEnv, userData });
    const { page } = running;
    await page
      .getByRole('button', { name: /Kestrel Surveyors/ })
      .first()
      .click();
    await expect(heading(page, 'Review')).toBeVisible();
  });

  test('approving changes nothing in the tenant', async () => {
    const { page } = running;
    // The sign-in lived in memory: an approval carries a name, so a person signs in again.
    await button(page, 'Approve plan').click();
    await expect(page.getByText(/signed out|Sign in/i).first()).toBeVisible();
    await signInAgain(page);
    await rail(page, /Review/).click();
    await page.getByRole('button', { name: 'Review', exact: true }).click();
    await button(page, 'Approve plan').click();
    await expect(page.getByText(/Approved\. Nothing has been changed/)).toBeVisible();
    await button(page, 'Go to Roll out').click();
    await expect(heading(page, 'Roll out')).toBeVisible();
    await expect(page.getByText('0 of 48 steps done').first()).toBeVisible();
  });

  test('rolls out ring 0 and 1 with evidence, gates and read-back', async () => {
    test.setTimeout(300_000);
    const { page } = running;
    await passRingZero(page);
    await start(page, /Continue to ring 1/);
    await expect(button(page, /Continue to ring 2/)).toBeVisible({ timeout: 120_000 });
    await shoot(page, 'rollout-en-light');
  });

  test('keeps a log whose chain is intact', async () => {
    const { page } = running;
    await page.locator('summary', { hasText: /^\s*Log/ }).click();
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
    // Formatters made for each row of each step once filled it with 2 GB.
    expect(await largestOfPage(running)).toBeLessThan(700);
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
