import { mkdtempSync, readFileSync, rmSync, writeFileSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type ElectronApplication, type Page } from '@playwright/test';
import { reached } from '../fixtures/campaign';
import { button, connectAndRead, practiceEnv } from '../fixtures/drive-app';
import { launchApp } from '../fixtures/launch-app';
import { filesBelow, holdsSecret } from './find-secrets';

/** What a computer may have for a keyring: the product keeps tokens in memory in each of them. */
const situations: readonly (readonly [string, readonly string[], Record<string, string>])[] = [
  ['as it is', [], {}],
  ['a store without a key', ['--password-store=basic'], {}],
  ['GNOME’s keyring', ['--password-store=gnome-libsecret'], {}],
  ['KWallet', ['--password-store=kwallet'], {}],
  ['KWallet 5', ['--password-store=kwallet5'], {}],
  ['KWallet 6', ['--password-store=kwallet6'], {}],
  ['a store nobody knows', ['--password-store=other'], {}],
  [
    'a bus that is dead',
    [],
    { XDG_CURRENT_DESKTOP: 'GNOME', DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere' },
  ],
  ['another desktop', [], { XDG_CURRENT_DESKTOP: 'KDE', KDE_SESSION_VERSION: '5' }],
];

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

/** Settings say that nothing can be kept, and take no other choice; then the screen before. */
async function expectNothingKept(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+,');
  const group = page.getByRole('group', { name: 'Keep me signed in on this device' });
  // The keyring is asked first: waited for, not looked at once.
  await expect(page.getByText('This device’s keyring can’t be reached'), name).toBeVisible();
  await expect(group.getByRole('radio', { name: 'Off' }), name).toBeChecked();
  await expect(group.getByRole('radio', { name: 'On' }), name).toBeDisabled();
  await button(page, 'Back').click();
}

test('no byte of a token is on disk, whatever keyring there is', async () => {
  test.setTimeout(600_000);
  let secrets = 0;
  for (const [name, args, env] of situations) {
    const notes = mkdtempSync(join(tmpdir(), 'causeway-tokens-'));
    const file = join(notes, 'tokens.txt');
    writeFileSync(file, '');
    for (const path of [notes, file]) chmodSync(path, 0o777);
    const { app, page, userData } = await launchApp({ args, env: { ...practiceEnv, ...env } });
    await recordTokens(app, file);
    await expectNothingKept(page, name);
    await connectAndRead(page);
    const tokens = [
      ...new Set(
        readFileSync(file, 'utf8')
          .split('\n')
          .filter((one) => one !== ''),
      ),
    ];
    expect([name, tokens.length >= 3]).toEqual([name, true]);
    const look = (): readonly string[] =>
      filesBelow(userData).filter(
        (path) => holdsSecret(readFileSync(path, 'latin1'), tokens).length > 0,
      );
    expect([name, look()]).toEqual([name, []]);
    await app.close();
    expect([name, look()]).toEqual([name, []]);
    // Nothing that could hold one: no cache, no vault.
    const names = filesBelow(userData).filter((path) => /token|msal|vault|cache\.json/i.test(path));
    expect([name, names]).toEqual([name, []]);
    secrets += tokens.length;
    rmSync(notes, { recursive: true });
  }
  reached(
    'P17',
    `0 bytes of ${String(secrets)} tokens on disk in ${String(situations.length)} situations; this runtime’s Settings say that nothing can be kept`,
    { situations: situations.length },
  );
});
