import type { ICachePlugin, TokenCacheContext } from '@azure/msal-node';
import { KeyStoreBusy } from './key-store';
import type { Vault } from './vault';

/**
 * MSAL's cache plug-in over a vault. MSAL 7.2.1 empties its own memory before every silent call and
 * takes what the plug-in gives it, so the whole cache is held here; a vault gets the part that may
 * be kept, and only after the session has judged the token (T3): a sign-in that is refused leaves
 * nothing on disk. Calls come one at a time from the session's queue (T7).
 */
export class KeptCachePlugin implements ICachePlugin {
  #memory: string | undefined;
  #isChanged = false;
  #isOver = false;
  #vault: Vault | undefined;

  /** From here on the vault keeps; `restored` is what MSAL starts with. */
  attach(vault: Vault, restored?: string): void {
    this.#vault = vault;
    this.#memory = restored ?? this.#memory;
    this.#isChanged = restored === undefined;
  }

  beforeCacheAccess(context: TokenCacheContext): Promise<void> {
    if (this.#memory !== undefined) context.tokenCache.deserialize(this.#memory);
    return Promise.resolve();
  }

  afterCacheAccess(context: TokenCacheContext): Promise<void> {
    if (context.cacheHasChanged && !this.#isOver) {
      this.#memory = context.tokenCache.serialize();
      this.#isChanged = true;
    }
    return Promise.resolve();
  }

  /** After a token was accepted: keeps what changed. Never throws; what cannot be kept is not. */
  async commit(): Promise<void> {
    if (this.#vault === undefined || this.#memory === undefined || !this.#isChanged) return;
    this.#isChanged = false;
    try {
      await this.#vault.save(this.#memory);
    } catch (error) {
      // Busy: the next token tries again.
      if (error instanceof KeyStoreBusy) this.#isChanged = true;
      // A renewed sign-in that is not on disk leaves a used one there: better none.
      else this.#forgetQuietly();
    }
  }

  /**
   * Signed out: nothing is left, here or on disk.
   * @throws Error of the file system
   */
  forget(): void {
    this.close((vault) => vault.forget());
  }

  /** Only this process ends: what is kept stays kept. */
  close(end: (vault: Vault) => void = (vault) => vault.close()): void {
    const vault = this.#vault;
    this.#isOver = true;
    this.#vault = undefined;
    this.#memory = undefined;
    if (vault !== undefined) end(vault);
  }

  #forgetQuietly(): void {
    try {
      this.#vault?.forget();
    } catch {
      // A folder that takes nothing gives nothing up either; Settings' switch says so when asked.
    }
  }
}
