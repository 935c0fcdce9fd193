import { passkeyMethods } from '../assess/allowed-methods';
import type { Person } from '../assess/people';
import { preferenceOf } from '../lockout/preferred-choice';
import { scopeInImage } from './image-scope';
import { federatedDomainsOf, isOfDomains, radiusUsersOf } from './outside-mfa';
import type { Plan } from './plan';
import { applyStep, imageOfPlan } from './post-image';
import { unsuitedReasons, type UnsuitedReason } from './unsuited-reason';

export interface UnsuitedPerson {
  readonly person: Person;
  /** At least one. */
  readonly reasons: readonly UnsuitedReason[];
}

/**
 * People the preferred prompt would lead astray: certificates are asked for on devices that hold
 * none, keys on shared mobile devices, and RADIUS and AD FS look at the default method only.
 */
export function unsuitedPeople(
  told: Pick<Plan, 'people' | 'answers' | 'choices' | 'findings'>,
): readonly UnsuitedPerson[] {
  const subjects = (code: string): ReadonlySet<string> =>
    new Set(
      told.findings
        .filter((finding) => finding.code === code)
        .flatMap((finding) => finding.subjects.map(({ id }) => id)),
    );
  const radius = subjects('NPS-DEPENDENCY');
  const shared = subjects('QR-SINGLE-FACTOR');
  const hasNoAdfs = told.answers?.infrastructure?.adfs?.present === false;
  const federated = hasNoAdfs ? new Set<string>() : federatedDomainsOf(told);
  const holds: Readonly<Record<UnsuitedReason, (person: Person) => boolean>> = {
    certificate: (person) => person.methods?.includes('certificate') === true,
    sharedDevice: (person) =>
      shared.has(person.id) && person.methods?.some((name) => passkeyMethods.has(name)) === true,
    radius: (person) => radius.has(person.id),
    federated: (person) => isOfDomains(person, federated),
  };
  return told.people.flatMap((person) => {
    if (!person.enabled || !person.isStaff) return [];
    const reasons = unsuitedReasons.filter((reason) => holds[reason](person));
    return reasons.length === 0 ? [] : [{ person, reasons }];
  });
}

/** Those of them whom the preferred method is asked of, or may be, once the plan is done. */
export function stillUnsuited(plan: Plan): readonly UnsuitedPerson[] {
  const mayBeAsked = askedAtEnd(plan);
  return unsuitedPeople(plan).filter(({ person }) => mayBeAsked(person));
}

/** What stays open about them: nothing of it is counted as suited. */
export interface UnsuitedUnknown {
  /** Asked for the preferred method, by methods that were not read. */
  readonly people: number;
  /** Nobody told whether RADIUS is there, or who signs in by it. */
  readonly isRadiusOpen: boolean;
}

export function unsuitedUnknown(plan: Plan): UnsuitedUnknown {
  const mayBeAsked = askedAtEnd(plan);
  const isKnown = new Set(unsuitedPeople(plan).map(({ person }) => person.id));
  const asked = plan.people.filter((one) => one.enabled && one.isStaff && mayBeAsked(one));
  const isToldOf = typeof plan.answers?.infrastructure?.npsExtension?.present === 'boolean';
  return {
    people: asked.filter(({ id, methods }) => methods === null && !isKnown.has(id)).length,
    isRadiusOpen: asked.length > 0 && (!isToldOf || radiusUsersOf(plan) === null),
  };
}

function askedAtEnd(plan: Plan): (person: Person) => boolean {
  const image = plan.steps.reduce(applyStep, imageOfPlan(plan));
  const byHand = new Set(
    plan.steps.flatMap(({ manual }) => (manual?.id === 'preferred_exclude' ? manual.userIds : [])),
  );
  return (person) =>
    !byHand.has(person.id) && preferenceOf(image, person, scopeInImage(image, person)) !== 'none';
}
