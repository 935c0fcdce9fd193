import type { Scope } from '../assess/membership';
import { plainPerson } from '../assess/judged-person';
import type { Person } from '../assess/people';
import { offeredReplacements } from '../assess/person-facts';
import { allOf, anyOf, type Claim } from '../assess/three-valued';
import type { TenantImage } from '../plan/post-image';
import { mayRegister } from './may-register';
import { legacyOffersApp, usableMethods, type UsableMethods } from './usable-methods';
import { reason, type Reason, type Verdict } from './verdict';

/** What RADIUS through the NPS extension makes of an account, whatever else asks it. */
export interface RadiusVerdict {
  readonly verdict: Verdict;
  readonly reasons: readonly Reason[];
}

/**
 * Keys and passkeys never work for RADIUS (R16): whoever has nothing it takes must register push or
 * codes, or is shut out there. The same with any other methods or none, so that registering one
 * never makes it worse. Null: it takes what the account has, or the account does not use it.
 */
export function radiusVerdict(
  image: TenantImage,
  person: Person,
  scope: Scope,
  usable: UsableMethods,
): RadiusVerdict | null {
  const isUser = usesRadius(image, person);
  if (isUser === false) return null;
  const canAnswer = canAnswerRadius(image, person, scope, usable);
  if (canAnswer === true) return null;
  if (isUser === null) return { verdict: 'unknown', reasons: [reason('radius_unknown', 'R16')] };
  if (canAnswer === null) {
    return { verdict: 'unknown', reasons: [reason('radius_not_proven', 'R16')] };
  }
  const why = reason('radius_no_method', 'R16');
  const isOffered = offersForRadius(image, person, scope, usable);
  if (isOffered === null) {
    return { verdict: 'unknown', reasons: [why, reason('replacement_unknown', '2.7')] };
  }
  return { verdict: isOffered ? 'mustRegister' : 'blocked', reasons: [why] };
}

/** Null: who uses RADIUS is not known. Nobody from another tenant does. */
function usesRadius(image: TenantImage, person: Person): Claim {
  if (image.radiusUsers !== null) return image.radiusUsers.has(person.id);
  return person.isPerson && person.kind !== 'externalGuest' ? null : false;
}

/** Whether the protocols of all RADIUS clients take codes; null: some do, or nobody told (R16). */
function takesCodes(image: TenantImage): Claim {
  const clients = image.answers?.infrastructure?.npsExtension?.radiusClients ?? [];
  const takers = clients.filter(({ protocol }) => protocol === 'PAP');
  if (takers.length === 0) return clients.length === 0 ? null : false;
  return takers.length === clients.length ? true : null;
}

/** Whether one of the methods can answer: push and calls always, codes and texts by PAP only. */
function canAnswerRadius(
  image: TenantImage,
  person: Person,
  scope: Scope,
  usable: UsableMethods,
): Claim {
  const codes = takesCodes(image);
  const accepts = (name: string): Claim => {
    switch (name) {
      case 'microsoftAuthenticatorPush':
      case 'alternateMobilePhone':
      case 'officePhone':
        return true;
      case 'softwareOneTimePasscode':
      case 'hardwareOneTimePasscode':
        return codes;
      case 'mobilePhone':
        return anyOf([codes, canBeCalled(image, person, scope)]);
      default:
        return false;
    }
  };
  return anyOf([
    ...usable.sure.map(accepts),
    ...usable.maybe.map((name) => (accepts(name) === false ? false : null)),
  ]);
}

/** A mobile phone that works may be for texts alone; a second one is only ever called. */
function canBeCalled(image: TenantImage, person: Person, scope: Scope): Claim {
  const called: Person = { ...plainPerson(person), methods: ['alternateMobilePhone'] };
  // Whether phones still work at all was asked of the phone itself.
  const usable = usableMethods(image, called, scope, '');
  if (usable === null || usable.maybe.length > 0) return null;
  return usable.sure.length > 0;
}

/** Whether the account can register something RADIUS takes; nothing for what is no person. */
function offersForRadius(
  image: TenantImage,
  person: Person,
  scope: Scope,
  { sure }: UsableMethods,
): Claim {
  if (!person.isPerson) return false;
  const offered = offeredReplacements(image.policy, scope);
  if (offered === null) return null;
  const isOffered = (id: string): Claim =>
    offered.sure.includes(id) ? true : offered.open.includes(id) ? null : false;
  const isThere = anyOf([
    isOffered('MicrosoftAuthenticator'),
    allOf([isOffered('SoftwareOath'), takesCodes(image)]),
    legacyOffersApp(image),
  ]);
  return allOf([isThere, mayRegister(image, scope, sure).isOpen]);
}
