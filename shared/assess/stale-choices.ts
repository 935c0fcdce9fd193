import { isFederated } from '../entra/federation';
import { isGuid } from '../ids';
import type { AccountSelector } from '../tenant/account-selector';
import type { Choices, Enforcement } from '../tenant/choice';
import { selectorText } from '../tenant/resolve-selectors';
import type { AssessInput, StaleChoice } from './assessment';
import { configurationOf } from './allowed-methods';
import { tenantPlan } from './licences';
import { valueOf } from './membership';

/** Enforcements that Conditional Access carries out, which P1 pays for. */
export const needsP1: ReadonlySet<Enforcement> = new Set([
  'perUserToConditionalAccess',
  'conditionalAccess',
  'securityDefaultsToConditionalAccess',
]);

/** Values of findings.md 6 that are found, not chosen. */
const verdicts: ReadonlySet<Enforcement> = new Set(['nothingToMigrate', 'decideLicences']);

/** What of the choices still stands, and what does not and why. */
export interface SortedChoices {
  readonly live: Choices;
  /** By field, then subject. */
  readonly stale: readonly StaleChoice[];
}

type Because = StaleChoice['because'];

/** Whether something a choice names is there: null where that was not read or not answered. */
interface Facts {
  readonly isWithoutP1: boolean;
  /** Policies ask that P1 no longer pays for: what comes instead is still to be decided (findings 6.5). */
  readonly isLicenceOpen: boolean;
  /** It says how the tenant is, and the tenant is not so: evidence decides that, no choice. */
  isNotSo(enforcement: Enforcement): boolean;
  hasRange(range: string): boolean | null;
  hasPolicy(id: string): boolean | null;
  isFederated(domain: string): boolean | null;
  hasMethod(id: string): boolean | null;
  /** As read, it is on for nobody. */
  isOff(id: string): boolean;
  hasAccount(id: string): boolean | null;
}

function isIn(ids: readonly string[] | null, id: string): boolean | null {
  return ids === null ? null : ids.some((one) => one.toLowerCase() === id.toLowerCase());
}

function factsOf({ snapshot, answers }: AssessInput): Facts {
  const ranges = answers?.legacyMfa?.trustedIps ?? null;
  const policies = valueOf(snapshot.conditionalAccess)?.map((policy) => policy.id) ?? null;
  const federated =
    valueOf(snapshot.domains)
      ?.filter(isFederated)
      .map((domain) => domain.id) ?? null;
  const policy = valueOf(snapshot.authenticationMethodsPolicy);
  const methods = policy?.authenticationMethodConfigurations.map((one) => one.id) ?? null;
  const users = valueOf(snapshot.users);
  const areDefaultsOff = valueOf(snapshot.securityDefaults)?.isEnabled === false;
  const isAnyEnabled =
    valueOf(snapshot.conditionalAccess)?.some((policy) => policy.state === 'enabled') === true;
  let accounts: ReadonlySet<string> | null = null;
  return {
    isWithoutP1: tenantPlan(snapshot.subscribedSkus) === 'free',
    isLicenceOpen: areDefaultsOff && isAnyEnabled,
    isNotSo: (enforcement) =>
      verdicts.has(enforcement) || (enforcement === 'keepSecurityDefaults' && areDefaultsOff),
    hasRange: (range) => isIn(ranges, range),
    hasPolicy: (id) => isIn(policies, id),
    isFederated: (domain) => isIn(federated, domain),
    // Built-in methods stay known where a version of Graph leaves them out.
    hasMethod: (id) => (isGuid(id) ? isIn(methods, id) : true),
    isOff: (id) => policy !== null && configurationOf(policy, id)?.state === 'disabled',
    hasAccount: (id) => {
      if (users === null) return null;
      accounts ??= new Set(users.map((user) => user.id.toLowerCase()));
      return accounts.has(id.toLowerCase());
    },
  };
}

/**
 * Parts the choices that still stand from the stale ones (answers.md 3): what a choice was about
 * is gone, P1 is gone, or the day it was made for has passed. A stale choice counts as not made.
 * What was not read is not gone.
 */
