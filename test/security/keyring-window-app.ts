/**
 * Stands in front of the built program: the runtime calls itself one that has the asynchronous key
 * store, and the key store of the computer is the one that `CAUSEWAY_TEST_KEYRING` tells of. Where
 * `CAUSEWAY_TEST_DUMPS` is set, a crash leaves a dump with that text in it, as the product never has it.
 */
import { crashReporter, safeStorage } from 'electron';
import { createRequire } from 'node:module';
import { KeyStoreBusy } from '../../src-main/auth/key-store';
import { fakeKeyStore, type KeyStoreTricks } from '../fixtures/fake-key-store';

const tricks = JSON.parse(process.env['CAUSEWAY_TEST_KEYRING'] ?? 'null') as KeyStoreTricks | null;
if (tricks !== null) {
  const versions = { ...process.versions, electron: '45.4.1' };
  Object.defineProperty(process, 'versions', { value: versions });
  const store = fakeKeyStore(tricks);
  Object.assign(safeStorage, {
    isAsyncEncryptionAvailable: () => store.isAvailable(),
    encryptStringAsync: async (text: string) => Buffer.from(await store.encrypt(text)),
    decryptStringAsync: async (bytes: Buffer) => {
      try {
        const { text, shouldReEncrypt } = await store.decrypt(bytes);
        return { result: text, shouldReEncrypt };
      } catch (error) {
        // Electron's word for it.
        throw error instanceof KeyStoreBusy ? new Error('temporarily unavailable') : error;
      }
    },
  });
}
const planted = process.env['CAUSEWAY_TEST_DUMPS'];
if (planted !== undefined) crashReporter.start({ uploadToServer: false, extra: { planted } });
createRequire(__filename)('./product.js');
