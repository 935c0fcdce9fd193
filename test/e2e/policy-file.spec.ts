import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { quickFolder } from '../fixtures/campaign';
import { button, connectAndRead, heading, practiceEnv, rail } from '../fixtures/drive-app';
import { launchApp } from '../fixtures/launch-app';

function policyFile(content: string): string {
  const path = join(quickFolder('policy'), 'policy.json');
  writeFileSync(path, content);
  chmodSync(path, 0o644);
  chmodSync(join(path, '..'), 0o755);
  return path;
}

async function openPlans(page: Page): Promise<void> {
  await page.keyboard.press('Control+,');
  await expect(heading(page, 'Settings')).toBeVisible();
  await page.getByText('New plans', { exact: true }).click();
}

const inkOf = (one: Locator): Promise<string> =>
  one.evaluate((element) => getComputedStyle(element).color);

test('what a policy file sets is shown as set, and a new plan goes by it', async () => {
  test.setTimeout(180_000);
  const settings = { soakDays: 4, asksTwoPeople: true };
  const file = { schema: 'causeway-policy/1', setBy: 'Contoso IT', settings };
  const path = policyFile(JSON.stringify(file));
  const { app, page } = await launchApp({ env: { ...practiceEnv, CAUSEWAY_POLICY_FILE: path } });
  await openPlans(page);
  await expect(page.getByLabel('Soak, in working days')).toBeDisabled();
  await expect(page.getByLabel('Soak, in working days')).toHaveValue('4');
  await expect(page.getByText('Set by Contoso IT. It cannot be changed here.')).toHaveCount(2);
  // It looks as if it cannot be changed, too.
  for (const media of [
    { colorScheme: 'light', forcedColors: 'none' },
    { colorScheme: 'dark', forcedColors: 'none' },
    { colorScheme: 'light', forcedColors: 'active' },
  ] as const) {
    await page.emulateMedia(media);
    const open = await inkOf(page.locator('main .input.short:enabled').first());
    expect(await inkOf(page.getByLabel('Soak, in working days'))).not.toBe(open);
  }
  await page.emulateMedia({ colorScheme: null, forcedColors: null });
  await rail(page, /Home/).click();
  await connectAndRead(page);
  for (const name of ['Continue', 'See findings', 'Design the new policy', 'Use this policy']) {
    await button(page, name).click();
  }
  await button(page, 'Set rings').click();
  await expect(heading(page, 'Schedule')).toBeVisible();
  await expect(page.getByLabel('Soak', { exact: true })).toHaveValue('4');
  await app.close();
});

test('a policy file that cannot be understood makes the window read-only, and says so', async () => {
  const path = policyFile('{"schema":"causeway-policy/1","settings":{"isReadOnl":false}}');
  const { app, page } = await launchApp({ env: { ...practiceEnv, CAUSEWAY_POLICY_FILE: path } });
  const title = page.getByText('The policy file of this computer cannot be understood');
  await expect(title).toBeVisible();
  await expect(page.getByText(path, { exact: false })).toBeVisible();
  await page.keyboard.press('Control+,');
  await expect(page.getByRole('radio', { name: 'Read only' })).toBeDisabled();
  await expect(page.getByRole('radio', { name: 'Read only' })).toBeChecked();
  await app.close();
});
