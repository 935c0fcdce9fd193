import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keptFiles } from '../../../../src-main/app/kept-files';
import { keptCacheOf } from '../../../../src-main/auth/kept-cache';
import { Vault, type VaultOptions } from '../../../../src-main/auth/vault';
import { fakeKeyStore, type FakeKeyStore } from '../../../fixtures/fake-key-store';

let folder = '';
let store: FakeKeyStore;
let turns: Map<string, number>;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'causeway-vault-'));
  store = fakeKeyStore();
  turns = new Map();
});
afterEach(() => rmSync(folder, { recursive: true }));

function vault(changes: Partial<VaultOptions> = {}): Vault {
  return new Vault({
    ...{ name: 'one', clientId: 'client', keeper: 'k', store, files: keptFiles(folder) },
    sequences: { last: (name) => turns.get(name), set: (name, turn) => void turns.set(name, turn) },
    mayKeep: () => true,
    pause: () => Promise.resolve(),
    ...changes,
  });
}

/** A cache as MSAL serializes it. */
function cacheOf(...accounts: string[]): string {
  const each = (value: (account: string) => object): object =>
    Object.fromEntries(accounts.map((account) => [`key-${account}`, value(account)]));
  return JSON.stringify({
    Account: each((id) => ({ home_account_id: id, username: `${id}@contoso.example` })),
    IdToken: each((id) => ({ home_account_id: id, secret: 'ID-TOKEN' })),
    AccessToken: each((id) => ({ home_account_id: id, secret: 'ACCESS-TOKEN' })),
    RefreshToken: each((id) => ({ home_account_id: id, secret: 'REFRESH-TOKEN' })),
    AppMetadata: {},
    SomethingNew: { secret: 'NEW-SECRET' },
  });
}
function rewrite(change: object): void {
  const file = JSON.parse(readFileSync(path(), 'utf8')) as object;
  writeFileSync(path(), JSON.stringify({ ...file, ...change }));
}
const path = (): string => join(folder, 'one.vault');

test('keeps accounts and refresh tokens, and nothing else; none of it readable', async () => {
  expect(await vault().save(cacheOf('ann'))).toBe(true);
  const written = readFileSync(path(), 'latin1');
  for (const secret of ['ACCESS-TOKEN', 'ID-TOKEN', 'REFRESH-TOKEN', 'NEW-SECRET', 'contoso']) {
    expect(written).not.toContain(secret);
  }
  if (process.platform !== 'win32') expect(statSync(path()).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['one.vault']);
  const reading = await vault().open();
  const cache = reading.kind === 'opened' ? reading.cache : '';
  expect(cache).toContain('REFRESH-TOKEN');
  expect(cache).not.toMatch(/ACCESS-TOKEN|ID-TOKEN|NEW-SECRET/);
});

test('what the key store wraps is a key of 256 bits, and no part of a token', async () => {
  await vault().save(cacheOf('ann'));
  expect(store.encrypted).toHaveLength(1);
  expect(Buffer.from(store.encrypted[0] ?? '', 'base64')).toHaveLength(32);
});

test('two writings of the same share neither nonce nor bytes, and count on', async () => {
  const one = vault();
  const read = (): Record<string, unknown> =>
    JSON.parse(readFileSync(path(), 'utf8')) as Record<string, unknown>;
  await one.save(cacheOf('ann'));
  const first = read();
  await one.save(cacheOf('ann'));
  const second = read();
  expect([first['sequence'], second['sequence']]).toEqual([1, 2]);
  for (const part of ['nonce', 'data', 'tag']) expect(first[part]).not.toBe(second[part]);
});

test('a file with any character changed does not open, and is set aside', async () => {
  await vault().save(cacheOf('ann'));
  const good = readFileSync(path(), 'utf8');
  let [tried, opened] = [0, 0];
  for (let at = 0; at < good.trimEnd().length; at += 1) {
    const other = good[at] === 'A' ? 'B' : 'A';
    writeFileSync(path(), `${good.slice(0, at)}${other}${good.slice(at + 1)}`);
    const { kind } = await vault().open();
    tried += 1;
    if (kind === 'opened') opened += 1;
    else expect(readdirSync(folder)).toEqual(['one.unreadable']);
  }
  expect(tried).toBeGreaterThan(500);
  expect(opened).toBe(0);
  writeFileSync(path(), good);
  expect((await vault().open()).kind).toBe('opened');
});

