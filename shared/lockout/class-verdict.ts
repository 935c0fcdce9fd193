import type { Scope } from '../assess/membership';
import type { Person } from '../assess/people';
import { sortMethods } from '../entra/method-order';
import type { TenantImage } from '../plan/post-image';
import { answersElsewhere } from './answered-elsewhere';
import { isAskedToRegister } from './asked-to-register';
import { countedMethods, type CountedMethods } from './counted-methods';
import { mayRegister } from './may-register';
import { lacksHere, strengthNotMet, withoutMethod } from './lacking-method';
import { preferenceOf } from './preferred-choice';
import { radiusVerdict } from './radius-verdict';
import { askedBy, isBlockedEverywhere, meetsStrengths } from './sign-in-requirements';
import { usableMethods } from './usable-methods';
import {
  reason,
  type ClassVerdict,
  type MakeVerdict,
  type PersonVerdict,
  type Reason,
  type Verdict,
} from './verdict';

/** MFA that was done elsewhere, by nobody knows what. */
const mfaElsewhere = 'mfaElsewhere';

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
  const preference = preferenceOf(image, person, scope);
  const make: MakeVerdict = (verdict, reasons, methods = []) => ({
    verdict,
    reasons: [first, ...reasons],
    orderedMethods: sortMethods(methods, date),
    askedBy: asker,
    preference,
  });
  if (image.replaced.has(person.id)) return make('signsIn', [reason('replaced', 'O18')]);
  if (isBlockedEverywhere(image, scope)) return make('blocked', [reason('policy_blocks', 'CA')]);
  const usable = usableMethods(image, person, scope, date);
  if (usable === null) return make('unknown', [reason('methods_unknown', '2.7')]);
  const counted =
    asker === 'nothing' ? { ...usable, left: null } : countedMethods(image, person, scope, usable);
  const usual = judgeMethods(image, person, scope, counted, asker, make);
  const radius = radiusVerdict(image, person, scope, usable);
  return radius !== null && rank[radius.verdict] > rank[usual.verdict]
    ? make(radius.verdict, radius.reasons, usable.sure)
    : usual;
}

/** How bad a verdict is; of two equal ones the usual way of signing in is told. */
const rank: Readonly<Record<Verdict, number>> = {
  signsIn: 0,
  askedToRegister: 0,
  losesStrongest: 0,
  mustRegister: 1,
  unknown: 2,
  blocked: 3,
};

/** What happens where the tenant's own rules ask, or nothing does. */
function judgeMethods(
  image: TenantImage,
  person: Person,
  scope: Scope,
  usable: CountedMethods,
  asker: PersonVerdict['askedBy'],
  make: MakeVerdict,
): ClassVerdict {
  const elsewhere = asker === 'nothing' ? null : answersElsewhere(image, person);
  const isGuestOfPolicy = asker === 'conditionalAccess' && person.kind === 'externalGuest';
  if (isGuestOfPolicy && elsewhere === 'guestTrusted') {
    // What MFA they did there is not told, so a strength is met only where any MFA meets it.
    return meetsStrengths(image, scope, [mfaElsewhere]) === true
      ? make('signsIn', [reason('guest_trusted', 'O23')], usable.sure)
      : make('unknown', [reason('guest_trusted_strength', 'O23')], usable.sure);
  }
  const mayAnswerAtHome = isGuestOfPolicy && elsewhere === 'guestTrustUnknown';
  const atHome = make('unknown', [reason('guest_trust_unknown', 'O23')], usable.sure);
  if (usable.sure.length > 0) {
    const lacking = lacksHere(image, person, scope, usable, asker);
    if (lacking !== null && mayAnswerAtHome) return atHome;
    if (lacking !== null) return make(lacking.verdict, lacking.reasons, usable.sure);
    // What keeps the page of registering shut keeps its prompt away as well (domain.md 1.2).
    const isNudged =
      asker !== 'nothing' &&
      isAskedToRegister(image, scope, usable) &&
      mayRegister(image, scope, usable.sure).isOpen === true;
    return isNudged
      ? make('askedToRegister', [reason('campaign_asks', 'CAMP')], usable.sure)
      : make('signsIn', [reason('method_works', 'R2')], usable.sure);
  }
  if (asker === 'nothing') return make('signsIn', [reason('nothing_asks', 'R10')]);
  if (asker === 'unknown') return make('unknown', []);
  if (mayAnswerAtHome) return atHome;
  if (usable.maybe.length > 0) {
    // Even if they work, they would not do for what asks.
    if (meetsStrengths(image, scope, usable.maybe) === false) {
      const lacking = strengthNotMet(image, person, scope, usable);
      return make(lacking.verdict, lacking.reasons);
    }
    const isUntold = usable.left === 'untold';
    const why = isUntold ? reason('certificate_untold', 'R14') : reason('method_not_proven', '2.7');
    return make('unknown', [why]);
  }
  // A provider's MFA is any MFA: it meets no strength that asks for more.
  if (elsewhere === 'federated' && meetsStrengths(image, scope, [mfaElsewhere]) !== false)
    return make('unknown', [reason('federated', 'O22')]);
  return withoutMethod(image, person, scope, usable, make);
}
