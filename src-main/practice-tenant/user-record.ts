import type { JsonObject } from './json';
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

interface UserSetup {
  ordinal: number;
  id: string;
  upn: string;
  traits: CohortTraits;
  perUserMfa: string | null;
  hiddenInBulk: boolean;
  methods: string[];
  preferredMethod: string;
  makeResource: (user: UserRecord) => JsonObject;
}

/** One account. Its Graph properties are made when first asked for: large tenants open at once. */
export class UserRecord {
  /** Place in the list of accounts, never reused. */
  readonly ordinal: number;
  readonly id: string;
  readonly upn: string;
  readonly traits: CohortTraits;
  /** The true per-user MFA state; null for guests, who have none. */
  perUserMfa: string | null;
  /** The bulk property is null although the account has a state. */
  readonly hiddenInBulk: boolean;
  methods: string[];
  preferredMethod: string;
  removed = false;
  private made: JsonObject | undefined = undefined;
  private readonly make: (user: UserRecord) => JsonObject;

  constructor(setup: UserSetup) {
    this.ordinal = setup.ordinal;
    this.id = setup.id;
    this.upn = setup.upn;
    this.traits = setup.traits;
    this.perUserMfa = setup.perUserMfa;
    this.hiddenInBulk = setup.hiddenInBulk;
    this.methods = setup.methods;
    this.preferredMethod = setup.preferredMethod;
    this.make = setup.makeResource;
  }

  /** The Graph user with every property it has; replaced, never changed in place. */
  get resource(): JsonObject {
    this.made ??= this.make(this);
    return this.made;
  }

  set resource(next: JsonObject) {
    this.made = next;
  }
}