test.each<[string, () => void, Partial<VaultOptions>, string]>([
  ['nothing kept', () => rmSync(path()), {}, 'none'],
  ['another registration', () => undefined, { clientId: 'other' }, 'unreadable'],
  ['no vault file', () => writeFileSync(path(), 'hello'), {}, 'unreadable'],
  ['a key store that has another key', () => (store = fakeKeyStore()), {}, 'unreadable'],
  ['a turn counted up by hand', () => rewrite({ sequence: 9 }), {}, 'unreadable'],
  ['a turn that was never noted', () => turns.clear(), {}, 'rolledBack'],
  ['a newer turn noted', () => turns.set('one', 2), {}, 'rolledBack'],
])('%s: %s', async (_name, change, options, kind) => {
  await vault().save(cacheOf('ann'));
  change();
  expect((await vault({ store, ...options }).open()).kind).toBe(kind);
});

test('an older file put back is seen, and not used', async () => {
  const one = vault();
  await one.save(cacheOf('ann'));
  const older = readFileSync(path());
  await one.save(cacheOf('ann'));
  writeFileSync(path(), older);
  expect((await vault().open()).kind).toBe('rolledBack');
  expect(readdirSync(folder)).toEqual(['one.unreadable']);
});

test('a busy key store leaves the file as it is', async () => {
  await vault().save(cacheOf('ann'));
  store.tricks.busyTimes = 3;
  expect((await vault().open()).kind).toBe('busy');
  expect(readdirSync(folder)).toEqual(['one.vault']);
  expect((await vault().open()).kind).toBe('opened');
});

test('a key that the store has renewed is wrapped again with the next writing', async () => {
  await vault().save(cacheOf('ann'));
  store.tricks.isRotated = true;
  const one = vault();
  await one.open();
  await one.save(cacheOf('ann'));
  expect(store.encrypted).toHaveLength(2);
  expect(store.encrypted[0]).toBe(store.encrypted[1]);
});

test.each([
  ['nobody', cacheOf()],
  ['two accounts: one of them was refused', cacheOf('ann', 'bob')],
  ['no JSON', 'x'],
  ['no object', '[]'],
])('keeps nothing of a cache with %s', async (_name, cache) => {
  expect(keptCacheOf(cache)).toBeUndefined();
  expect(await vault().save(cache)).toBe(false);
  expect(readdirSync(folder)).toEqual([]);
});

test('once switched off nothing is written, also where the key store was being asked', async () => {
  let isOn = true;
  const one = vault({
    mayKeep: () => isOn,
    store: {
      ...store,
      encrypt: (text) => {
        isOn = false;
        return store.encrypt(text);
      },
    },
  });
  expect(await one.save(cacheOf('ann'))).toBe(false);
  expect(await one.save(cacheOf('ann'))).toBe(false);
  expect(readdirSync(folder)).toEqual([]);
});

test('forgetting takes the file, whatever was set aside and what a writing left', async () => {
  const one = vault();
  await one.save(cacheOf('ann'));
  writeFileSync(join(folder, 'one.unreadable'), 'old');
  writeFileSync(join(folder, 'one.vault.3141592653'), 'interrupted');
  writeFileSync(join(folder, 'one2.vault'), 'another');
  expect(keptFiles(folder).names()).toEqual(['one', 'one2']);
  one.forget();
  expect(readdirSync(folder)).toEqual(['one2.vault']);
});

test.each([
  ['noted', () => undefined],
  ['a turn ahead of what was noted', () => turns.set('one', 1)],
  ['never noted', () => turns.clear()],
])('forgotten and put back it is not taken: %s', async (_name, change) => {
  const one = vault();
  await one.save(cacheOf('ann'));
  await one.save(cacheOf('ann'));
  const copy = readFileSync(path());
  change();
  one.forget();
  writeFileSync(path(), copy);
  expect((await vault().open()).kind).toBe('rolledBack');
});

test('forgetting is noted also where the file cannot be removed', async () => {
  const remove = (): void => {
    throw new Error('busy');
  };
  const one = vault({ files: { ...keptFiles(folder), remove } });
  await one.save(cacheOf('ann'));
  expect(() => one.forget()).toThrow('busy');
  expect((await vault().open()).kind).toBe('rolledBack');
});

test('what cannot be read as a file is none of ours: it is set aside', async () => {
  await vault().save(cacheOf('ann'));
  rmSync(path());
  mkdirSync(path());
  expect((await vault().open()).kind).toBe('unreadable');
  expect(readdirSync(folder)).toEqual(['one.unreadable']);
});
