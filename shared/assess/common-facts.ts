import { isPersonKind } from './account-kind';
import type { Coverage } from './coverage';
import type { CommonFacts } from './judged-person';
import type { HeldMethods } from './methods-by-standing';
import type { Person } from './people';
import { dateThatMatters, readinessOf } from './person-facts';

/** What tells an account from others beside its methods and what asks it. */
export type OwnFacts = Pick<
  Person,
  | 'kind'
  | 'enabled'
  | 'isEmergencyAccess'
  | 'isOperator'
  | 'isAdministrator'
  | 'isGlobalAdministrator'
  | 'hasP1'
  | 'perUserMfa'
  | 'defaultMethod'
  | 'isGuest'
> & { readonly isEnabledKnown: boolean; readonly isExternalMember: boolean };

/** Kinds, roles and states together are fewer; so are the ways in which the flags may stand. */
const mostWords = 32;
const mostFlags = 512;

/** All that follows from what an account is, what it holds and what asks it (findings 2.2–2.5). */
function commonFacts(
  own: OwnFacts,
  { facts, replacements }: HeldMethods,
  { cover, isPlaceBound }: Coverage,
  hasRetirementDates: boolean,
): CommonFacts {
  const { enabled, kind, isEnabledKnown, isEmergencyAccess, isGlobalAdministrator } = own;
  const isStaffKind = kind === 'member' || kind === 'frontline';
  const dated = { enabled, kind, globalAdministrator: isGlobalAdministrator };
  const isAccountKnown = isEnabledKnown && own.perUserMfa !== 'unknown';
  return {
    enabled,
    ...(isEnabledKnown ? {} : { isEnabledUnknown: true }),
    kind,
    isPerson: isPersonKind(kind),
    isStaff: enabled && isStaffKind && !isEmergencyAccess,
    isGuest: own.isGuest,
    ...(own.isExternalMember ? { isExternalMember: true } : {}),
    isEmergencyAccess,
    isOperator: own.isOperator,
    isAdministrator: own.isAdministrator,
    isGlobalAdministrator,
    hasP1: own.hasP1,
    perUserMfa: own.perUserMfa,
    ...facts,
    defaultMethod: own.defaultMethod,
    cover,
    isPlaceBound,
    date: dateThatMatters(facts, dated, hasRetirementDates),
    reachableReplacements: replacements,
    readiness: readinessOf(facts, replacements, isAccountKnown),
  };
}

/**
 * Facts worked out once for all accounts of which everything they follow from is the same: a tenant
 * has far fewer such kinds than accounts.
 */
export class FactsInCommon {
  readonly #byMethods = new Map<HeldMethods, Map<Coverage, Map<number, CommonFacts>>>();
  readonly #words = new Map<string, number>();
  readonly #defaults = new Map<string | null, number>();

  /** `hasRetirementDates`: as the tenant's cloud has them. */
  constructor(private readonly hasRetirementDates: boolean) {}

  of(own: OwnFacts, held: HeldMethods, cover: Coverage): CommonFacts {
    let byCover = this.#byMethods.get(held);
    if (byCover === undefined)
      this.#byMethods.set(held, (byCover = new Map<Coverage, Map<number, CommonFacts>>()));
    let byOwn = byCover.get(cover);
    if (byOwn === undefined) byCover.set(cover, (byOwn = new Map<number, CommonFacts>()));
    const number = this.#numberOf(own);
    let facts = byOwn.get(number);
    if (facts === undefined) {
      facts = commonFacts(own, held, cover, this.hasRetirementDates);
      byOwn.set(number, facts);
    }
    return facts;
  }

  /** Another one for whoever differs in anything. */
  #numberOf(own: OwnFacts): number {
    const flags =
      Number(own.enabled) |
      (Number(own.isEnabledKnown) << 1) |
      (Number(own.isEmergencyAccess) << 2) |
      (Number(own.isOperator) << 3) |
      (Number(own.isAdministrator) << 4) |
      (Number(own.isGuest) << 5) |
      (Number(own.isExternalMember) << 6) |
      (claimOf(own.hasP1) << 7);
    const kind = numberOf(own.kind, this.#words);
    const role = numberOf(own.isGlobalAdministrator, this.#words);
    const state = numberOf(own.perUserMfa, this.#words);
    const words = (kind * mostWords + role) * mostWords + state;
    // The texts of Graph may be any number of them, so they come in front.
    return (
      (numberOf(own.defaultMethod, this.#defaults) * mostWords ** 3 + words) * mostFlags + flags
    );
  }
}

/** The same for the same text, counted from zero. */
function numberOf<Text>(text: Text, numbers: Map<Text, number>): number {
  let number = numbers.get(text);
  if (number === undefined) numbers.set(text, (number = numbers.size));
  return number;
}

function claimOf(claim: boolean | null): number {
  return claim === null ? 2 : Number(claim);
}
