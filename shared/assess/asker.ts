import type { Person } from './people';

export const askers = [
  'securityDefaults',
  'perUserMfa',
  'conditionalAccess',
  'nothing',
  'unknown',
] as const;
export type Asker = (typeof askers)[number];

/**
 * What asks this person for MFA today, in one word. Report-only policies ask nobody (R10);
 * a state or policy that was not read is `unknown`, never `nothing`.
 */
export function askerOf(person: Person, securityDefaultsOn: boolean | null): Asker {
  if (securityDefaultsOn === true && person.cover === 'enforced') return 'securityDefaults';
  if (person.perUserMfa === 'enforced' || person.perUserMfa === 'enabled') return 'perUserMfa';
  if (person.cover === 'enforced' || person.cover === 'location' || person.cover === 'partial') {
    return 'conditionalAccess';
  }
  if (
    person.cover === 'unknown' ||
    securityDefaultsOn === null ||
    person.perUserMfa === 'unknown'
  ) {
    return 'unknown';
  }
  return 'nothing';
}
