import { createHash, randomBytes } from 'node:crypto';
import * as v from 'valibot';
import type { KeyStoreVerdict } from '../../shared/registration/key-store-verdict';
import type { KeyStore } from './key-store';
import { probeKeyStore } from './probe-key-store';
import { turnAfterAll, Vault, type VaultFiles, type VaultReading } from './vault';

/** Which sign-in: one registration in one tenant of one cloud. */
export interface KeptPlace {
  /** Origin of the authority, e.g. https://login.microsoftonline.com. */
  readonly origin: string;
  readonly clientId: string;
  readonly tenantId: string;
}

export interface KeptPorts {
  readonly store: KeyStore | null;
  readonly files: VaultFiles & { names(): readonly string[] };
  /** The switch and the turns, beside the settings. `write` may throw. */
  readonly memory: { read(): unknown; write(value: object): void };
  readonly platform: string;
  readonly passwordStore: string;
  pause(milliseconds: number): Promise<void>;
}

export interface OpenedVault {
  readonly vault: Vault;
  readonly reading: VaultReading;
}

const memory = v.strictObject({
  schema: v.literal('causeway-kept/1'),
  isOn: v.boolean(),
  keeper: v.optional(v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/))),
  sequences: v.record(v.string(), v.pipe(v.number(), v.integer(), v.minValue(1))),
});

/** *Keep me signed in*: off until switched on, and only where the key store is a real one. */
export class KeptSignIns {
  readonly #ports: KeptPorts;
  /** Of the memory of turns: where that was lost, what was kept by it is not believed. */
  readonly #keeper: string;
  #isOn: boolean;
  #sequences: Readonly<Record<string, number>>;
  #verdict: Promise<KeyStoreVerdict> | undefined;
  #problem: 'unreadable' | 'rolledBack' | null = null;

  constructor(ports: KeptPorts) {
    this.#ports = ports;
    const kept = v.safeParse(memory, ports.memory.read());
    const keeper = kept.success ? kept.output.keeper : undefined;
    this.#keeper = keeper ?? randomBytes(16).toString('hex');
    this.#isOn = kept.success && kept.output.isOn;
    this.#sequences = kept.success ? kept.output.sequences : {};
    if (!this.#isOn) this.#removeLeftovers();
  }

  get isOn(): boolean {
    return this.#isOn;
  }

  /** Why the last kept sign-in was not taken; null: none was refused in this run. */
  get problem(): 'unreadable' | 'rolledBack' | null {
    return this.#problem;
  }

  /** Asks the key store once in a process; call it after `ready`, with a window. */
  probe(): Promise<KeyStoreVerdict> {
    const { store, platform, passwordStore, pause } = this.#ports;
    const sample = randomBytes(24).toString('base64');
    this.#verdict ??= probeKeyStore({ store, platform, passwordStore, sample, pause });
    return this.#verdict;
  }

  /**
   * Switching on needs a real key store; false: it stays off. Switching off deletes what is kept.
   * @throws Error of the file system
   */
  async turn(isOn: boolean): Promise<boolean> {
    if (isOn && (await this.probe()) !== 'persist') return false;
    if (isOn) {
      this.#remember(true, this.#sequences);
      this.#isOn = true;
      return true;
    }
    this.#isOn = false;
    const turns = Object.entries(this.#sequences);
    try {
      // The turns outlive the vaults: a copy of one is an older one, also once this is on again.
      this.#remember(false, Object.fromEntries(turns.map(([n, turn]) => [n, turnAfterAll(turn)])));
    } finally {
      this.#removeAll();
    }
    return true;
  }

  /** True: this sign-in may go on without a browser. */
  has(place: KeptPlace): boolean {
    return this.#isOn && this.#ports.files.read(nameOf(place)) !== undefined;
  }

  /** The vault of a sign-in and what it held. Undefined: tokens stay in memory. */
  async open(place: KeptPlace): Promise<OpenedVault | undefined> {
    const { store, files, pause } = this.#ports;
    if (!this.#isOn || store === null || (await this.probe()) !== 'persist') return undefined;
    const vault = new Vault({
      ...{ name: nameOf(place), clientId: place.clientId, store, files, pause },
      keeper: this.#keeper,
      sequences: {
        last: (name) => this.#sequences[name],
        set: (name, sequence) =>
          this.#remember(this.#isOn, { ...this.#sequences, [name]: sequence }),
      },
      mayKeep: () => this.#isOn,
    });
    const reading = await vault.open();
    // This run keeps in memory; the file waits for the next one.
    if (reading.kind === 'busy') return undefined;
    if (reading.kind === 'unreadable' || reading.kind === 'rolledBack') {
      this.#problem = reading.kind;
    }
    return { vault, reading };
  }

  /**
   * Nothing of this sign-in is left, and a copy of it is not taken again.
   * @throws Error of the file system
   */
  forget(place: KeptPlace): void {
    const { files } = this.#ports;
    const name = nameOf(place);
    const last = this.#sequences[name];
    try {
      files.remove(name);
    } finally {
      if (last !== undefined) {
        this.#remember(this.#isOn, { ...this.#sequences, [name]: turnAfterAll(last) });
      }
    }
  }

  /** Off, or the memory of it lost: nothing may lie there that the switch does not show. */
  #removeLeftovers(): void {
    try {
      this.#removeAll();
    } catch {
      // The next start tries again; switching off says what stands in the way.
    }
  }

  #removeAll(): void {
    for (const name of this.#ports.files.names()) this.#ports.files.remove(name);
  }

  #remember(isOn: boolean, sequences: Readonly<Record<string, number>>): void {
    const keeper = this.#keeper;
    this.#ports.memory.write({ schema: 'causeway-kept/1', isOn, keeper, sequences });
    this.#sequences = sequences;
  }
}

function nameOf({ origin, clientId, tenantId }: KeptPlace): string {
  const text = JSON.stringify([origin, clientId.toLowerCase(), tenantId.toLowerCase()]);
  return createHash('sha256').update(text, 'utf8').digest('hex').slice(0, 32);
}
