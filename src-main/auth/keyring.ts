import { safeStorage } from 'electron';
import { KeyStoreBusy, type KeyStore } from './key-store';

/** Before 43 an asynchronous call made too early ends the process (electron/electron#51924). */
const oldestMajor = 43;

/**
 * Electron's asynchronous `safeStorage` (`isAsyncEncryptionAvailable`, `encryptStringAsync`,
 * `decryptStringAsync`; electronjs.org/docs/latest/api/safe-storage). Null where this runtime has
 * none. The synchronous calls are gone in Electron 46 and never used.
 */
export function openKeyring(electronVersion: string): KeyStore | null {
  // Types say that these are there; an older runtime knows better.
  const found: Partial<typeof safeStorage> = safeStorage;
  if (
    !(Number.parseInt(electronVersion, 10) >= oldestMajor) ||
    typeof found.isAsyncEncryptionAvailable !== 'function' ||
    typeof found.encryptStringAsync !== 'function' ||
    typeof found.decryptStringAsync !== 'function'
  ) {
    return null;
  }
  return {
    isAvailable: () => safeStorage.isAsyncEncryptionAvailable(),
    encrypt: (text) => safeStorage.encryptStringAsync(text),
    decrypt: async (bytes) => {
      try {
        const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(
          Buffer.from(bytes),
        );
        return { text: result, shouldReEncrypt };
      } catch (error) {
        // Told apart by its text alone; Electron gives it no code.
        const isBusy = error instanceof Error && error.message.includes('temporarily unavailable');
        throw isBusy ? new KeyStoreBusy() : error;
      }
    },
  };
}
