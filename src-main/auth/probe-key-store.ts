import type { KeyStoreVerdict } from '../../shared/registration/key-store-verdict';
import { KeyStoreBusy, patiently, type KeyStore } from './key-store';

export interface ProbeInput {
  /** Null: this runtime has no asynchronous key store. */
  readonly store: KeyStore | null;
  /** `process.platform`. */
  readonly platform: string;
  /** Value of `--password-store`; empty when it was not given. */
  readonly passwordStore: string;
  /** A text nobody else knows: what the store gives back must be it. */
  readonly sample: string;
  pause(milliseconds: number): Promise<void>;
}

const limitMs = 10_000;

/**
 * Whether the system keeps a key that others cannot have (execution.md 5). On Linux the first three
 * bytes tell who encrypted: `v10` is a key that every Chromium shares, while the store still says
 * that encryption is available; `v11` is a keyring's, `v12` the portal's. Never throws.
 */
export async function probeKeyStore(input: ProbeInput): Promise<KeyStoreVerdict> {
  const { store } = input;
  if (store === null) return 'unavailable';
  if (input.passwordStore === 'basic') return 'basic';
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'unavailable'>((resolve) => {
    timer = setTimeout(() => resolve('unavailable'), limitMs);
  });
  try {
    return await Promise.race([judge(store, input), late]);
  } catch (error) {
    return error instanceof KeyStoreBusy ? 'busy' : 'unavailable';
  } finally {
    clearTimeout(timer);
  }
}

async function judge(store: KeyStore, input: ProbeInput): Promise<KeyStoreVerdict> {
  if (!(await store.isAvailable())) return 'unavailable';
  const bytes = await patiently(() => store.encrypt(input.sample), input.pause);
  if (input.platform === 'linux') {
    const prefix = Buffer.from(bytes.subarray(0, 3)).toString('latin1');
    if (prefix === 'v10') return 'noKeyring';
    if (prefix !== 'v11' && prefix !== 'v12') return 'unknownProvider';
  }
  const { text } = await patiently(() => store.decrypt(bytes), input.pause);
  return text === input.sample ? 'persist' : 'roundTrip';
}
