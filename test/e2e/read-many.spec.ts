import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type CDPSession } from '@playwright/test';
import { isLong } from '../fixtures/campaign';
import { button, heading } from '../fixtures/drive-app';
import { launchApp } from '../fixtures/launch-app';
import { runCli, servePractice } from '../fixtures/run-cli';

/** The promise is for 100,000; a tenth of them shows where every row would end up in the page. */
const people = isLong ? 100_000 : 10_000;
const megabyte = 1024 * 1024;
const heapLimit = 200 * megabyte;

/** A whole tenant as one file, made by the product's own command line. */
async function captureOf(users: number): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-capture-'));
  const file = join(folder, 'many.capture.json');
  const served = await servePractice(['--scenario', 'S02', '--users', String(users)]);
  try {
    const made = await runCli(['capture', '--graph-url', served.graphUrl, '--out', file], {
      CAUSEWAY_TOKEN: served.token,
    });
    expect(made.code, made.err).toBe(0);
  } finally {
    await served.stop();
  }
  // The app runs as somebody else where the tests run as root.
  chmodSync(folder, 0o755);
  chmodSync(file, 0o644);
  return file;
}

test('a large tenant is read, assessed and browsed in a page that stays small', async () => {
  test.setTimeout(isLong ? 900_000 : 240_000);
  const file = await captureOf(people);
  const { app, page } = await launchApp({ args: [file] });
  const session: CDPSession = await page.context().newCDPSession(page);
  let most = 0;
  const watch = setInterval(() => {
    void session
      .send('Runtime.getHeapUsage')
      .then(({ usedSize }: { usedSize: number }) => (most = Math.max(most, usedSize)))
      .catch(() => undefined);
  }, 100);
  await expect(heading(page, 'Read data')).toBeVisible({ timeout: 120_000 });
  const startedAt = Date.now();
  await page.locator('footer [data-command="primary"]').click({ timeout: 120_000 });
  await expect(button(page, 'Continue')).toBeEnabled({ timeout: isLong ? 600_000 : 150_000 });
  const seconds = (Date.now() - startedAt) / 1000;
  await button(page, 'Continue').click();
  await expect(heading(page, 'Today')).toBeVisible({ timeout: 120_000 });
  await button(page, 'See findings').click();
  await expect(heading(page, 'Findings')).toBeVisible();
  await expect(page.getByText('BG-MISSING')).toBeAttached({ timeout: 60_000 });
  clearInterval(watch);
  process.stdout.write(
    `${String(people)} people read in the window in ${seconds.toFixed(0)} s: ` +
      `page heap ${(most / megabyte).toFixed(1)} MB at most\n`,
  );
  expect(most).toBeGreaterThan(0);
  expect(most).toBeLessThan(heapLimit);
  await app.close();
});
