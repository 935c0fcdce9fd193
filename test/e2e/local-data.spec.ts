import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { button, connectAndRead, heading, practiceEnv } from '../fixtures/drive-app';
import { launchApp } from '../fixtures/launch-app';

const ownFiles = [
  ...['workspaces', 'settings.json', 'kept.json', 'recent.json', 'window.json', 'sign-ins', 'logs'],
];

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true);
}

async function openData(page: Page): Promise<void> {
  await page.keyboard.press('Control+,');
  await expect(heading(page, 'Settings')).toBeVisible();
  await page.getByText('Data and logs', { exact: true }).click();
  await expect(button(page, 'Delete all local data')).toBeVisible();
}

test('all local data is deleted from the disk, and the program ends', async () => {
  test.setTimeout(180_000);
  const { app, page, userData } = await launchApp({ env: practiceEnv });
  await connectAndRead(page);
  await openData(page);
  // Paths in Settings are those of the disk.
  await expect(page.getByText(userData, { exact: true })).toBeVisible();
  await expect(page.getByText(join(userData, 'logs'), { exact: true })).toBeVisible();
  await button(page, 'Preview log').click();
  await expect(page.getByRole('region', { name: 'Text of the log' })).toContainText('app.started');
  const holdsName = (): boolean =>
    filesBelow(userData).some((path) => /kestrel/i.test(readFileSync(path, 'latin1')));
  expect(holdsName()).toBe(true);

  await button(page, 'Delete all local data').click();
  const ended = app.process();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Delete all local data' }).click();
  await expect.poll(() => ended.exitCode ?? ended.signalCode, { timeout: 30_000 }).toBe(0);
  expect(
    readdirSync(userData).filter((name) => ownFiles.includes(name.split('.deleted')[0] ?? '')),
  ).toEqual([]);
  // What the runtime itself keeps (its caches and switches) knows nothing of the tenant.
  expect(holdsName()).toBe(false);
});

test('deleting the open plan says what came of it, held or done', async () => {
  test.setTimeout(180_000);
  const { app, page, userData } = await launchApp({ env: practiceEnv });
  await connectAndRead(page);
  await openData(page);
  const root = join(userData, 'workspaces');
  const [id] = readdirSync(root).filter((name) => /^[0-9a-f]{32}$/.test(name));
  // In the way of setting the folder aside, as a file that another program holds would be.
  const inTheWay = join(root, `${id}.deleted`);
  mkdirSync(join(inTheWay, 'x'), { recursive: true });
  await page.getByRole('button', { name: /^Delete Kestrel Surveyors/ }).click();
  const dialog = page.getByRole('dialog');
  const act = dialog.getByRole('button', { name: /^Delete/ });
  await act.click();
  await expect(dialog.getByText(/can’t be deleted now/)).toBeVisible();
  expect(readdirSync(root)).toContain(id);
  rmSync(inTheWay, { recursive: true });
  await act.click();
  await expect(page.getByText('The local data of Kestrel Surveyors is deleted.')).toBeVisible();
  await expect(heading(page, 'Settings')).toBeVisible();
  expect(readdirSync(root).filter((name) => name.startsWith(id ?? '?'))).toEqual([]);
  await app.close();
});
