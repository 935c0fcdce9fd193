import { isTargeted, phoneMethods, passkeyMethods } from '../assess/allowed-methods';
import type { Scope } from '../assess/membership';
import type { Person } from '../assess/people';
import { reachableReplacements } from '../assess/person-facts';
import type { MethodTarget } from '../entra/method-configuration';
import { sortMethods } from '../entra/method-order';
import { retirementDates } from '../entra/retirement-dates';
import type { TenantImage } from '../plan/post-image';
import { answersElsewhere, canAnswerRadius } from './answered-elsewhere';
import { askedBy, isBlockedEverywhere, meetsStrengths } from './sign-in-requirements';
import { legacyOffersApp, usableMethods, type UsableMethods } from './usable-methods';
import type { PersonVerdict, Verdict } from './verdict';

/** A verdict without the person: shared by everybody who is alike in all that decides. */
export type ClassVerdict = Omit<PersonVerdict, 'userId'>;

type Reason = PersonVerdict['reasons'][number];

const reason = (key: string, rule: string, values: Reason['values'] = {}): Reason => ({
  key: `reason_${key}`,
  values,
  rule,
});

const askerReasons: Readonly<Record<PersonVerdict['askedBy'], Reason>> = {
  securityDefaults: reason('asked_security_defaults', 'R11'),
  conditionalAccess: reason('asked_conditional_access', 'R10'),
  perUserMfa: reason('asked_per_user', 'R12'),
  nothing: reason('asked_nothing', 'R10'),
  unknown: reason('asked_unknown', '2.7'),
};

/**
 * The simulator's word on one account: who asks, what of the account's methods works, and what
 * happens when nothing does. Nobody is assumed to register anything: gates hold those who must.
 */
export function judgeInImage(
  image: TenantImage,
  person: Person,
  scope: Scope,
  date: string,
): ClassVerdict {
  const asker = askedBy(image, person, scope);
  const first = askerReasons[asker];
  const make = (
    verdict: Verdict,
    reasons: readonly Reason[],
    methods: readonly string[] = [],
  ): ClassVerdict => ({
    verdict,
    reasons: [first, ...reasons],
    orderedMethods: sortMethods(methods, date),
    askedBy: asker,
  });
  if (image.replaced.has(person.id)) return make('signsIn', [reason('replaced', 'O18')]);
  if (isBlockedEverywhere(image, scope)) return make('blocked', [reason('policy_blocks', 'CA')]);
  const usable = usableMethods(image, person, scope, date);
  if (usable === null) return make('unknown', [reason('methods_unknown', '2.7')]);
  const elsewhere = asker === 'nothing' ? null : answersElsewhere(image, person);
  const isGuestOfPolicy = asker === 'conditionalAccess' && person.kind === 'externalGuest';
  if (isGuestOfPolicy && elsewhere === 'guestTrusted') {
    return make('signsIn', [reason('guest_trusted', 'O23')], usable.sure);
  }
  if (usable.sure.length > 0) {
    const lacking = lacksHere(image, person, scope, usable, asker);
    if (lacking !== null) return make(lacking.verdict, lacking.reasons, usable.sure);
    const isNudged = asker !== 'nothing' && isAskedToRegister(image, scope, usable);
    return isNudged
      ? make('askedToRegister', [reason('campaign_asks', 'CAMP')], usable.sure)
      : make('signsIn', [reason('method_works', 'R2')], usable.sure);
  }
  if (asker === 'nothing') return make('signsIn', [reason('nothing_asks', 'R10')]);
  if (asker === 'unknown') return make('unknown', []);
  if (usable.maybe.length > 0) {
    // Even if they work, they would not do for what asks.
    if (meetsStrengths(image, scope, usable.maybe) === false) {
      const lacking = strengthNotMet(image, scope, offeredTo(image, person, scope));
      return make(lacking.verdict, lacking.reasons);
    }
    return make('unknown', [reason('method_not_proven', '2.7')]);
  }
  if (isGuestOfPolicy && elsewhere === 'guestTrustUnknown') {
    return make('unknown', [reason('guest_trust_unknown', 'O23')]);
  }
  if (elsewhere === 'federated') return make('unknown', [reason('federated', 'O22')]);
  return withoutMethod(image, person, scope, usable, make);
}

/**
 * Where methods work but not for what asks: a strength that takes none of them, or RADIUS. Whoever
 * can register the missing one must, the others are shut out there. Null: nothing is lacking.
 */
function lacksHere(
  image: TenantImage,
  person: Person,
  scope: Scope,
  usable: UsableMethods,
  asker: PersonVerdict['askedBy'],
): { readonly verdict: Verdict; readonly reasons: readonly Reason[] } | null {
  const strength = asker === 'nothing' ? true : meetsStrengths(image, scope, usable.sure);
  const offered = offeredTo(image, person, scope);
  if (strength === false) {
    const byMaybe = usable.maybe.length === 0 ? false : meetsStrengths(image, scope, usable.maybe);
    if (byMaybe === false) return strengthNotMet(image, scope, offered);
    return { verdict: 'unknown', reasons: [reason('method_not_proven', '2.7')] };
  }
  if (strength === null) {
    return { verdict: 'unknown', reasons: [reason('strength_unknown', 'CA')] };
  }
  if (canAnswerRadius(image, person, [...usable.sure, ...usable.maybe])) return null;
  const wanted = ['MicrosoftAuthenticator', 'SoftwareOath'];
  const verdict = offered.some((id) => wanted.includes(id)) ? 'mustRegister' : 'blocked';
  return { verdict, reasons: [reason('radius_no_method', 'R16')] };
}

