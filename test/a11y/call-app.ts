import { expect, type Page } from '@playwright/test';
import { approvePlan, connectAndRead, practiceEnv } from '../fixtures/drive-app';
import { launchApp, type LaunchedApp } from '../fixtures/launch-app';

interface PageApi {
  readonly api: { call(name: string, input: object): Promise<{ readonly ok: boolean }> };
}

/** A call of the contract, sent from the page as its own parts do; fails when it is refused. */
export async function call(page: Page, name: string, input: object): Promise<void> {
  const answer = await page.evaluate(
    ([one, body]) => (globalThis as unknown as PageApi).api.call(one, body),
    [name, input] as const,
  );
  expect(answer.ok).toBe(true);
}

/** The app with a practice tenant read and its plan approved: every screen has been reached. */
export async function launchApproved(): Promise<LaunchedApp> {
  const running = await launchApp({ env: practiceEnv });
  await connectAndRead(running.page);
  await approvePlan(running.page);
  return running;
}
