import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type ElectronApplication, type Page } from '@playwright/test';
import type { Plan } from '../../shared/plan/plan';
import { parsePlan, planHashOf, serializePlan } from '../../shared/plan/plan-file';
import { sha256 } from '../../src-main/files/sha256';
import { tenantIdOf } from '../../src-main/practice-tenant/tenant-ids';
import { quickFolder } from '../fixtures/campaign';
import { button, heading, practiceEnv } from '../fixtures/drive-app';
import { dropFile } from '../fixtures/drop-file';
import { launchApp } from '../fixtures/launch-app';
import { scenarioPlan } from '../fixtures/scenario-plan';
import { attemptsOf, withoutNetwork } from '../fixtures/watch-network';

const { plan } = scenarioPlan('S02');
const folder = quickFolder('plans');
chmodSync(folder, 0o777);

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  chmodSync(path, 0o644);
  return path;
}

const approval = {
  ...{ planHash: plan.planHash, tenant: plan.tenant.id },
  ...{ account: '11111111-2222-3333-4444-555555555555', at: '2026-11-22T12:00:00Z' },
};
const approved: Plan = { ...plan, envelope: { ...plan.envelope, approvals: [approval] } };

/** The folder dialog answers with this folder. */
async function chooseFolder(app: ElectronApplication, chosen: string): Promise<void> {
  await app.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
  }, chosen);
}

/** What the system's message boxes said. */
async function listenToBoxes(app: ElectronApplication): Promise<() => Promise<readonly string[]>> {
  await app.evaluate(({ dialog }) => {
    const told = ((globalThis as { told?: string[] }).told = [] as string[]);
    dialog.showMessageBox = ((_window: unknown, options: Electron.MessageBoxOptions) => {
      told.push(`${options.message}\n${options.detail ?? ''}`);
      return Promise.resolve({ response: 0, checkboxChecked: false });
    }) as typeof dialog.showMessageBox;
  });
  return () => app.evaluate(() => (globalThis as { told?: string[] }).told ?? []);
}

const primary = (page: Page) => page.locator('footer [data-command="primary"]');

test('a plan file is opened by its name, read, and exported without a network', async () => {
  const { app, page } = await launchApp({ args: [file('plan.causeway', serializePlan(approved))] });
  await withoutNetwork(app);
  await expect(heading(page, 'Review')).toBeVisible();
  await expect(page.getByRole('banner')).toContainText('Plan file');
  await expect(page.getByRole('banner')).toContainText('Offline');
  const main = page.getByRole('main');
  await expect(main).toContainText('Sign in to apply this plan.');
  await expect(main).toContainText('Approvals dropped from the file: 1');
  await expect(main).toContainText(plan.planHash);
  await expect(button(page, 'Approve plan')).toHaveCount(0);
  const rail = page.getByRole('navigation');
  await expect(rail.getByRole('button', { name: /Roll out/ })).toContainText('Needs a tenant');

  await rail.getByRole('button', { name: /Assess/ }).click();
  await expect(heading(page, 'Findings')).toBeVisible();
  await expect(button(page, /^Accept/)).toHaveCount(0);
  await primary(page).click();
  await expect(heading(page, 'Rings')).toBeVisible();
  await expect(button(page, /^Move/)).toHaveCount(0);
  const grid = page.getByRole('grid');
  await expect(grid.locator('.user-row').first()).toBeVisible();
  await grid.focus();
  await page.keyboard.press('Enter');
  const person = page.getByRole('dialog');
  await expect(person).toContainText('From a plan file');
  await expect(person.getByRole('tab').first()).toBeVisible();
  await page.keyboard.press('Escape');
  for (const screen of ['Schedule', 'Messages', 'Review']) {
    await primary(page).click();
    await expect(heading(page, screen)).toBeVisible();
    await expect(button(page, /^Undo/)).toHaveCount(0);
  }

  await primary(page).click();
  await expect(heading(page, 'Export')).toBeVisible();
  const target = quickFolder('exported');
  chmodSync(target, 0o777);
  await chooseFolder(app, target);
  for (const id of ['md', 'plan']) await page.locator(`#export-${id}`).check();
  await primary(page).click();
  await expect(main.locator('li code').first()).toBeVisible({ timeout: 60_000 });
  const names = readdirSync(target);
  for (const end of ['.html', '.md', '.csv', '.causeway']) {
    expect(names.some((name) => name.endsWith(end))).toBe(true);
  }
  const again = names.find((name) => name.endsWith('.causeway')) ?? '';
  const read = parsePlan(readFileSync(join(target, again), 'utf8'), sha256);
  expect(read).toMatchObject({ ok: true, value: { planHash: plan.planHash } });
  expect(read.ok && read.value.envelope.approvals).toBeUndefined();
  expect(await attemptsOf(app)).toEqual([]);
  await app.close();
});

test('a plan file of a practice tenant leads to that tenant, with its answers', async () => {
  const id = tenantIdOf('kestrelexample.onmicrosoft.com');
  const practised: Plan = { ...plan, source: 'practice', tenant: { ...plan.tenant, id } };
  const text = serializePlan({ ...practised, planHash: planHashOf(practised, sha256) });
  const { app, page } = await launchApp({
    ...{ args: [file('practised.causeway', text)], env: practiceEnv },
  });
  await expect(heading(page, 'Review')).toBeVisible();
  await button(page, 'Sign in to its tenant').click();
  await expect(heading(page, 'Connect')).toBeVisible();
  const main = page.getByRole('main');
  await expect(main).toContainText('Answers and choices come from the plan file');
  await expect(main).toContainText(id);
  await button(page, 'Sign in with browser').click();
  await button(page, 'This is the right tenant').click();
  await expect(heading(page, 'Read data')).toBeVisible();
  await app.close();
});

test('dropped files open by what they are, or say what is wrong with them', async () => {
  const { app, page } = await launchApp({ lang: 'ja' });
  await withoutNetwork(app);
  const told = await listenToBoxes(app);
  await expect(heading(page, 'ホーム')).toBeVisible();
  const text = serializePlan(plan);
  for (const [name, content, said] of [
    ['cut.causeway', text.slice(0, 20_000), 'cut.causeway'],
    ['new.causeway', text.replace('causeway-plan/1', 'causeway-plan/2'), 'causeway-plan/2'],
    ['edited.causeway', text.replace(/"upn": "[^"]*"/, '"upn": "x@y.example"'), 'planHash'],
    ['proto.causeway', text.replace('{', '{"__proto__":{},'), '__proto__'],
    ['deep.causeway', '['.repeat(2_000_000), '1:33'],
  ] as const) {
    const before = (await told()).length;
    await dropFile(page, file(name, content));
    await expect.poll(async () => (await told()).slice(before).join()).toContain(said);
    expect((await told()).join()).not.toContain(folder);
    await expect(heading(page, 'ホーム')).toBeVisible();
  }
  await dropFile(page, file('tenant.json', text));
  await expect(heading(page, '計画の確認')).toBeVisible();
  await expect(page.getByRole('banner')).toContainText('計画ファイル');
  await expect(page.getByRole('main')).toContainText('この計画を適用するにはサインインします。');
  await expect(page.getByRole('main')).toContainText(plan.planHash);
  expect(await attemptsOf(app)).toEqual([]);
  await app.close();
});
