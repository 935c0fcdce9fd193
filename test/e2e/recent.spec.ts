import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type ElectronApplication } from '@playwright/test';
import { quickFolder } from '../fixtures/campaign';
import { button, practiceEnv } from '../fixtures/drive-app';
import { launchApp } from '../fixtures/launch-app';

/** Labels of *Open recent*, as the menu bar holds them now. */
function recentLabels(app: ElectronApplication): Promise<string[]> {
  return app.evaluate(({ Menu }) => {
    const menu = Menu.getApplicationMenu()?.items[0]?.submenu;
    const recent = menu?.items.find((item) => item.type === 'submenu')?.submenu;
    return (recent?.items ?? []).filter(({ type }) => type !== 'separator').map((i) => i.label);
  });
}

async function pressRecent(app: ElectronApplication, place: number): Promise<void> {
  await app.evaluate(({ Menu }, at) => {
    const menu = Menu.getApplicationMenu()?.items[0]?.submenu;
    menu?.items.find((item) => item.type === 'submenu')?.submenu?.items[at]?.click();
  }, place);
}

/** The system's message boxes are kept instead of shown. */
async function keepMessages(app: ElectronApplication): Promise<() => Promise<string>> {
  await app.evaluate(({ dialog }) => {
    const told: string[] = [];
    (globalThis as { told?: string[] }).told = told;
    dialog.showMessageBox = (...words: unknown[]) => {
      const { message, detail } = words.at(-1) as { message: string; detail: string };
      told.push(`${message}\n${detail}`);
      return Promise.resolve({ response: 0, checkboxChecked: false });
    };
  });
  return () => app.evaluate(() => (globalThis as { told?: string[] }).told?.join('\n') ?? '');
}

const words = {
  en: { none: 'Nothing opened yet', clear: '&Clear this list', gone: 'no longer on the list' },
  ja: {
    ...{ none: '最近使った項目はありません', clear: 'この一覧をクリア(&C)' },
    gone: '一覧から外しました',
  },
} as const;

for (const lang of ['en', 'ja'] as const) {
  test(`a recent file that is gone is told and leaves the menu (${lang})`, async () => {
    const userData = quickFolder('recent');
    const path = join(userData, 'moved & gone.causeway');
    const entries = [{ kind: 'file', path }];
    const list = JSON.stringify({ schema: 'causeway-recent/1', entries });
    writeFileSync(join(userData, 'recent.json'), list);
    const { app } = await launchApp({ userData, lang });
    const told = await keepMessages(app);
    const { none, clear, gone } = words[lang];
    // The window is there before the menu knows what was opened.
    await expect.poll(() => recentLabels(app)).toEqual(['&1 moved && gone.causeway', clear]);
    await pressRecent(app, 0);
    await expect.poll(told).toContain(gone);
    expect(await told()).toContain('moved & gone.causeway');
    await expect.poll(() => recentLabels(app)).toEqual([none]);
    await app.close();
  });
}

test('a tenant that was opened is listed, opens again after a restart, and can be cleared', async () => {
  const first = await launchApp({ env: practiceEnv });
  await button(first.page, 'Start practicing').click();
  await expect.poll(() => recentLabels(first.app)).toHaveLength(2);
  const [label] = await recentLabels(first.app);
  expect(label).toMatch(/^&1 .+ \(Practice\)$/);
  await first.app.close();
  const { app, page } = await launchApp({ userData: first.userData, env: practiceEnv });
  await expect.poll(async () => (await recentLabels(app))[0]).toBe(label);
  await pressRecent(app, 0);
  await expect(button(page, 'Sign in with browser')).toBeVisible();
  await pressRecent(app, 2);
  await expect.poll(() => recentLabels(app)).toEqual(['Nothing opened yet']);
  await app.close();
});