/** What this account may register alone, by configuration; nothing for what is no person. */
function offeredTo(image: TenantImage, person: Person, scope: Scope): readonly string[] {
  return person.isPerson ? (reachableReplacements(image.policy, scope) ?? []) : [];
}

function strengthNotMet(
  image: TenantImage,
  scope: Scope,
  offered: readonly string[],
): { readonly verdict: Verdict; readonly reasons: readonly Reason[] } {
  const verdict = offered.some((id) => isStrongEnough(image, scope, id))
    ? 'mustRegister'
    : 'blocked';
  return { verdict, reasons: [reason('strength_not_met', 'CA')] };
}

/** What somebody would hold after registering a replacement, by its configuration. */
const registered: Readonly<Record<string, string>> = {
  Fido2: 'fido2',
  MicrosoftAuthenticator: 'microsoftAuthenticatorPush',
  SoftwareOath: 'softwareOneTimePasscode',
};

/** False where a strength that is asked everywhere would not take that replacement either. */
function isStrongEnough(image: TenantImage, scope: Scope, replacement: string): boolean {
  const method = registered[replacement] ?? 'externalAuthMethod';
  return meetsStrengths(image, scope, [method]) !== false;
}

/** Nothing works: who can register a replacement alone must do so, the others are shut out. */
function withoutMethod(
  image: TenantImage,
  person: Person,
  scope: Scope,
  usable: UsableMethods,
  make: (verdict: Verdict, reasons: readonly Reason[]) => ClassVerdict,
): ClassVerdict {
  const isJuly = person.kind === 'externalGuest' || person.isGlobalAdministrator === 'active';
  const why = person.hasNoMethod
    ? reason('no_method', 'R8')
    : usable.ended.length > 0
      ? reason('phone_ended', 'R9', {
          date: isJuly ? retirementDates.july : retirementDates.february,
        })
      : reason('not_allowed', 'R2');
  if (!person.isPerson) return make('blocked', [why, reason('not_a_person', '2.2')]);
  const replacements = reachableReplacements(image.policy, scope);
  const byLegacy = isStrongEnough(image, scope, 'MicrosoftAuthenticator')
    ? legacyOffersApp(image)
    : false;
  const isOffered = (replacements ?? []).some((id) => isStrongEnough(image, scope, id));
  if (isOffered || byLegacy === true) {
    return make('mustRegister', [why, reason('can_register', 'R8')]);
  }
  return replacements === null || byLegacy === null
    ? make('unknown', [why, reason('replacement_unknown', '2.7')])
    : make('blocked', [why, reason('cannot_register', 'R8')]);
}

/**
 * Registration campaign: a passkey campaign asks after any MFA, the Microsoft managed one at least
 * those who answer by phone (domain.md 1.2). Snoozing is possible, so nobody is stopped by it.
 */
function isAskedToRegister(image: TenantImage, scope: Scope, usable: UsableMethods): boolean {
  const campaign =
    image.policy?.registrationEnforcement?.authenticationMethodsRegistrationCampaign ?? null;
  if (campaign === null || (campaign.state !== 'enabled' && campaign.state !== 'default')) {
    return false;
  }
  const isOnlyPhones = usable.sure.every((name) => phoneMethods.has(name));
  const wantsPasskey = (campaign.includeTargets ?? []).some(
    (target: MethodTarget) => target['targetedAuthenticationMethod'] === 'fido2',
  );
  const asksAll = campaign.state === 'enabled' && wantsPasskey;
  if (!isOnlyPhones && !(asksAll && !usable.sure.some((name) => passkeyMethods.has(name)))) {
    return false;
  }
  return isTargeted(campaign.includeTargets, campaign.excludeTargets, scope) === true;
}

/** The verdict once more, where the strongest method that worked at the start works no longer. */
export function comparedToStart(start: ClassVerdict, now: ClassVerdict): ClassVerdict {
  const [strongest] = start.orderedMethods;
  const isLost =
    strongest !== undefined &&
    now.orderedMethods.length > 0 &&
    !now.orderedMethods.includes(strongest) &&
    (now.verdict === 'signsIn' || now.verdict === 'askedToRegister');
  if (!isLost) return now;
  return {
    ...now,
    verdict: 'losesStrongest',
    reasons: [...now.reasons, reason('strongest_lost', 'SYS')],
  };
}

/** True when two verdicts look the same to the person: word, methods in order, and who asks. */
export function isSameVerdict(a: ClassVerdict, b: ClassVerdict): boolean {
  return (
    a === b ||
    (a.verdict === b.verdict &&
      a.askedBy === b.askedBy &&
      a.orderedMethods.length === b.orderedMethods.length &&
      a.orderedMethods.every((name, place) => name === b.orderedMethods[place]))
  );
}
