import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, test } from 'vitest';
import { UpdateDesk, type UpdatePorts } from '../../../../src-main/app/update-desk';
import { updateSource } from '../../../../src-main/app/update-source';
import { keptFrom } from '../../../../src-main/ipc/update-handlers';
import { publicKeyOf, signNotice } from '../../../../src-main/launch/sign-notice.mjs';

const key = generateKeyPairSync('ed25519').privateKey;
const source = {
  ...{ channel: 'stable', address: 'https://updates.example/causeway.json' },
  keys: [publicKeyOf(key)],
};
const notice = (version: string): string =>
  signNotice(
    Buffer.from(
      JSON.stringify({
        ...{ schema: 'causeway-notice/1', channel: 'stable', version },
        ...{ publishedAt: '2026-11-20T09:00:00Z', page: 'https://downloads.example/causeway' },
        changes: { en: 'Faster.', ja: '速くなりました。' },
        files: [{ name: 'causeway.exe', sha512: '0f'.repeat(64) }],
      }),
    ),
    key,
  );

let asked: { url: string; init: RequestInit | undefined }[] = [];
let seen: unknown;
let folder = '';
beforeEach(() => {
  [asked, seen] = [[], undefined];
  folder = mkdtempSync(join(tmpdir(), 'causeway-update-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function desk(
  change: Partial<UpdatePorts> = {},
  answer = (): Response => new Response(notice('0.2.0')),
) {
  return new UpdateDesk({
    ...{ source, currentVersion: '0.1.0', now: () => Date.parse('2026-11-22T12:00:00Z') },
    kept: () => null,
    fetch: (url, init) => {
      asked.push({ url: url as string, init });
      return Promise.resolve().then(answer);
    },
    seen: { read: () => seen, write: (value) => void (seen = value) },
    ...change,
  });
}

it('asks the address of the build once, without anything of a person, and shows what it says', async () => {
  const opened = desk();
  expect(opened.view).toMatchObject({ state: 'ready', host: 'updates.example', told: null });
  expect(await opened.check()).toMatchObject({
    value: { told: { isNewer: true, notice: { version: '0.2.0' } } },
  });
  expect(asked).toMatchObject([
    {
      url: source.address,
      init: { method: 'GET', redirect: 'error', credentials: 'omit' },
    },
  ]);
  expect(asked[0]?.init?.headers).toBeUndefined();
});

it('refuses an older notice by a later start too', async () => {
  await desk({}, () => new Response(notice('0.3.0'))).check();
  expect(await desk().check()).toMatchObject({ failure: { code: 'update/older' } });
  expect(seen).toMatchObject({ version: '0.3.0' });
});

it.each<[string, () => Response, string, string]>([
  ['a page that is not there', () => new Response('', { status: 404 }), 'unreachable', 'HTTP 404'],
  [
    'no network',
    () => {
      throw new Error('net::ERR_NAME_NOT_RESOLVED');
    },
    'unreachable',
    'ERR_NAME_NOT_RESOLVED',
  ],
  ['a page of a portal', () => new Response('<html>'), 'junk', ''],
  ['an endless answer', () => new Response('x'.repeat(200_000)), 'junk', ''],
])('says what it got: %s', async (_name, answer, code, word) => {
  const opened = desk({}, answer);
  const values = word === '' ? {} : { code: word };
  expect(await opened.check()).toMatchObject({ failure: { code: `update/${code}`, values } });
  expect([opened.view.told, seen]).toEqual([null, undefined]);
});

it.each(['off', 'readOnly', 'offline', 'running', 'standIn'] as const)(
  'asks nobody while %s, and takes a file unless a rollout runs',
  async (kept) => {
    const opened = desk({ kept: () => kept });
    expect(opened.view.state).toBe(kept);
    expect(await opened.check()).toMatchObject({ failure: { code: 'update/not-now' } });
    expect(asked).toEqual([]);
    const file = join(folder, 'notice.json');
    writeFileSync(file, notice('0.2.0'));
    const answer = await opened.checkFile(file);
    expect(answer.ok).toBe(kept !== 'running');
    expect(asked).toEqual([]);
  },
);

test.each([
  [{ keys: [] }, 'noKey'],
  [{ address: null }, 'noAddress'],
  [{ address: 'http://updates.example/' }, 'noAddress'],
  [{ address: 'https://a:b@updates.example/' }, 'noAddress'],
])('a build with %j asks nobody', async (change, state) => {
  const opened = desk({ source: { ...source, ...change } });
  expect(opened.view.state).toBe(state);
  expect(await opened.check()).toMatchObject({ failure: { code: 'update/not-now' } });
  expect(asked).toEqual([]);
});

test('what this build was given can be used as it is', () => {
  for (const one of updateSource.keys) expect(Buffer.from(one, 'base64')).toHaveLength(32);
  const { state } = desk({ source: updateSource }).view;
  expect(state).toBe(updateSource.keys.length === 0 ? 'noKey' : 'ready');
});

test('a rollout, the settings, the runtime and the network each keep from asking', () => {
  const shell = (settings: object, state: object = {}, runtime: object = {}) =>
    ({
      runtime: { realTenantOff: false, ...runtime },
      settings: { current: { checksUpdates: true, isReadOnly: false, ...settings } },
      state: { current: { offline: false, ...state } },
    }) as unknown as Parameters<typeof keptFrom>[0];
  expect(keptFrom(shell({}), false)).toBeNull();
  expect(keptFrom(shell({}), true)).toBe('running');
  expect(keptFrom(shell({ checksUpdates: false }), false)).toBe('off');
  expect(keptFrom(shell({ isReadOnly: true }), false)).toBe('readOnly');
  expect(keptFrom(shell({}, { offline: true }), false)).toBe('offline');
  expect(keptFrom(shell({}, {}, { realTenantOff: true }), false)).toBe('standIn');
});