export function sortChoices(input: AssessInput): SortedChoices {
  const { choices } = input;
  const facts = factsOf(input);
  const stale: StaleChoice[] = [];
  const note = (field: StaleChoice['field'], subject: string, value: string, because: Because) => {
    stale.push({ field, subject, value, because });
  };
  const ranOut = (until: string | undefined): boolean =>
    until !== undefined && Date.parse(until) < Date.parse(input.asOf);

  /** Entries whose `key` names something that is still there. */
  function standing<Entry extends { readonly value: string }>(
    field: 'trustedIps' | 'federation' | 'managedPolicy',
    entries: readonly Entry[],
    nameOf: (entry: Entry) => string,
    isThere: (name: string) => boolean | null,
  ): Entry[] {
    return entries.filter((entry) => {
      if (isThere(nameOf(entry)) !== false) return true;
      note(field, nameOf(entry), entry.value, 'gone');
      return false;
    });
  }

  /** Object ids that no account has any more; other selectors without a match are input errors. */
  function withPeople<Entry extends { readonly value: string; accounts: AccountSelector[] }>(
    field: 'frontline' | 'telephony',
    entries: readonly Entry[],
  ): Entry[] {
    return entries.flatMap((entry) => {
      const left = entry.accounts.filter((selector) => {
        const isGone =
          'id' in selector && isGuid(selector.id) && facts.hasAccount(selector.id) === false;
        if (isGone) note(field, selector.id, entry.value, 'gone');
        return !isGone;
      });
      return left.length === 0 && entry.accounts.length > 0 ? [] : [{ ...entry, accounts: left }];
    });
  }

  const live: Choices = { ...choices };
  const { enforcement, licences, methods } = choices;
  if (enforcement !== undefined && facts.isWithoutP1 && needsP1.has(enforcement.value)) {
    note('enforcement', '', enforcement.value, 'licenceGone');
    delete live.enforcement;
  }
  if (enforcement !== undefined && facts.isNotSo(enforcement.value)) {
    note('enforcement', '', enforcement.value, 'notSo');
    delete live.enforcement;
  }
  const isGone = facts.isWithoutP1 && !facts.isLicenceOpen;
  if (licences !== undefined && (isGone || ranOut(licences.until))) {
    note('licences', '', licences.value, isGone ? 'licenceGone' : 'ranOut');
    delete live.licences;
  }
  if (methods !== undefined) {
    live.methods = Object.fromEntries(
      Object.entries(methods).filter(([id, { value, until, ...named }]) => {
        const isGone = facts.hasMethod(id) === false;
        const stands = !isGone && !ranOut(until);
        if (!stands) note('methods', id, value, isGone ? 'gone' : 'ranOut');
        // It still opens the method to nobody: only the groups it names say nothing.
        const groups = [...(named.exclude ?? []), ...(named.readmit ?? [])];
        const isForNobody = named.scope === 'leave' && groups.length > 0 && facts.isOff(id);
        if (stands && isForNobody) note('methods', id, value, 'isOff');
        return stands;
      }),
    );
  }
  if (choices.trustedIps !== undefined) {
    live.trustedIps = standing(
      'trustedIps',
      choices.trustedIps,
      (one) => one.range,
      facts.hasRange,
    );
  }
  if (choices.federation !== undefined) {
    live.federation = standing(
      'federation',
      choices.federation,
      (one) => one.domain,
      facts.isFederated,
    );
  }
  if (choices.managedPolicy !== undefined) {
    live.managedPolicy = standing(
      'managedPolicy',
      choices.managedPolicy,
      (one) => one.policyId,
      facts.hasPolicy,
    );
  }
  if (choices.frontline !== undefined) {
    live.frontline = withPeople('frontline', choices.frontline);
  }
  if (choices.telephony !== undefined) {
    live.telephony = withPeople('telephony', choices.telephony);
  }
  if (choices.accountPaths !== undefined) {
    live.accountPaths = choices.accountPaths.filter((entry) => {
      if (!ranOut(entry.until)) return true;
      for (const one of entry.accounts)
        note('accountPaths', selectorText(one), entry.value, 'ranOut');
      return false;
    });
  }
  const orderOf = ({ field, subject }: StaleChoice): string => `${field} ${subject}`;
  stale.sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
  return { live, stale };
}
