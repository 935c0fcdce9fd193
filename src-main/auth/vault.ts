import { KeyStoreBusy, patiently, type KeyStore } from './key-store';
import { keptCacheOf } from './kept-cache';
import { hashOfAccount, newVaultKey, parseEnvelope, seal, unseal } from './vault-envelope';

/** Where vault files lie. Each may throw an error of the file system. */
export interface VaultFiles {
  /** Undefined: there is none. */
  read(name: string): string | undefined;
  /** Whole or not at all, readable by its owner alone. */
  write(name: string, text: string): void;
  /** Takes what cannot be read out of the way. */
  setAside(name: string): void;
  /** The file and whatever was set aside for it. */
  remove(name: string): void;
}

/** Last turn of each vault that this computer has seen. */
export interface Sequences {
  last(name: string): number | undefined;
  set(name: string, sequence: number): void;
}

export interface VaultOptions {
  readonly name: string;
  readonly clientId: string;
  /** Whose turns are counted; a vault of another keeper does not open. */
  readonly keeper: string;
  readonly store: KeyStore;
  readonly files: VaultFiles;
  readonly sequences: Sequences;
  /** False once keeping was switched off: from then on nothing is written. */
  mayKeep(): boolean;
  pause(milliseconds: number): Promise<void>;
}

export type VaultReading =
  | { readonly kind: 'opened'; readonly cache: string }
  | { readonly kind: 'none' | 'busy' | 'unreadable' | 'rolledBack' };

/** Later than every file there can be: one may be a turn ahead of what was noted. */
export function turnAfterAll(last: number): number {
  return last + 2;
}

/** One kept sign-in: a file sealed with a key of its own, which the system's key store wraps. */
export class Vault {
  readonly #options: VaultOptions;
  #key: Buffer | undefined;
  #wrapped: string | undefined;

  constructor(options: VaultOptions) {
    this.#options = options;
  }

  /** What was kept. What cannot be read is set aside; a busy key store leaves it as it is. */
  async open(): Promise<VaultReading> {
    const { name, files, clientId, store, sequences, pause } = this.#options;
    const text = files.read(name);
    if (text === undefined) return { kind: 'none' };
    const aside = (kind: 'unreadable' | 'rolledBack'): VaultReading => {
      files.setAside(name);
      return { kind };
    };
    const sealed = parseEnvelope(text);
    if (sealed === undefined || sealed.clientId !== clientId) return aside('unreadable');
    // Written before its turn was noted, it is newer; older, or never noted, was put back.
    const last = sequences.last(name);
    if (last === undefined || sealed.sequence < last) return aside('rolledBack');
    try {
      const wrapped = Buffer.from(sealed.key, 'base64');
      const unwrapped = await patiently(() => store.decrypt(wrapped), pause);
      const key = Buffer.from(unwrapped.text, 'base64');
      const cache = unseal(sealed, key, this.#options.keeper);
      const kept = cache === undefined ? undefined : keptCacheOf(cache);
      if (kept === undefined || hashOfAccount(kept.homeAccountId) !== sealed.account) {
        return aside('unreadable');
      }
      this.#key = key;
      this.#wrapped = unwrapped.shouldReEncrypt ? undefined : sealed.key;
      return { kind: 'opened', cache: kept.text };
    } catch (error) {
      return error instanceof KeyStoreBusy ? { kind: 'busy' } : aside('unreadable');
    }
  }

  /**
   * Keeps what may be kept of MSAL's serialized cache. True: it is on disk.
   * @throws Error of the key store or the file system
   */
  async save(serialized: string): Promise<boolean> {
    const { name, files, clientId, store, sequences, mayKeep, pause } = this.#options;
    const kept = keptCacheOf(serialized);
    if (kept === undefined || !mayKeep()) return false;
    const key = (this.#key ??= newVaultKey());
    this.#wrapped ??= Buffer.from(
      await patiently(() => store.encrypt(key.toString('base64')), pause),
    ).toString('base64');
    // Switched off or forgotten while the key store was asked.
    if (!mayKeep() || this.#key !== key) return false;
    const account = hashOfAccount(kept.homeAccountId);
    const sequence = (sequences.last(name) ?? 0) + 1;
    const head = { clientId, account, sequence, key: this.#wrapped };
    const sealed = seal(head, key, kept.text, this.#options.keeper);
    files.write(name, `${JSON.stringify(sealed)}\n`);
    sequences.set(name, sequence);
    return true;
  }

  /**
   * The file goes, and the key with it, here and on disk; a copy put back later is an older one.
   * @throws Error of the file system
   */
  forget(): void {
    const { name, files, sequences } = this.#options;
    this.close();
    try {
      files.remove(name);
    } finally {
      const last = sequences.last(name);
      // Never noted is refused already, and a first note would let it in.
      if (last !== undefined) sequences.set(name, turnAfterAll(last));
    }
  }

  /** The file stays; the key leaves this process. */
  close(): void {
    this.#key?.fill(0);
    this.#key = undefined;
    this.#wrapped = undefined;
  }
}
