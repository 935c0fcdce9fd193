import type { PracticeClock } from './clock';
import { Accounts } from './accounts';
import { guidOf } from './ids';
import type { Json, JsonObject } from './json';
import { Lag, type Reach } from './lag';
import type { Members } from './members';
import { RoleHoldings } from './role-holdings';
import type { GraphBehaviour, TenantInput } from './scenario-schema';
import { Shelf } from './shelf';
import type { UserRecord } from './user-record';

export interface GroupRecord {
  readonly id: string;
  readonly ordinal: number;
  readonly resource: JsonObject;
  readonly members: Members;
}

export interface StoredResource {
  readonly id: string;
  readonly resource: JsonObject;
}

export interface TenantFacts {
  readonly id: string;
  readonly name: string;
  readonly domain: string;
  readonly initialDomain: string;
  readonly cloud: TenantInput['tenant']['cloud'];
  readonly plan: 'none' | 'p1' | 'p2';
  readonly operatorId: string;
  readonly operatorUpn: string;
  readonly startedIn: string | null;
  readonly graph: GraphBehaviour;
  /** How long the methods policy's beta answer is to be when the tenant opens. */
  readonly policyBytes: number | undefined;
  readonly sspr: { scope: string | null; group: string | null; required: number };
}

export interface DirectorySetup {
  facts: TenantFacts;
  clock: PracticeClock;
  openedAt: number;
  lagMs: number;
}

type Singleton = 'amp' | 'securityDefaults' | 'authorization' | 'crossTenantDefault';

/** Everything the tenant holds. Rules for changing it live beside the routes that change it. */
/** A group among the deleted items, with the members it comes back with. */
export interface DeletedGroup {
  readonly group: GroupRecord;
  /** By the tenant's clock, ms. */
  readonly at: number;
}

export class Directory {
  readonly facts: TenantFacts;
  readonly clock: PracticeClock;
  readonly lag: Lag;
  /** When the tenant opened, ms: what is told in days ago counts from here. */
  readonly openedAt: number;
  readonly users: Accounts;
  readonly groups: Shelf<GroupRecord>;
  readonly policies: Shelf<StoredResource>;
  readonly deletedPolicies: Shelf<StoredResource>;
  readonly namedLocations: Shelf<StoredResource>;
  readonly roles = new RoleHoldings();
  readonly audits: JsonObject[] = [];
  /** Accounts by the SKU id of their licence. */
  readonly licencesUsed = new Map<string, number>();
  /** Whole lists that are only read, by the name of their path. */
  readonly fixed = new Map<string, JsonObject[]>();
  readonly deletedGroups: DeletedGroup[] = [];
  readonly #singletons = new Map<Singleton, JsonObject>();
  readonly #past: { name: Singleton; value: JsonObject; until: number }[] = [];
  readonly #due: { at: number; run: () => void }[] = [];
  #serial = 0;

  constructor(setup: DirectorySetup) {
    this.facts = setup.facts;
    this.clock = setup.clock;
    this.openedAt = setup.openedAt;
    const idOfUpn = (upn: string): string => guidOf('user', setup.facts.id, upn);
    this.users = new Accounts(idOfUpn, () => setup.clock.now());
    this.lag = new Lag(setup.clock, setup.lagMs);
    this.groups = new Shelf('group', this.lag);
    this.policies = new Shelf('caPolicy', this.lag);
    this.deletedPolicies = new Shelf('caDeleted', this.lag);
    this.namedLocations = new Shelf('namedLocation', this.lag);
  }

  /** By object id or user principal name; removed accounts are not found. */
  user(key: string): UserRecord | undefined {
    return this.users.find(key);
  }

  perUserMfa(user: UserRecord, reach: Reach): string | null {
    return this.lag.view(`perUser:${user.id}`, user.perUserMfa, reach);
  }

  setPerUserMfa(user: UserRecord, state: string): void {
    this.lag.note(`perUser:${user.id}`, user.perUserMfa);
    user.perUserMfa = state;
  }

  removeUser(user: UserRecord): void {
    this.users.remove(user);
    for (const group of this.groups.truths()) {
      if (!group.members.hasOrdinal(user.ordinal) && !group.members.hasId(user.id)) continue;
      this.groups.put({ ...group, members: group.members.without(user.id, user.ordinal) });
    }
  }

  truth(name: Singleton): JsonObject {
    const value = this.#singletons.get(name);
    if (value === undefined) throw new Error(`practice tenant without ${name}`);
    return value;
  }

  read(name: Singleton): JsonObject {
    return this.lag.view(`one:${name}`, this.truth(name), 'id');
  }

  /** What was true at an instant, ms: for services that work on yesterday's data. */
  truthAt(name: Singleton, at: number): JsonObject {
    const past = this.#past.find((one) => one.name === name && one.until > at);
    return past?.value ?? this.truth(name);
  }

  place(name: Singleton, value: JsonObject): void {
    this.#singletons.set(name, value);
  }

  write(name: Singleton, value: JsonObject): void {
    const before = this.truth(name);
    this.lag.note(`one:${name}`, before);
    this.#past.push({ name, value: before, until: this.clock.now() });
    this.#singletons.set(name, value);
  }

  /** A new id; the same requests in the same order give the same ids. */
  newId(kind: string): string {
    return guidOf('new', this.facts.id, kind, String(++this.#serial));
  }

  nextOrdinal(): number {
    return ++this.#serial;
  }

  /** Something the service itself does after a while of server time. */
  later(delayMs: number, run: () => void): void {
    this.#due.push({ at: this.clock.now() + delayMs, run });
  }

  settle(): void {
    const now = this.clock.now();
    for (let next = this.#due[0]; next !== undefined && next.at <= now; next = this.#due[0]) {
      this.#due.shift();
      next.run();
    }
  }

  audit(entry: {
    activity: string;
    category: string;
    service: string;
    by: { user: { id: string; upn: string } } | { app: string };
    targets?: JsonObject[];
    at?: string;
    detail?: string;
  }): void {
    const id = guidOf('audit', this.facts.id, String(this.audits.length));
    const by: Json =
      'app' in entry.by
        ? { user: null, app: { appId: null, displayName: entry.by.app } }
        : {
            app: null,
            user: {
              ...{ id: entry.by.user.id, userPrincipalName: entry.by.user.upn },
              ...{ displayName: null, ipAddress: null },
            },
          };
    this.audits.push({
      ...{ id, category: entry.category, correlationId: guidOf('correlation', id) },
      ...{ result: 'success', resultReason: entry.detail ?? '', operationType: 'Update' },
      activityDisplayName: entry.activity,
      activityDateTime: entry.at ?? this.clock.iso(),
      loggedByService: entry.service,
      initiatedBy: by,
      targetResources: entry.targets ?? [],
      additionalDetails: [],
    });
  }
}
