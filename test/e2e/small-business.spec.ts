import { expect, test, type Page } from '@playwright/test';
import { m } from '../../shared/paraglide/messages.js';
import { button, heading, practiceEnv, rail } from '../fixtures/drive-app';
import {
  followRollout,
  mouse,
  pressOn,
  pressToRollout,
  primaryOf,
} from '../fixtures/follow-rollout';
import { launchApp, type LaunchedApp } from '../fixtures/launch-app';

const say = { locale: 'ja' } as const;

/** Counts what a person presses and fills in; the list of tenants counts as one press. */
async function countHands(page: Page): Promise<() => Promise<{ presses: number; fields: number }>> {
  await page.evaluate(() => {
    const counted = { presses: 0, fields: new Set<EventTarget | null>() };
    Object.assign(globalThis, { counted });
    addEventListener('pointerdown', () => (counted.presses += 1), true);
    addEventListener('change', ({ target }) => {
      if (target instanceof HTMLSelectElement) counted.presses += 1;
    });
    addEventListener('input', ({ target }) => counted.fields.add(target), true);
  });
  return () =>
    page.evaluate(() => {
      const { counted } = globalThis as unknown as {
        counted: { presses: number; fields: Set<EventTarget | null> };
      };
      return { presses: counted.presses, fields: counted.fields.size };
    });
}

/** With P1 there is more: what is done by hand, figures to wait for, phrases to type. */
const businesses = [
  { id: 'S01', name: 'Hollis Bakery', what: 'without P1' },
  { id: 'S02', name: 'Kestrel Surveyors', what: 'with P1' },
] as const;

test.describe('a small business finishes its migration in Japanese, by the screen alone', () => {
  let running: LaunchedApp;

  test.beforeAll(async () => {
    running = await launchApp({ env: practiceEnv, lang: 'ja' });
  });
  test.afterAll(async () => {
    await running.app.close();
  });

  for (const { id, name, what } of businesses) {
    test(`${id}, ${what}`, async () => {
      test.setTimeout(300_000);
      const { page } = running;
      const began = Date.now();
      await expect(heading(page, m.home_title({}, say))).toBeVisible();
      const counted = await countHands(page);
      await page.getByLabel(m.home_scenario_label({}, say)).selectOption(id);
      await button(page, m.home_practice_start({}, say)).click();
      await expect(page.getByRole('banner')).toContainText(name);
      await pressToRollout(page, mouse, 'ja');
      await followRollout(page, mouse, 'ja');

      await expect(heading(page, m.shell_screen_finish({}, say))).toBeVisible();
      // What was read before the last step is no proof of the end.
      await expect(page.getByText(m.finish_done_title({}, say))).toBeHidden();
      await pressOn(page, mouse, m.finish_read_now({}, say));
      await expect(page.getByText(m.finish_done_title({}, say))).toBeVisible({ timeout: 60_000 });
      await expect(page.getByText(m.finish_state_open({}, say), { exact: true })).toHaveCount(0);
      await expect(primaryOf(page)).toHaveText(m.finish_export({}, say));
      const { presses, fields } = await counted();
      const waited = ((Date.now() - began) / 60_000).toFixed(1);
      process.stdout.write(
        `${id} to Finish: ${presses} presses, ${fields} fields, ${waited} min of waiting\n`,
      );
      // Ten minutes of clicking are sixty presses at ten seconds each.
      expect(presses).toBeGreaterThan(20);
      expect(presses).toBeLessThan(60);

      await rail(page, new RegExp(m.shell_screen_home({}, say))).click();
      const finished = new RegExp(`${name}.*${m.home_finished({}, say)}`);
      await expect(page.getByRole('button', { name: finished })).toBeVisible();
    });
  }
});
