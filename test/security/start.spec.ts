import { spawn } from 'node:child_process';
import { chownSync, mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { environmentOf, unprivilegedUser } from '../../src-main/launch/drop-root.mjs';
import { findElectron } from '../../src-main/launch/find-electron.mjs';
import { stageApp } from '../../src-main/launch/stage-app.mjs';
import { launchApp } from '../fixtures/launch-app';

interface Ended {
  readonly code: number | null;
  readonly said: string;
}

/** Starts the app as a person would, without a test driver, and waits for its end. */
function startPlainly(args: readonly string[], userData: string): Promise<Ended> {
  const user = unprivilegedUser();
  const stage = stageApp(findElectron());
  if (user !== undefined) chownSync(userData, user.uid, user.gid);
  const env = user === undefined ? process.env : environmentOf(user, { ...process.env });
  const all = [...stage.args, `--user-data-dir=${userData}`, '--lang=en', ...args];
  const child = spawn(stage.executable, all, {
    cwd: tmpdir(),
    env: { ...env, LANG: 'en_US.UTF-8', LANGUAGE: 'en' },
    ...(user === undefined ? {} : { uid: user.uid, gid: user.gid }),
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const limit = setTimeout(() => child.kill('SIGKILL'), 20_000);
  return new Promise((resolve) => {
    child.once('exit', (code) => {
      clearTimeout(limit);
      resolve({ code, said });
    });
  });
}

const newFolder = (): string => mkdtempSync(join(tmpdir(), 'causeway-start-'));

for (const name of ['no-sandbox', 'disable-web-security', 'load-extension=/x', 'js-flags=--x']) {
  test(`does not start with --${name}`, async () => {
    const ended = await startPlainly([`--${name}`], newFolder());
    expect(ended.code).toBe(2);
    expect(ended.said).toContain(`--${name.split('=')[0] ?? ''}`);
  });
}

test('a second start ends by itself and leaves the first one alone', async () => {
  const userData = newFolder();
  const { app, page } = await launchApp({ userData });
  const second = await startPlainly([], userData);
  expect(second.code).toBe(0);
  await expect(page.locator('h1')).not.toHaveCount(0);
  await app.close();
});

test('what is kept on disk is for its owner alone and holds nothing secret', async () => {
  const { app, page, userData } = await launchApp();
  await page.evaluate(async () => {
    const { api } = window as unknown as {
      api: { call(name: string, input: unknown): Promise<unknown> };
    };
    await api.call('app.setSettings', { theme: 'dark' });
  });
  await app.close();
  for (const name of ['settings.json', 'window.json', join('logs', 'causeway.log')]) {
    const path = join(userData, name);
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o077, name).toBe(0);
    expect(readFileSync(path, 'utf8')).not.toMatch(/eyJ|Bearer|@/);
  }
  expect(readdirSync(userData).filter((name) => /token|cache\.json|msal/i.test(name))).toEqual([]);
  const again = await launchApp({ userData });
  const state = await again.page.evaluate(async () => {
    const { api } = window as unknown as {
      api: { call(name: string, input: unknown): Promise<{ value: { settings: unknown } }> };
    };
    return (await api.call('app.getState', {})).value.settings;
  });
  expect(state).toMatchObject({ theme: 'dark' });
  await again.app.close();
});
