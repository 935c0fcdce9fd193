import type { User } from '../entra/user';
import type { Person } from './people';

/** What is an account's own; everything else many have in common. */
type Own = 'id' | 'upn' | 'name' | 'department';
export type CommonFacts = Omit<Person, Own>;

/**
 * One judged account: its row, and the facts it shares with all who are judged alike. A tenant has
 * as many of these as accounts, so nothing else is kept in them. A copy by `{ ...person }` would have
 * no fields: `plainPerson` makes one.
 */
export class JudgedPerson implements Person {
  constructor(
    private readonly user: User,
    readonly facts: CommonFacts,
  ) {}

  get id(): string {
    return this.user.id;
  }
  get upn(): string {
    return this.user.userPrincipalName;
  }
  get name(): string {
    return this.user.displayName || this.user.userPrincipalName;
  }
  get department(): string | null {
    return this.user.department;
  }
  get enabled(): Person['enabled'] {
    return this.facts.enabled;
  }
  get isEnabledUnknown(): Person['isEnabledUnknown'] {
    return this.facts.isEnabledUnknown;
  }
  get kind(): Person['kind'] {
    return this.facts.kind;
  }
  get isPerson(): Person['isPerson'] {
    return this.facts.isPerson;
  }
  get isStaff(): Person['isStaff'] {
    return this.facts.isStaff;
  }
  get isGuest(): Person['isGuest'] {
    return this.facts.isGuest;
  }
  get isExternalMember(): Person['isExternalMember'] {
    return this.facts.isExternalMember;
  }
  get isEmergencyAccess(): Person['isEmergencyAccess'] {
    return this.facts.isEmergencyAccess;
  }
  get isOperator(): Person['isOperator'] {
    return this.facts.isOperator;
  }
  get isAdministrator(): Person['isAdministrator'] {
    return this.facts.isAdministrator;
  }
  get isGlobalAdministrator(): Person['isGlobalAdministrator'] {
    return this.facts.isGlobalAdministrator;
  }
  get hasP1(): Person['hasP1'] {
    return this.facts.hasP1;
  }
  get perUserMfa(): Person['perUserMfa'] {
    return this.facts.perUserMfa;
  }
  get methods(): Person['methods'] {
    return this.facts.methods;
  }
  get unknownMethods(): Person['unknownMethods'] {
    return this.facts.unknownMethods;
  }
  get defaultMethod(): Person['defaultMethod'] {
    return this.facts.defaultMethod;
  }
  get allowedMethods(): Person['allowedMethods'] {
    return this.facts.allowedMethods;
  }
  get isPhoneOnly(): Person['isPhoneOnly'] {
    return this.facts.isPhoneOnly;
  }
  get hasNoMethod(): Person['hasNoMethod'] {
    return this.facts.hasNoMethod;
  }
  get isStranded(): Person['isStranded'] {
    return this.facts.isStranded;
  }
  get cover(): Person['cover'] {
    return this.facts.cover;
  }
  get isPlaceBound(): Person['isPlaceBound'] {
    return this.facts.isPlaceBound;
  }
  get date(): Person['date'] {
    return this.facts.date;
  }
  get reachableReplacements(): Person['reachableReplacements'] {
    return this.facts.reachableReplacements;
  }
  get readiness(): Person['readiness'] {
    return this.facts.readiness;
  }

  /** Written as any other person is. */
  toJSON(): Person {
    return plainPerson(this);
  }
}

/** A copy with fields of its own, to be written, sent or changed. */
export function plainPerson(person: Person): Person {
  return {
    id: person.id,
    upn: person.upn,
    name: person.name,
    department: person.department,
    enabled: person.enabled,
    ...(person.isEnabledUnknown === true ? { isEnabledUnknown: true } : {}),
    kind: person.kind,
    isPerson: person.isPerson,
    isStaff: person.isStaff,
    isGuest: person.isGuest,
    ...(person.isExternalMember === true ? { isExternalMember: true } : {}),
    isEmergencyAccess: person.isEmergencyAccess,
    isOperator: person.isOperator,
    isAdministrator: person.isAdministrator,
    isGlobalAdministrator: person.isGlobalAdministrator,
    hasP1: person.hasP1,
    perUserMfa: person.perUserMfa,
    methods: person.methods,
    unknownMethods: person.unknownMethods,
    allowedMethods: person.allowedMethods,
    isPhoneOnly: person.isPhoneOnly,
    hasNoMethod: person.hasNoMethod,
    isStranded: person.isStranded,
    defaultMethod: person.defaultMethod,
    cover: person.cover,
    isPlaceBound: person.isPlaceBound,
    date: person.date,
    reachableReplacements: person.reachableReplacements,
    readiness: person.readiness,
  };
}
