/** Where this build learns of newer ones, and whose word it takes. */
export interface UpdateSource {
  /** A notice of another channel is refused. */
  readonly channel: string;
  /** Where the signed notice lies (https); null: this build asks nobody. */
  readonly address: string | null;
  /** Ed25519 public keys, 32 bytes in base64: the one in use and the one kept offline. */
  readonly keys: readonly string[];
}

/**
 * Set by whoever publishes a build (README, Updates). As it stands there is neither key nor address:
 * the window then says that updates cannot be checked.
 */
export const updateSource: UpdateSource = { channel: 'stable', address: null, keys: [] };
