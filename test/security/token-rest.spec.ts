import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type ElectronApplication, type Page } from '@playwright/test';
import { rolldown } from 'rolldown';
import { rootFolder } from '../../src-main/launch/places.mjs';
import { quickFolder, reached } from '../fixtures/campaign';
import { button, connectAndRead, practiceEnv } from '../fixtures/drive-app';
import type { KeyStoreTricks } from '../fixtures/fake-key-store';
import { launchApp } from '../fixtures/launch-app';
import { filesBelow, holdsSecret } from './find-secrets';
import { everythingIn } from './search-renderer';

interface Situation {
  readonly name: string;
  /** Null: the runtime as it is, without the calls. */
  readonly tricks: KeyStoreTricks | null;
  readonly args?: readonly string[];
  /** What Settings says of it. */
  readonly says: RegExp;
}

const unreachable = /keyring can’t be reached/;
/** Every row of the probe's table that keeps nothing (execution.md 5), each really another one. */
const withoutKeyring: readonly Situation[] = [
  { name: 'a runtime without the calls', tricks: null, says: unreachable },
  { name: 'a store that is off', tricks: { isOff: true }, says: unreachable },
  { name: 'a store that throws', tricks: { throws: true }, says: unreachable },
  { name: 'a store that never answers', tricks: { hangs: true }, says: unreachable },
  {
    ...{ name: 'the basic store', tricks: {}, args: ['--password-store=basic'] },
    says: /password-store=basic/,
  },
  { name: 'the key everybody has', tricks: { prefix: 'v10' }, says: /has no keyring/ },
  { name: 'an unknown provider', tricks: { prefix: 'v13' }, says: /doesn’t know how/ },
  { name: 'a store that lies', tricks: { lies: true }, says: /gave back something else/ },
  { name: 'a store that stays busy', tricks: { busyTimes: 99 }, says: /didn’t answer in this run/ },
];
/** With a real one a practice sign-in is not kept either: its address is another one each time. */
const withKeyring: readonly Situation[] = [
  {
    name: 'a real keyring',
    tricks: { prefix: 'v11' },
    says: /has a keyring that Causeway can use/,
  },
];
const situations = [...withoutKeyring, ...withKeyring];

/** The built program behind `keyring-window-app.ts`, which gives it the key store of a situation. */
async function buildWithKeyring(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-keyring-build-'));
  cpSync(join(rootFolder, 'out'), folder, { recursive: true });
  renameSync(join(folder, 'main/main.js'), join(folder, 'main/product.js'));
  for (const name of readdirSync(join(folder, 'main')).filter((one) => one.endsWith('.js'))) {
    const file = join(folder, 'main', name);
    // What is loaded later asks the entry for what both need.
    const text = readFileSync(file, 'utf8').replaceAll('"./main.js"', '"./product.js"');
    writeFileSync(file, text);
  }
  const input = join(import.meta.dirname, 'keyring-window-app.ts');
  const external = [/^node:/, 'electron'];
  const bundle = await rolldown({ input, platform: 'node', external, logLevel: 'silent' });
  await bundle.write({ file: join(folder, 'main/main.js'), format: 'cjs' });
  await bundle.close();
  chmodSync(folder, 0o755);
  return folder;
}

/** Writes every token that main receives or sends to a file of the test's, and keeps none. */
async function recordTokens(app: ElectronApplication, file: string): Promise<void> {
  await app.evaluate((_, path) => {
    const { appendFileSync } = process.mainModule?.require('node:fs') as {
      appendFileSync(to: string, text: string): void;
    };
    const send = globalThis.fetch;
    globalThis.fetch = async (input, init) => {
      const authorization = new Headers(init?.headers).get('authorization');
      if (authorization !== null) appendFileSync(path, `${authorization.replace('Bearer ', '')}\n`);
      const response = await send(input, init);
      const url = typeof input === 'string' ? input : 'url' in input ? input.url : input.href;
      if (!new URL(url).pathname.endsWith('/token')) return response;
      const tokens = (await response.clone().json()) as Record<string, unknown>;
      for (const name of ['access_token', 'refresh_token', 'id_token']) {
        if (typeof tokens[name] === 'string') appendFileSync(path, `${tokens[name]}\n`);
      }
      return response;
    };
  }, file);
}

/** Settings say that nothing can be kept, and why; then the screen before. */
async function expectNothingKept(page: Page, { name, says }: Situation): Promise<void> {
  await page.keyboard.press('Control+,');
  const group = page.getByRole('group', { name: 'Keep me signed in on this device' });
  // The keyring is asked first, for ten seconds at most: waited for, not looked at once.
  await expect(page.getByText(says), name).toBeVisible({ timeout: 30_000 });
  // It was switched on on an earlier day, when there was a keyring: off is all that is left to choose.
  await expect(group.getByRole('radio', { name: 'On' }), name).toBeChecked();
  await button(page, 'Back').click();
}

/** Ends the page's process as a crash does, and waits until it is gone. */
async function crashPage(app: ElectronApplication, page: Page): Promise<void> {
  const gone = page.waitForEvent('crash');
  await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
  );
  await gone;
}

/** Ends the program as a fault in it does: whatever a crash leaves is there afterwards. */
async function crashMain(app: ElectronApplication): Promise<void> {
  const gone = app.waitForEvent('close');
  // Nothing is left to answer with.
  void app.evaluate(() => process.crash()).catch(() => undefined);
  await gone;
}

