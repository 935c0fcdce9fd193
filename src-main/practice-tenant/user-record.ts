import type { Json, JsonObject } from './json';
import type { Cohort } from './scenario-schema';

/** What makes accounts of one cohort alike. */
export interface CohortTraits {
  readonly cohort: string;
  /** A person of the tenant: no guest, no shared, service or room account. */
  readonly isPerson: boolean;
  readonly perUserRead: Cohort['perUserRead'];
  readonly inReport: boolean;
  readonly smsSignIn: boolean;
  readonly lastSignInDays: number | null;
  readonly legacyAuth: string | undefined;
  readonly ropc: boolean;
  readonly usesNps: boolean;
}

/** An account as it was made; what happened to it since is a `UserChange`. */
export interface UserOrigin {
  readonly id: string;
  readonly upn: string;
  readonly traits: CohortTraits;
  /** The true per-user MFA state; null for guests, who have none. */
  readonly perUserMfa: string | null;
  /** The bulk property is null although the account has a state. */
  readonly hiddenInBulk: boolean;
  readonly methods: readonly string[];
  readonly preferredMethod: string;
  /** Names of its Graph properties, in the order Graph shows them. */
  readonly names: readonly string[];
  /** When it was made, ms; absent: before the tenant opened. */
  readonly since?: number;
  /** One Graph property: a page needs few of them, and there may be a million accounts. */
  property(name: string): Json | undefined;
}

/** What the registration report tells of an account, at one instant. */
export interface Registration {
  readonly methods: readonly string[];
  readonly preferredMethod: string;
  readonly isEnabled: boolean;
}

/** What has changed of an account since the tenant opened. */
interface UserChange {
  perUserMfa?: string | null;
  methods?: readonly string[];
  preferredMethod?: string;
  properties?: JsonObject;
  removed?: boolean;
  /** What was registered before, and until when it was so, oldest first. */
  readonly past: { readonly until: number; readonly was: Registration }[];
}

/** Changes by the account's place. Accounts without one take no memory. */
export class UserChanges {
  readonly now: () => number;
  readonly #changes = new Map<number, UserChange>();

  constructor(now: () => number) {
    this.now = now;
  }

  of(ordinal: number): UserChange | undefined {
    return this.#changes.get(ordinal);
  }

  edit(ordinal: number): UserChange {
    const change = this.#changes.get(ordinal) ?? { past: [] };
    this.#changes.set(ordinal, change);
    return change;
  }
}

/** One account, made when it is looked at; two of the same place show the same account. */
export class UserRecord {
  /** Place in the list of accounts, never reused. */
  readonly ordinal: number;
  readonly #origin: UserOrigin;
  readonly #changes: UserChanges;

  constructor(ordinal: number, origin: UserOrigin, changes: UserChanges) {
    this.ordinal = ordinal;
    this.#origin = origin;
    this.#changes = changes;
  }

  get id(): string {
    return this.#origin.id;
  }

  get upn(): string {
    return this.#origin.upn;
  }

  get traits(): CohortTraits {
    return this.#origin.traits;
  }

  get hiddenInBulk(): boolean {
    return this.#origin.hiddenInBulk;
  }

  get perUserMfa(): string | null {
    const changed = this.#changed?.perUserMfa;
    return changed === undefined ? this.#origin.perUserMfa : changed;
  }

  set perUserMfa(state: string | null) {
    this.#edit().perUserMfa = state;
  }

  get methods(): readonly string[] {
    return this.#changed?.methods ?? this.#origin.methods;
  }

  set methods(names: readonly string[]) {
    this.#editRegistration().methods = names;
  }

  get preferredMethod(): string {
    return this.#changed?.preferredMethod ?? this.#origin.preferredMethod;
  }

  set preferredMethod(name: string) {
    this.#editRegistration().preferredMethod = name;
  }

  get removed(): boolean {
    return this.#changed?.removed === true;
  }

  set removed(isRemoved: boolean) {
    this.#edit().removed = isRemoved;
  }

  get isEnabled(): boolean {
    return this.property('accountEnabled') === true;
  }

  /** The Graph user with every property it has. */
  get resource(): JsonObject {
    return this.pick(this.#origin.names);
  }

  property(name: string): Json | undefined {
    const changed = this.#changed?.properties;
    if (changed !== undefined && Object.hasOwn(changed, name)) return changed[name];
    return this.#origin.property(name);
  }

  /** The named properties; those it does not have are left out. */
  pick(names: readonly string[]): JsonObject {
    const row: JsonObject = {};
    for (const name of names) {
      const value = this.property(name);
      if (value !== undefined) row[name] = value;
    }
    return row;
  }

  /** What a PATCH of the user does. */
  change(properties: JsonObject): void {
    const change = this.#editRegistration();
    change.properties = { ...change.properties, ...properties };
  }

  /** What was registered at an instant, ms; undefined: the account was not there yet. */
  registrationAt(at: number): Registration | undefined {
    if ((this.#origin.since ?? at) > at) return undefined;
    return this.#changed?.past.find(({ until }) => until > at)?.was ?? this.#registration;
  }

  get #registration(): Registration {
    const { methods, preferredMethod, isEnabled } = this;
    return { methods, preferredMethod, isEnabled };
  }

  get #changed(): UserChange | undefined {
    return this.#changes.of(this.ordinal);
  }

  #edit(): UserChange {
    return this.#changes.edit(this.ordinal);
  }

  /** Keeps what the report still shows for a while. */
  #editRegistration(): UserChange {
    const was = this.#registration;
    const change = this.#edit();
    change.past.push({ until: this.#changes.now(), was });
    return change;
  }
}
