import { expect, test, type ElectronApplication, type Page } from '@playwright/test';
import {
  approvePlan,
  button,
  connectAndRead,
  heading,
  passRingZero,
  practiceEnv,
  signInAgain,
  start,
} from '../fixtures/drive-app';
import { launchApp } from '../fixtures/launch-app';
import { writesOf } from '../fixtures/practice-log';

/** Closes the window as its close button does. */
const closeWindow = (app: ElectronApplication): Promise<void> =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());

/** The system's dialog is answered with these buttons, one after another; what it offered is kept. */
async function answerWith(app: ElectronApplication, answers: readonly number[]): Promise<string[]> {
  const asked: string[] = [];
  app.on('console', (line) => {
    if (line.text().startsWith('asked: ')) asked.push(line.text().slice('asked: '.length));
  });
  await app.evaluate(({ dialog }, responses) => {
    const left = [...responses];
    dialog.showMessageBox = (...words: unknown[]) => {
      console.log(`asked: ${(words.at(-1) as { buttons: string[] }).buttons.join(' | ')}`);
      return Promise.resolve({ response: left.shift() ?? 2, checkboxChecked: false });
    };
  }, answers);
  return asked;
}

/**
 * Closes the window at these changes of the task bar's progress, a tenth of a second apart:
 * from within the process, so that a busy machine cannot let the ring end before.
 */
async function closeAtChanges(app: ElectronApplication, changes: readonly number[]): Promise<void> {
  await app.evaluate(({ BrowserWindow }, places) => {
    const [window] = BrowserWindow.getAllWindows();
    if (!window) throw new Error('no window');
    const show = window.setProgressBar.bind(window);
    let change = 0;
    window.setProgressBar = (...values) => {
      show(...values);
      change += 1;
      if (places.includes(change)) setImmediate(() => window.close());
    };
  }, changes);
}

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

  // Cancel: the window stays, and the ring runs on. Then pause: it ends by itself, at a point
  // where no request is open.
  const asked = await answerWith(app, [2, 0]);
  await closeAtChanges(app, [1, 2]);
  const running = app.process();
  // The window may be gone before the last look at the dialog.
  await start(page, /Continue to ring 1/).catch(() => undefined);
  await expect.poll(() => running.exitCode ?? running.signalCode, { timeout: 60_000 }).toBe(0);
  const question = 'Pause safely and close | Keep running | Cancel';
  expect(asked).toEqual([question, question]);
  const sent = groupWrites(userData);

  const second = await launchApp({ env: practiceEnv, userData });
  await second.page
    .getByRole('button', { name: /Kestrel Surveyors/ })
    .first()
    .click();
  await expect(heading(second.page, 'Roll out')).toBeVisible();
  // Nothing runs by itself, and what was sent before has all been settled.
  expect(groupWrites(userData)).toBe(sent);
  await signInAgain(second.page, 'Roll out');
  expect(await stateOf(second.page)).not.toBe('running');
  await start(second.page, /Continue to ring 1/);
  await expect(button(second.page, /Continue to ring 2/)).toBeVisible({ timeout: 180_000 });
  expect(writesOf(userData, 'POST', '/groups')).toHaveLength(groupsBefore);
  const cleared = writesOf(userData, 'PATCH', '/authentication/requirements').slice(clearedBefore);
  expect(cleared).toHaveLength(7);
  expect(new Set(cleared).size).toBe(7);
  // With nothing under way the window closes without a word.
  const idle = second.app.process();
  const unasked = await answerWith(second.app, []);
  await closeWindow(second.app);
  await expect.poll(() => idle.exitCode, { timeout: 20_000 }).toBe(0);
  expect(unasked).toEqual([]);
});
