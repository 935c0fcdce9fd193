import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type ElectronApplication, type Page } from '@playwright/test';
import { launchApp } from '../fixtures/launch-app';

const folder = mkdtempSync(join(tmpdir(), 'causeway-files-'));
chmodSync(folder, 0o755);

const capture = {
  schema: 'causeway-capture/1',
  capturedAt: '2026-11-22T12:00:00Z',
  cloud: 'global',
  tenantId: '11111111-2222-3333-4444-555555555555',
  responses: [],
};

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  chmodSync(path, 0o644);
  return path;
}

/** The open dialog answers with this file; what the app forks meanwhile is written down. */
async function answerDialog(app: ElectronApplication, path: string): Promise<void> {
  await app.evaluate(({ dialog, utilityProcess }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
    const seen = ((globalThis as { forks?: object[] }).forks ??= []);
    const fork = utilityProcess.fork.bind(utilityProcess);
    utilityProcess.fork = (script, args, options) => {
      seen.push({ script, env: options?.env, execArgv: options?.execArgv });
      return fork(script, args, options);
    };
  }, path);
}

const openCapture = (page: Page): Promise<unknown> =>
  page.evaluate(() => {
    const { api } = window as unknown as {
      api: { call(name: string, input: unknown): Promise<unknown> };
    };
    return api.call('home.openFile', {});
  });
const forksOf = (app: ElectronApplication): Promise<object[]> =>
  app.evaluate(() => (globalThis as { forks?: object[] }).forks ?? []);

test('a capture is judged in a process of its own, without our environment', async () => {
  const { app, page } = await launchApp({ env: { CAUSEWAY_TOKEN: 'secret' } });
  await answerDialog(app, file('good.json', JSON.stringify(capture)));
  expect(await openCapture(page)).toMatchObject({ ok: true });
  expect(await forksOf(app)).toEqual([
    {
      script: expect.stringMatching(/parse-untrusted\.js$/) as unknown,
      env: { CAUSEWAY_JUDGE: '1' },
      execArgv: ['--js-flags=--max-old-space-size=512'],
    },
  ]);
  await app.close();
});

for (const [name, text, place] of [
  ['twice', JSON.stringify(capture).replace('{', '{"schema":"causeway-capture/1",'), 'schema'],
  ['deep', '['.repeat(5_000_000), '1:33'],
  ['proto', JSON.stringify(capture).replace('{', '{"__proto__":{},'), '__proto__'],
] as const) {
  test(`a hostile capture is refused with its place: ${name}`, async () => {
    const { app, page } = await launchApp();
    await answerDialog(app, file(`${name}.json`, text));
    const answer = await openCapture(page);
    expect(answer).toMatchObject({ ok: false, failure: { code: 'file/invalid' } });
    expect(JSON.stringify(answer)).toContain(place);
    expect(JSON.stringify(answer)).not.toContain(folder);
    expect(await forksOf(app)).toHaveLength(1);
    await app.close();
  });
}
