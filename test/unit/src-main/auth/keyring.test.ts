import { beforeEach, describe, expect, it, vi } from 'vitest';
import { openKeyring } from '../../../../src-main/auth/keyring';
import { KeyStoreBusy } from '../../../../src-main/auth/key-store';

const electron = vi.hoisted((): { safeStorage: Record<string, unknown> } => ({ safeStorage: {} }));
vi.mock('electron', () => electron);

const told: (readonly [string, unknown])[] = [];
const calls = ['isAsyncEncryptionAvailable', 'encryptStringAsync', 'decryptStringAsync'] as const;
const forbidden = ['isEncryptionAvailable', 'encryptString', 'decryptString'] as const;

beforeEach(() => {
  told.length = 0;
  const answers: Readonly<Record<(typeof calls)[number], unknown>> = {
    isAsyncEncryptionAvailable: true,
    encryptStringAsync: Buffer.from('v11-sealed'),
    decryptStringAsync: { result: 'a text', shouldReEncrypt: true },
  };
  electron.safeStorage = {};
  for (const name of calls) {
    electron.safeStorage[name] = (given: unknown) => {
      told.push([name, given]);
      return Promise.resolve(answers[name]);
    };
  }
  for (const name of forbidden) {
    electron.safeStorage[name] = () => {
      throw new Error(`${name} was called`);
    };
  }
});

describe('there is no key store', () => {
  it.each(['25.1.1', '42.9.0', '', '0', 'unknown'])('in Electron “%s”', (version) => {
    expect(openKeyring(version)).toBeNull();
    expect(told).toEqual([]);
  });

  it.each(calls)('in a runtime without %s', (name) => {
    electron.safeStorage[name] = undefined;
    expect(openKeyring('45.4.1')).toBeNull();
  });
});

describe('in a runtime that has one', () => {
  const open = () => {
    const store = openKeyring('43.0.0');
    if (store === null) throw new Error('no store');
    return store;
  };
  const rejecting = (error: Error): void => {
    electron.safeStorage['decryptStringAsync'] = () => Promise.reject(error);
  };

  it('nothing is asked before there is need, then each call once, as it was given', async () => {
    const store = open();
    expect(told).toEqual([]);
    expect(await store.isAvailable()).toBe(true);
    expect(Buffer.from(await store.encrypt('a text')).toString()).toBe('v11-sealed');
    const bytes = new Uint8Array([118, 49, 49, 0, 255]);
    expect(await store.decrypt(bytes)).toEqual({ text: 'a text', shouldReEncrypt: true });
    expect(told).toEqual([
      ['isAsyncEncryptionAvailable', undefined],
      ['encryptStringAsync', 'a text'],
      // Electron takes a Buffer alone.
      ['decryptStringAsync', Buffer.from(bytes)],
    ]);
    expect(Buffer.isBuffer(told[2]?.[1])).toBe(true);
  });

  it('what is told to be temporary may be tried again', async () => {
    rejecting(new Error('Decryption is temporarily unavailable. Please try again.'));
    await expect(open().decrypt(new Uint8Array(3))).rejects.toBeInstanceOf(KeyStoreBusy);
  });

  it.each([new Error('Error while decrypting the ciphertext'), new TypeError('temporarily')])(
    'anything else is as it came: %s',
    async (error) => {
      rejecting(error);
      const end = await open()
        .decrypt(new Uint8Array(3))
        .then(
          () => 'read',
          (reason: unknown) => [reason],
        );
      expect(end).toEqual([error]);
    },
  );

  it('a store that cannot encrypt says so', async () => {
    electron.safeStorage['encryptStringAsync'] = () => Promise.reject(new Error('no key'));
    await expect(open().encrypt('a text')).rejects.toThrow('no key');
  });
});
