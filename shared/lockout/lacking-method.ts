import { configurationOf } from '../assess/allowed-methods';
import type { Scope } from '../assess/membership';
import type { Person } from '../assess/people';
import { offeredReplacements } from '../assess/person-facts';
import { allOf, anyOf, type Claim } from '../assess/three-valued';
import { retirementDates } from '../entra/retirement-dates';
import type { TenantImage } from '../plan/post-image';
import { mayRegister } from './may-register';
import type { CountedMethods } from './counted-methods';
import { meetsStrengths, unclearStrengths } from './sign-in-requirements';
import { legacyOffersApp, type UsableMethods } from './usable-methods';
import {
  reason,
  type ClassVerdict,
  type MakeVerdict,
  type PersonVerdict,
  type Reason,
  type Verdict,
} from './verdict';

/**
 * Where methods work but not for what asks: a strength that takes none of them. Whoever can
 * register the missing one must, the others are shut out there. Null: nothing is lacking.
 */
export function lacksHere(
  image: TenantImage,
  person: Person,
  scope: Scope,
  usable: UsableMethods,
  asker: PersonVerdict['askedBy'],
): { readonly verdict: Verdict; readonly reasons: readonly Reason[] } | null {
  const strength = asker === 'nothing' ? true : meetsStrengths(image, scope, usable.sure);
  if (strength === false) {
    const byMaybe = usable.maybe.length === 0 ? false : meetsStrengths(image, scope, usable.maybe);
    if (byMaybe === false) return strengthNotMet(image, person, scope, usable);
    return { verdict: 'unknown', reasons: [reason('method_not_proven', '2.7')] };
  }
  if (strength === null) {
    return { verdict: 'unknown', reasons: strengthReasons(image, scope, usable.sure) };
  }
  return null;
}

/** Which strength, and why nothing is known of it: what it takes, or where it asks. */
function strengthReasons(
  image: TenantImage,
  scope: Scope,
  usable: readonly string[],
): readonly Reason[] {
  const { untold, inPart } = unclearStrengths(image, scope, usable);
  const of = (key: string, names: readonly string[]): readonly Reason[] =>
    names.length === 0 ? [] : [reason(key, 'CA', { strengths: names.join(', ') })];
  return [...of('strength_unknown', untold), ...of('strength_in_part', inPart)];
}

/** Methods work, but a strength takes none of them. */
export function strengthNotMet(
  image: TenantImage,
  person: Person,
  scope: Scope,
  usable: UsableMethods,
): { readonly verdict: Verdict; readonly reasons: readonly Reason[] } {
  const why = reason('strength_not_met', 'CA');
  const { isThere, open, stopped } = replacementFor(image, person, scope, usable);
  if (isThere === null) return { verdict: 'unknown', reasons: [why, ...open] };
  return { verdict: isThere ? 'mustRegister' : 'blocked', reasons: [why, ...stopped] };
}

/** What somebody would hold after registering a replacement, by its configuration. */
const registered: Readonly<Record<string, string>> = {
  Fido2: 'fido2',
  MicrosoftAuthenticator: 'microsoftAuthenticatorPush',
  SoftwareOath: 'softwareOneTimePasscode',
};

/**
 * Whether this account may register alone what every strength that is asked of it takes, by the
 * policy or because the legacy lists still count; nothing for what is no person. Null: not known,
 * and `open` tells what is not: whether one is offered, whether a strength takes it, or whether the
 * page to register on opens. `stopped`: policies that keep it shut.
 */
function replacementFor(
  image: TenantImage,
  person: Person,
  scope: Scope,
  { sure, maybe }: Pick<UsableMethods, 'sure' | 'maybe'>,
): {
  readonly isThere: Claim;
  readonly open: readonly Reason[];
  readonly stopped: readonly Reason[];
} {
  if (!person.isPerson) return { isThere: false, open: [], stopped: [] };
  const offered = offeredReplacements(image.policy, scope);
  const isOfferUnread = offered === null;
  const ways = [
    ...(offered?.sure ?? []).map((id) => ({ id, isOffered: true })),
    ...(offered?.open ?? []).map((id) => ({ id, isOffered: null })),
    { id: 'MicrosoftAuthenticator', isOffered: legacyOffersApp(image) },
  ].map(({ id, isOffered }) => {
    const method = registered[id] ?? 'externalAuthMethod';
    const isByOneself = id === 'Fido2' ? isKeySelfService(image) : true;
    const isTaken = meetsStrengths(image, scope, [method]);
    return { method, isOffered: allOf([isOffered, isByOneself]), isTaken };
  });
  const claims = ways.map(({ isOffered, isTaken }) => allOf([isOffered, isTaken]));
  const isOffered = anyOf(isOfferUnread ? [...claims, null] : claims);
  const page = mayRegister(image, scope, sure, maybe);
  const policies = { policies: page.by.join(', ') };
  const untold =
    page.by.length === 0
      ? reason('registration_unread', 'CA')
      : reason('registration_not_told', 'CA', policies);
  const open = ways.filter((_, place) => claims[place] === null);
  const isOfferOpen = isOfferUnread || open.some((one) => one.isOffered === null);
  const untaken = open.filter(({ isTaken }) => isTaken === null).map(({ method }) => method);
  return {
    isThere: allOf([isOffered, page.isOpen]),
    open: [
      ...(isOffered === null && isOfferOpen ? [reason('replacement_unknown', '2.7')] : []),
      ...(isOffered === null && untaken.length > 0 ? strengthReasons(image, scope, untaken) : []),
      ...(page.isOpen === null ? [untold] : []),
    ],
    stopped: page.isOpen === false ? [reason('registration_stopped', 'CA', policies)] : [],
  };
}

/** Whether people may register keys and passkeys themselves; false only where that is said. */
function isKeySelfService({ policy }: TenantImage): boolean {
  const keys = policy === null ? undefined : configurationOf(policy, 'Fido2');
  return keys?.isSelfServiceRegistrationAllowed !== false;
}

/** Nothing works: who can register a replacement alone must do so, the others are shut out. */
export function withoutMethod(
  image: TenantImage,
  person: Person,
  scope: Scope,
  usable: CountedMethods,
  make: MakeVerdict,
): ClassVerdict {
  const isJuly = person.kind === 'externalGuest' || person.isGlobalAdministrator === 'active';
  const why = person.hasNoMethod
    ? reason('no_method', 'R8')
    : usable.ended.length > 0
      ? reason('phone_ended', 'R9', {
          date: isJuly ? retirementDates.july : retirementDates.february,
        })
      : usable.left === 'oneFactor'
        ? reason('certificate_one_factor', 'R14')
        : reason('not_allowed', 'R2');
  if (!person.isPerson) return make('blocked', [why, reason('not_a_person', '2.2')]);
  const { isThere, open, stopped } = replacementFor(image, person, scope, { sure: [], maybe: [] });
  if (isThere === null) return make('unknown', [why, ...open]);
  if (isThere) return make('mustRegister', [why, reason('can_register', 'R8')]);
  const out = stopped.length > 0 ? stopped : [reason('cannot_register', 'R8')];
  return make('blocked', [why, ...out]);
}
