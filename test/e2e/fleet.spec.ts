import { chmodSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { quickFolder } from '../fixtures/campaign';
import { button, heading, practiceEnv, rail, shoot } from '../fixtures/drive-app';
import { launchApp } from '../fixtures/launch-app';

/** A practice tenant whose sign-in is confirmed, and nothing of it read. */
async function confirmTenant(page: Page, scenario: string): Promise<void> {
  await rail(page, /Home/).click();
  await page.getByLabel('Tenant to practice on').selectOption(scenario);
  await button(page, 'Start practicing').click();
  await button(page, 'Sign in with browser').click();
  await button(page, 'This is the right tenant').click();
  await expect(heading(page, 'Read data')).toBeVisible();
}

test('many tenants are read in one run, told apart, and reported on', async () => {
  test.setTimeout(180_000);
  const { app, page } = await launchApp({ env: practiceEnv });
  await rail(page, /Fleet/).click();
  await expect(heading(page, 'Fleet')).toBeVisible();
  await expect(page.getByText('No tenant here yet')).toBeVisible();
  await button(page, 'Go to Home').click();
  await confirmTenant(page, 'S01');
  await confirmTenant(page, 'S02');

  await rail(page, /Fleet/).click();
  await expect(page.getByText('0 of 2 tenants assessed; totals leave out 2.')).toBeVisible();
  await expect(page).toHaveTitle(/^Fleet – /);
  await button(page, 'Assess 2 tenants').click();
  await expect(page.getByText('Tenants read and assessed: 2 of 2')).toBeVisible({
    timeout: 90_000,
  });
  await expect(page.getByText('All 2 tenants are assessed.')).toBeVisible();
  const row = page.getByRole('row', { name: /Kestrel Surveyors/ });
  await expect(row).toContainText('Migration in progress');
  await expect(row).toContainText('Done');
  await shoot(page, 'fleet-en-light');

  const folder = quickFolder('fleet-reports');
  chmodSync(folder, 0o777);
  await app.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
  }, folder);
  await button(page, 'Save 2 reports…').click();
  await expect(page.getByText('Reports saved: 2')).toBeVisible({ timeout: 60_000 });
  const [made = ''] = readdirSync(folder);
  const files = readdirSync(join(folder, made)).sort();
  expect(files).toHaveLength(5);
  expect(files).toEqual(expect.arrayContaining(['Kestrel Surveyors.html', 'fleet.csv']));
  const pdf = readFileSync(join(folder, made, 'Kestrel Surveyors.pdf'));
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');

  // From the list into a plan, which has what the run read; and back.
  await button(page, 'Open Kestrel Surveyors').click();
  await expect(heading(page, 'Read data')).toBeVisible();
  await expect(page.getByText(/Users: 44/)).toBeVisible();
  await rail(page, /Fleet/).click();
  await expect(page.getByText('All 2 tenants are assessed.')).toBeVisible();
  await app.close();
});
