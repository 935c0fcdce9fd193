import { survivingMethods } from '../assess/allowed-methods';
import type { Person } from '../assess/people';

/** Why a person is in the ring they are in (findings.md 6, ring rules). */
export type RingClass = 'administrators' | 'unchanged' | 'moving' | 'hardest';
export const ringClasses: readonly RingClass[] = [
  'administrators',
  'unchanged',
  'moving',
  'hardest',
];

/** Class of one member of staff, by what is known today. Unknown counts as hardest. */
export function ringClass(
  person: Person,
  tenant: { readonly securityDefaults: boolean | null },
): RingClass {
  if (person.isAdministrator) return 'administrators';
  const isUnknown = person.methods === null || person.perUserMfa === 'unknown';
  if (isUnknown || person.isEnabledUnknown === true) return 'hardest';
  const isAsked =
    tenant.securityDefaults === true ||
    person.cover === 'enforced' ||
    person.perUserMfa === 'enforced' ||
    person.perUserMfa === 'enabled';
  const canAnswer = person.allowedMethods?.some((name) => survivingMethods.has(name)) === true;
  if (isAsked && canAnswer) return 'unchanged';
  return person.hasNoMethod && !isAsked ? 'hardest' : 'moving';
}
