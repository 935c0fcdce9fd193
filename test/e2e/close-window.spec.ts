import { expect, test, type ElectronApplication, type Page } from '@playwright/test';
import {
  approvePlan,
  button,
  connectAndRead,
  heading,
  passRingZero,
  practiceEnv,
  rail,
  signInAgain,
  start,
} from '../fixtures/drive-app';
import { launchApp } from '../fixtures/launch-app';
import { writesOf } from '../fixtures/practice-log';

/** Closes the window as its close button does; the system's dialog is answered with this button. */
async function closeWindow(app: ElectronApplication, answer: number): Promise<void> {
  await app.evaluate(({ BrowserWindow, dialog }, response) => {
    const asked = ((globalThis as { asked?: string[][] }).asked ??= []);
    dialog.showMessageBox = (...words: unknown[]) => {
      asked.push((words.at(-1) as { buttons: string[] }).buttons);
      return Promise.resolve({ response, checkboxChecked: false });
    };
    BrowserWindow.getAllWindows()[0]?.close();
  }, answer);
}

const asked = (app: ElectronApplication): Promise<string[][]> =>
  app.evaluate(() => (globalThis as { asked?: string[][] }).asked ?? []);
const groupWrites = (userData: string): number => writesOf(userData, 'PATCH', '/groups/').length;

async function stateOf(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const { api } = window as unknown as {
      api: { call(name: string, input: unknown): Promise<{ value: { state: string } }> };
    };
    return (await api.call('rollout.get', {})).value.state;
  });
}

test('closing the window in the middle of a ring asks, pauses safely, and goes on after a restart', async () => {
  test.setTimeout(420_000);
  const first = await launchApp({ env: practiceEnv });
  const { app, page, userData } = first;
  await connectAndRead(page);
  await approvePlan(page);
  await passRingZero(page);
  const groupsBefore = writesOf(userData, 'POST', '/groups').length;
  const clearedBefore = writesOf(userData, 'PATCH', '/authentication/requirements').length;
  const patchedBefore = groupWrites(userData);

  await start(page, /Continue to ring 1/);
  await expect
    .poll(() => groupWrites(userData), { timeout: 60_000, intervals: [20] })
    .toBeGreaterThan(patchedBefore);
  // Pause safely: it ends by itself, at a point where no request is open.
  const running = app.process();
  await closeWindow(app, 0);
  await expect.poll(() => running.exitCode ?? running.signalCode, { timeout: 60_000 }).toBe(0);
  const sent = groupWrites(userData);

  const second = await launchApp({ env: practiceEnv, userData });
  await second.page
    .getByRole('button', { name: /Kestrel Surveyors/ })
    .first()
    .click();
  await expect(heading(second.page, 'Roll out')).toBeVisible();
  // Nothing runs by itself, and what was sent before has all been settled.
  expect(groupWrites(userData)).toBe(sent);
  await signInAgain(second.page);
  await rail(second.page, /Roll out/).click();
  expect(await stateOf(second.page)).not.toBe('running');
  await start(second.page, /Continue to ring 1/);
  // Cancel: the window stays, and the ring runs on.
  await closeWindow(second.app, 2);
  expect(await asked(second.app)).toEqual([['Pause safely and close', 'Keep running', 'Cancel']]);
  await expect(button(second.page, /Continue to ring 2/)).toBeVisible({ timeout: 180_000 });
  expect(writesOf(userData, 'POST', '/groups')).toHaveLength(groupsBefore);
  const cleared = writesOf(userData, 'PATCH', '/authentication/requirements').slice(clearedBefore);
  expect(cleared).toHaveLength(7);
  expect(new Set(cleared).size).toBe(7);
  // With nothing under way the window closes without a word.
  const idle = second.app.process();
  await closeWindow(second.app, 2);
  await expect.poll(() => idle.exitCode, { timeout: 20_000 }).toBe(0);
});