/** A data folder in which keeping was switched on on an earlier day, and temporary files below it. */
function dataFolder(): { userData: string; temporary: string } {
  const userData = quickFolder('data');
  const temporary = join(userData, 'temporary');
  mkdirSync(temporary);
  const kept = { schema: 'causeway-kept/1', isOn: true, sequences: {} };
  writeFileSync(join(userData, 'kept.json'), JSON.stringify(kept));
  return { userData, temporary };
}

const canary = 'eyJjYW5hcnki.of-this-test-alone.and-of-nobody-else-at-all-0123456789';

/** One start to the next in this situation; the number of tokens that nothing held. */
async function tokensHeldNowhere(situation: Situation, outFolder: string): Promise<number> {
  const { name, tricks, args = [] } = situation;
  const notes = mkdtempSync(join(tmpdir(), 'causeway-tokens-'));
  const file = join(notes, 'tokens.txt');
  writeFileSync(file, '');
  for (const path of [notes, file]) chmodSync(path, 0o777);
  const { userData, temporary } = dataFolder();
  const keyring = JSON.stringify(tricks);
  const env = { ...practiceEnv, CAUSEWAY_TEST_KEYRING: keyring, TMPDIR: temporary };
  const { app, page } = await launchApp({ userData, outFolder, args, env });
  let said = '';
  for (const stream of [app.process().stdout, app.process().stderr]) {
    stream?.on('data', (chunk: Buffer) => (said += chunk.toString('latin1')));
  }
  await recordTokens(app, file);
  if (process.platform === 'linux') {
    const limits = readFileSync(`/proc/${String(app.process().pid)}/limits`, 'utf8');
    expect([name, limits]).toEqual([name, expect.stringMatching(noCore)]);
  }
  await expectNothingKept(page, situation);
  await connectAndRead(page);
  const lines = readFileSync(file, 'utf8').split('\n');
  const tokens = [...new Set(lines.filter((one) => one !== ''))];
  expect([name, tokens.length >= 3]).toEqual([name, true]);
  const onDisk = (): readonly string[] =>
    filesBelow(userData).filter(
      (path) => holdsSecret(readFileSync(path, 'latin1'), tokens).length > 0,
    );
  expect([name, onDisk()]).toEqual([name, []]);
  await page.evaluate((text) => void Object.assign(globalThis, { canary: [text] }), canary);
  for (const [place, text] of Object.entries(await everythingIn(app, page))) {
    expect([name, place, holdsSecret(text, tokens)]).toEqual([name, place, []]);
    // A search that finds nothing must be able to find something.
    if (place === 'heap') expect(holdsSecret(text, [canary])).toEqual([canary]);
    if (place === 'storage') expect(text).not.toContain('database');
  }
  const cores = coresIn(tmpdir());
  await crashPage(app, page);
  await crashMain(app);
  expect([name, onDisk(), holdsSecret(said, tokens)]).toEqual([name, [], []]);
  // Nothing that could hold one: no cache, no vault, no dump of a crash.
  const names = filesBelow(userData).filter((path) => couldHold.test(path));
  expect([name, names, coresIn(tmpdir())]).toEqual([name, [], cores]);
  // The next start clears up after the crash, and an orderly end writes no more than it.
  const next = await launchApp({ userData, outFolder, args, env });
  await next.app.close();
  expect([name, onDisk()]).toEqual([name, []]);
  for (const path of [notes, userData]) rmSync(path, { recursive: true });
  return tokens.length;
}

test('no byte of a token is on disk, in dumps or in the page, whatever keyring there is', async () => {
  test.setTimeout(900_000);
  const outFolder = await buildWithKeyring();
  let secrets = 0;
  const left = [...situations];
  // Two at once: most of each is waiting for a keyring or a sign-in.
  const takeOneByOne = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const held = await tokensHeldNowhere(next, outFolder);
      secrets += held;
    }
  };
  await Promise.all([takeOneByOne(), takeOneByOne()]);
  rmSync(outFolder, { recursive: true });
  reached(
    'P17',
    `0 bytes of ${String(secrets)} tokens on disk, in output, in dumps of a page and of a program that crashed, in the page's heap, document and stores, in ${String(withoutKeyring.length)} situations without a keyring and ${String(withKeyring.length)} with one`,
    { situations: withoutKeyring.length },
  );
});

test('a dump of a crash would be found, and a token in it', async () => {
  test.setTimeout(180_000);
  const outFolder = await buildWithKeyring();
  const { userData, temporary } = dataFolder();
  const env = { CAUSEWAY_TEST_KEYRING: 'null', CAUSEWAY_TEST_DUMPS: canary, TMPDIR: temporary };
  // The page may leave one too as its program goes: one that holds the text is what is asked.
  const isFound = (): boolean =>
    filesBelow(userData)
      .filter((path) => couldHold.test(path) && path.endsWith('.dmp'))
      .some((path) => holdsSecret(readFileSync(path, 'latin1'), [canary]).length > 0);
  // A crash of a busy machine may go without a dump; that of a product that writes them does not
  // go without one every time.
  for (let crash = 0; crash < 3 && !isFound(); crash += 1) {
    const { app } = await launchApp({ userData, outFolder, env });
    await crashMain(app);
    await expect
      .poll(isFound, { timeout: 20_000 })
      .toBe(true)
      .catch(() => undefined);
  }
  expect(isFound()).toBe(true);
  for (const path of [outFolder, userData]) rmSync(path, { recursive: true });
});

const noCore = /^Max core file size +0 +0 /m;
const couldHold = /token|msal|vault|cache\.json|\.dmp$|\.heapsnapshot$|(^|[/\\])core(\.\d+)?$/i;

/** Where the program was started: a core file of it would lie there. */
function coresIn(folder: string): readonly string[] {
  return readdirSync(folder).filter((name) => /^core(\.\d+)?$/.test(name));
}
