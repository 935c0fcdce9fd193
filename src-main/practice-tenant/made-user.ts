import { dayMs, isoSeconds } from './clock';
import { guidOf, pickOf } from './ids';
import type { Json, JsonObject } from './json';
import { productOf } from './licences';
import { nameOf, resourceName, type PersonName } from './names';
import { extensionAttributes, workOf, type Work } from './work';
import type { Cohort, TenantInput } from './scenario-schema';
import type { CohortTraits, UserOrigin } from './user-record';

export const peopleKinds: readonly string[] = ['member', 'student', 'frontline'];

/** What the accounts of one cohort have in common. */
export interface CohortParts {
  readonly cohort: Cohort;
  readonly traits: CohortTraits;
  readonly methods: readonly string[];
  readonly perUserMfa: string;
  readonly tenant: TenantInput['tenant'];
  readonly licence: string | null;
  readonly assignedPlans: JsonObject[];
  readonly createdAt: string;
  readonly asOfMs: number;
  readonly idOf: (n: number) => string;
  readonly upnOf: (n: number) => string;
  readonly isHiddenInBulk: (n: number) => boolean;
}

/** The n-th account of a cohort; nothing that costs is made before it is asked for. */
export class MadeUser implements UserOrigin {
  readonly parts: CohortParts;
  readonly n: number;
  readonly isExternal: boolean;
  readonly isGuest: boolean;
  #id: string | undefined;
  #name: PersonName | undefined;
  #work: Work | undefined;

  constructor(parts: CohortParts, n: number) {
    this.parts = parts;
    this.n = n;
    this.isExternal = parts.cohort.kind === 'externalGuest';
    this.isGuest = this.isExternal || parts.cohort.kind === 'internalGuest';
  }

  get id(): string {
    return (this.#id ??= this.parts.idOf(this.n));
  }

  get upn(): string {
    return this.parts.upnOf(this.n);
  }

  get traits(): CohortTraits {
    return this.parts.traits;
  }

  get perUserMfa(): string | null {
    return this.isGuest ? null : this.parts.perUserMfa;
  }

  get hiddenInBulk(): boolean {
    return this.parts.isHiddenInBulk(this.n);
  }

  get methods(): readonly string[] {
    return this.parts.methods;
  }

  get preferredMethod(): string {
    return this.parts.cohort.defaultMethod ?? 'none';
  }

  get names(): readonly string[] {
    return propertyNames;
  }

  /** Guests have a person's name too. */
  get hasName(): boolean {
    return this.isGuest || this.traits.isPerson;
  }

  get name(): PersonName {
    return (this.#name ??= nameOf(this.upn));
  }

  /** A person who works here, with a desk of their own. */
  get hasWork(): boolean {
    return this.traits.isPerson;
  }

  get work(): Work {
    return (this.#work ??= workOf(this.upn, this.name));
  }

  get isSynced(): boolean {
    const { tenant, cohort } = this.parts;
    return tenant.dirSync && cohort.cloudOnly !== true && !this.isExternal;
  }

  get mail(): string | null {
    const { cohort, licence } = this.parts;
    if (!this.isExternal) return licence === null ? null : this.upn;
    return `${cohort.id.toLowerCase()}${this.n}@${cohort.homeTenant ?? 'partner.example'}`;
  }

  property(asked: string): Json | undefined {
    return Object.hasOwn(properties, asked) ? properties[asked]?.(this) : undefined;
  }
}

const properties: Record<string, (made: MadeUser) => Json> = {
  id: ({ id }) => id,
  accountEnabled: ({ parts }) => parts.cohort.enabled !== false,
  assignedLicenses: ({ parts: { licence } }) =>
    licence === null ? [] : [{ skuId: productOf(licence).skuId, disabledPlans: [] }],
  assignedPlans: ({ parts }) => parts.assignedPlans,
  authorizationInfo: () => ({ certificateUserIds: [] }),
  businessPhones: () => [],
  createdDateTime: ({ parts }) => parts.createdAt,
  creationType: ({ isExternal }) => (isExternal ? 'Invitation' : null),
  deletedDateTime: () => null,
  department: (made) => (made.traits.isPerson ? made.name.department : null),
  displayName: (made) => {
    const { cohort } = made.parts;
    return made.hasName ? made.name.displayName : resourceName(cohort.id, made.n, cohort.count);
  },
  externalUserState: ({ isExternal }) => (isExternal ? 'Accepted' : null),
  givenName: (made) => (made.hasName ? made.name.givenName : null),
  identities: ({ isExternal, parts, upn }) => [
    {
      signInType: isExternal ? 'federated' : 'userPrincipalName',
      issuer: isExternal ? 'ExternalAzureAD' : parts.tenant.initialDomain,
      issuerAssignedId: isExternal ? null : upn,
    },
  ],
  isResourceAccount: () => null,
  jobTitle: (made) => (made.hasWork ? made.work.jobTitle : null),
  lastPasswordChangeDateTime: ({ parts, upn }) =>
    isoSeconds(parts.asOfMs - (30 + pickOf(300, 'pw', upn)) * dayMs),
  mail: ({ mail }) => mail,
  mobilePhone: () => null,
  officeLocation: (made) => (made.hasWork ? made.work.office : null),
  onPremisesImmutableId: (made) =>
    made.isSynced ? Buffer.from(made.id.slice(0, 16)).toString('base64') : null,
  onPremisesSyncEnabled: ({ isSynced }) => (isSynced ? true : null),
  otherMails: ({ isExternal, mail }) => (isExternal ? [mail] : []),
  passwordPolicies: () => null,
  city: (made) => (made.hasWork ? made.work.city : null),
  companyName: (made) => (made.hasWork ? made.parts.tenant.name : null),
  country: (made) => (made.hasWork ? made.work.country : null),
  employeeType: (made) => (made.hasWork ? made.work.employeeType : null),
  onPremisesExtensionAttributes: (made) =>
    extensionAttributes(made.hasWork ? made.work.costCentre : null),
  state: (made) => (made.hasWork ? made.work.state : null),
  preferredLanguage: (made) => (made.hasName ? made.name.language : null),
  surname: (made) => (made.hasName ? made.name.surname : null),
  usageLocation: ({ name }) => (name.language === 'ja-JP' ? 'JP' : 'GB'),
  userPrincipalName: ({ upn }) => upn,
  userType: ({ isGuest }) => (isGuest ? 'Guest' : 'Member'),
  signInActivity: ({ traits, id, parts }) =>
    traits.lastSignInDays === null
      ? null
      : signInActivity(id, isoSeconds(parts.asOfMs - traits.lastSignInDays * dayMs)),
};
const propertyNames = Object.keys(properties);

function signInActivity(id: string, at: string): JsonObject {
  const requestId = guidOf('signInRequest', id);
  return {
    lastSignInDateTime: at,
    lastSignInRequestId: requestId,
    lastNonInteractiveSignInDateTime: at,
    lastNonInteractiveSignInRequestId: requestId,
    lastSuccessfulSignInDateTime: at,
    lastSuccessfulSignInRequestId: requestId,
  };
}
