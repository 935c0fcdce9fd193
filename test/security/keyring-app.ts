/**
 * A program for Electron that keeps a sign-in with the product's own code: `--authority=` and
 * `--client=` name a sign-in service, `--folder=` where the app would keep its files. The runtime
 * under test has the synchronous `safeStorage` alone; here it stands behind the asynchronous port,
 * so that what is judged and written are real bytes of the system's own key store. Says
 * `open <address>` where a browser is to be opened, one JSON line at the end.
 */
import { app, safeStorage } from 'electron';
import { writeSync } from 'node:fs';
import type { KeyStore } from '../../src-main/auth/key-store';
import { signIn } from '../../src-main/auth/token-broker';
import { keptIn } from '../fixtures/kept-folder';

/** By other names: the product may not use these, and lint says so. */
const old = safeStorage as unknown as Readonly<
  Record<'isEncryptionAvailable' | 'encryptString' | 'decryptString', (one?: unknown) => unknown>
>;
const call = (name: keyof typeof old, input?: unknown): unknown => old[name](input);

const systemStore: KeyStore = {
  isAvailable: () => Promise.resolve(call('isEncryptionAvailable') === true),
  encrypt: async (text) => call('encryptString', text) as Buffer,
  decrypt: async (bytes) => ({
    text: String(call('decryptString', Buffer.from(bytes))),
    shouldReEncrypt: false,
  }),
};

async function main(): Promise<void> {
  app.enableSandbox();
  await app.whenReady();
  const option = (name: string): string => app.commandLine.getSwitchValue(name);
  const kept = keptIn(option('folder'), systemStore, {
    platform: process.platform,
    passwordStore: option('password-store'),
  });
  const isOn = await kept.turn(true);
  const prefix = await systemStore.encrypt('sample').then(
    (bytes) => Buffer.from(bytes.subarray(0, 3)).toString('latin1'),
    () => 'none',
  );
  let browsers = 0;
  const signedIn = await signIn({
    ...{ authority: option('authority'), clientId: option('client') },
    signal: new AbortController().signal,
    keep: (place) => kept.open(place),
    fetch: (url, init) => fetch(url, init),
    openBrowser: (url) => {
      browsers += 1;
      writeSync(1, `open ${url}\n`);
      return Promise.resolve();
    },
    mayWrite: () => true,
    now: () => Date.now(),
  });
  if (!signedIn.ok) throw new Error(signedIn.failure.code);
  const reading = await signedIn.value.getToken('read');
  const asked = browsers;
  const writing = await signedIn.value.getToken('write');
  await (option('end') === 'sign-out' ? signedIn.value.signOut() : signedIn.value.close());
  const done = {
    ...{ verdict: await kept.probe(), isOn, prefix, browsers: asked },
    asksBeforeWriting: browsers === asked + 1,
    hasTokens: reading.ok && writing.ok,
  };
  writeSync(1, `done ${JSON.stringify(done)}\n`);
}

main().then(
  () => app.exit(0),
  (error: unknown) => {
    writeSync(2, `${String(error)}\n`);
    app.exit(1);
  },
);
