import { cpSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { ElectronApplication } from 'playwright';
import { rootFolder } from '../../src-main/launch/places.mjs';
import { quickFolder } from '../fixtures/campaign';
import { launchApp } from '../fixtures/launch-app';

interface Asked {
  readonly message: string;
  readonly detail: string;
  readonly buttons: readonly string[];
}

/** A copy of the build whose page something has happened to. */
function brokenBuild(change: (renderer: string) => void): string {
  // The folder itself is for its owner alone; the app runs as somebody else.
  const folder = join(quickFolder('broken'), 'out');
  cpSync(join(rootFolder, 'out'), folder, { recursive: true });
  change(join(folder, 'renderer'));
  return folder;
}

function scriptOf(renderer: string, start: string): string {
  const name = readdirSync(join(renderer, 'assets')).find(
    (one) => one.startsWith(start) && one.endsWith('.js'),
  );
  if (name === undefined) throw new Error(start);
  return join(renderer, 'assets', name);
}

/** What the system's dialog is asked to show; it is answered with the folder of the logs, then Quit. */
function listening(asked: Asked[]) {
  return async (app: ElectronApplication): Promise<void> => {
    app.on('console', (line) => {
      const text = line.text();
      if (text.startsWith('asked: ')) asked.push(JSON.parse(text.slice(7)) as Asked);
    });
    await app.evaluate(({ dialog, shell }) => {
      let count = 0;
      shell.openPath = (path) => (console.log(`opened: ${path}`), Promise.resolve(''));
      dialog.showMessageBox = (...words: unknown[]) => {
        console.log(`asked: ${JSON.stringify(words.at(-1))}`);
        count += 1;
        return Promise.resolve({ response: count === 1 ? 1 : 0, checkboxChecked: false });
      };
    });
  };
}

const breaks = {
  'a script of the page that is missing': (renderer: string) =>
    rmSync(scriptOf(renderer, 'open-app-')),
  'a script of the page that was changed': (renderer: string) => {
    const script = scriptOf(renderer, 'index-');
    writeFileSync(script, `${readFileSync(script, 'utf8')}\n;void 0;`);
  },
} as const;

for (const [name, change] of Object.entries(breaks)) {
  for (const lang of ['en', 'ja'] as const) {
    test(`${name} is told in the system’s dialog, which ends the program (${lang})`, async () => {
      test.setTimeout(120_000);
      const asked: Asked[] = [];
      const outFolder = brokenBuild(change);
      const { app, userData } = await launchApp({ outFolder, lang, onStarted: listening(asked) })
        // The window may be gone before its shell is waited for.
        .catch((reason: unknown) => ({ app: null, userData: String(reason) }));
      await expect.poll(() => asked.length, { timeout: 60_000 }).toBe(2);
      const said = lang === 'en' ? /can’t show its window/ : /ウィンドウを表示できません/;
      expect(asked[0]?.message).toMatch(said);
      expect(asked[0]?.buttons).toHaveLength(2);
      const ended = app?.process();
      await expect.poll(() => ended?.exitCode ?? (ended ? null : 0), { timeout: 30_000 }).toBe(0);
      if (app !== null) {
        const log = readFileSync(join(userData, 'logs', 'causeway.log'), 'utf8');
        expect(log).toMatch(/bundle\.tampered[\s\S]*page\.unanswered why="files"/);
      }
    });
  }
}
