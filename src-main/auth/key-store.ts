/**
 * The system's own store for keys, asked without blocking: Electron's asynchronous `safeStorage`
 * in the app, a fake in tests. Null stands for a runtime that has none.
 */
export interface KeyStore {
  isAvailable(): Promise<boolean>;
  /** Rejects where the store cannot. */
  encrypt(text: string): Promise<Uint8Array>;
  /** Rejects with `KeyStoreBusy` where trying again may help, with anything else where not. */
  decrypt(bytes: Uint8Array): Promise<Decrypted>;
}

export interface Decrypted {
  readonly text: string;
  /** The store has a newer key: what was read should be written again with it. */
  readonly shouldReEncrypt: boolean;
}

/** The store is there and does not answer now: a keychain that is locked, a service that starts. */
export class KeyStoreBusy extends Error {
  override readonly name = 'KeyStoreBusy';
}

/** Tries again where the store was busy: three times in all, then says so. */
export async function patiently<T>(
  task: () => Promise<T>,
  pause: (milliseconds: number) => Promise<void>,
): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await task();
    } catch (error) {
      if (!(error instanceof KeyStoreBusy) || tries === 3) throw error;
      await pause(tries * 500);
    }
  }
}
