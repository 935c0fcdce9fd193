import { expect, test, type ElectronApplication, type Page } from '@playwright/test';
import type { Answer } from '../../shared/ipc/contract-types';
import type { RolloutView } from '../../shared/ipc/rollout-contract';
import {
  approvePlan,
  button,
  connectAndRead,
  heading,
  passRingZero,
  practiceEnv,
  start,
} from '../fixtures/drive-app';
import { launchApp } from '../fixtures/launch-app';
import { writesOf } from '../fixtures/practice-log';

/** Kills the page's process once the task bar's progress has grown: in the middle of the ring. */
async function killPageOnTheWay(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    if (!window) throw new Error('no window');
    const show = window.setProgressBar.bind(window);
    let first: number | undefined;
    window.setProgressBar = (fraction, ...rest) => {
      show(fraction, ...rest);
      first ??= fraction;
      if (fraction <= first || fraction >= 1) return;
      window.setProgressBar = show;
      process.kill(window.webContents.getOSProcessId(), 'SIGKILL');
    };
  });
}

/** The page of now: the driver does not follow a page into another process. */
const ask = (app: ElectronApplication, code: string): Promise<unknown> =>
  app.evaluate(
    ({ BrowserWindow }, asked) =>
      BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(asked) as Promise<unknown>,
    code,
  );

interface Api {
  call(name: 'rollout.get', input: object): Promise<Answer<RolloutView>>;
}
const open = ['INTENT', 'SENT', 'VERIFYING', 'RESOLVE'];

/** What may be said of the journal as the killed process left it. */
async function trueSentence(page: Page): Promise<string> {
  const answer = await page.evaluate(() =>
    (globalThis as unknown as { api: Api }).api.call('rollout.get', {}),
  );
  if (!answer.ok) throw new Error(answer.failure.code);
  const { steps, failure } = answer.value;
  expect([steps.length > 0, failure]).toEqual([true, null]);
  const at = steps.findIndex((one) => open.includes(one.status) || (one.items?.unknown ?? 0) > 0);
  if (at >= 0) return `Checking step ${at + 1} of ${steps.length} before anything else happens.`;
  expect(steps.map(({ status }) => status)).not.toContain('ASK');
  return 'Nothing is half-changed: every request is recorded before it leaves and read back.';
}

test('a page killed in the middle of a ring comes back to its place, and the ring ran on', async () => {
  test.setTimeout(300_000);
  const { app, page, userData } = await launchApp({ env: practiceEnv });
  await connectAndRead(page);
  await approvePlan(page);
  await passRingZero(page);
  const clearedBefore = writesOf(userData, 'PATCH', '/authentication/requirements').length;
  const first = await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId(),
  );
  const died = page.waitForEvent('crash', { timeout: 60_000 });
  await killPageOnTheWay(app);
  // The page may be gone before the last look at the dialog.
  await start(page, /Continue to ring 1/).catch(() => undefined);
  await died;

  await expect
    .poll(() => ask(app, 'document.body.innerText').catch(() => ''), { timeout: 30_000 })
    .toMatch(/Causeway’s page was restarted\.\s+The rollout went on meanwhile/);
  const second = await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId(),
  );
  expect(second).not.toBe(first);
  await expect
    .poll(() => ask(app, 'document.querySelector("h1")?.innerText ?? ""'), { timeout: 30_000 })
    .toBe('Roll out');
  // Nobody pressed anything since: the ring ends by itself, each of its seven people cleared once.
  await expect
    .poll(() => ask(app, 'document.body.innerText'), { timeout: 180_000 })
    .toMatch(/Continue to ring 2/);
  const cleared = writesOf(userData, 'PATCH', '/authentication/requirements').slice(clearedBefore);
  expect([cleared.length, new Set(cleared).size]).toEqual([7, 7]);

  const press =
    '[...document.querySelectorAll("main button")].find((one) => /Got it/.test(one.innerText))';
  await ask(app, `${press}.click()`);
  await expect.poll(() => ask(app, `${press} === undefined`)).toBe(true);
  await app.close();
});

test('a program killed in the middle of a ring says so when its plan is opened', async () => {
  test.setTimeout(300_000);
  const killed = await launchApp({ env: practiceEnv });
  await connectAndRead(killed.page);
  await approvePlan(killed.page);
  await passRingZero(killed.page);
  const before = writesOf(killed.userData, 'PATCH', '/groups/').length;
  await start(killed.page, /Continue to ring 1/);
  await expect
    .poll(() => writesOf(killed.userData, 'PATCH', '/groups/').length, { intervals: [20] })
    .toBeGreaterThan(before);
  const running = killed.app.process();
  running.kill('SIGKILL');
  await expect.poll(() => running.exitCode ?? running.signalCode).not.toBeNull();

  const { app, page } = await launchApp({ env: practiceEnv, userData: killed.userData });
  const plan = page.getByRole('button', { name: /Kestrel Surveyors/ }).first();
  await plan.click();
  await expect(heading(page, 'Roll out')).toBeVisible();
  await expect(page.getByText('Causeway ended in the middle of the rollout.')).toBeVisible();
  const text = await page.getByRole('alert').first().innerText();
  expect(text).toContain(await trueSentence(page));
  await button(page, 'Got it').click();
  await expect(page.getByText('Causeway ended in the middle of the rollout.')).toBeHidden();
  await app.close();
});
