import { outsideReason, outsideReasons } from '../../shared/plan/outside-rings';
import type { Spot } from '../../shared/people/people-filters';
import type { PersonTraits } from '../../shared/people/person-traits';

/** Who is in a list, as the traits and the plan tell; a finding's subjects come as a scope. */
export interface ListRule {
  isIn(traits: PersonTraits): boolean;
  isAt(spot: Spot): boolean;
  /** True: only a plan can say who is in the list. */
  readonly isByPlan: boolean;
}

const everywhere = { isAt: () => true, isByPlan: false };
const isNowhere = ({ ring, track }: Spot): boolean => ring === null && track === null;
const anybody = { isIn: () => true, isByPlan: true };

/** The code of a list of a finding's subjects, or null. */
export function findingOf(list: string): string | null {
  return list.startsWith('finding:') ? list.slice('finding:'.length) : null;
}

/** The rule of a list by its name (`peopleQuery.list`). A name nobody knows holds nobody. */
export function listRule(list: string): ListRule {
  const [name, argument = ''] = list.split(':', 2);
  switch (name) {
    case 'all':
    case 'finding':
      return { ...everywhere, isIn: () => true };
    case 'february':
      return {
        ...everywhere,
        isIn: ({ enabled, date }) => enabled && (date === 'february' || date === 'julyMayApply'),
      };
    case 'july':
      return { ...everywhere, isIn: ({ enabled, date }) => enabled && date === 'july' };
    case 'notAssessed':
      return {
        ...everywhere,
        isIn: ({ enabled, readiness }) => enabled && readiness === 'unknown',
      };
    case 'readiness':
      return {
        ...everywhere,
        isIn: ({ enabled, isPerson, kind, readiness }) =>
          enabled && isPerson && kind !== 'emergencyAccess' && readiness === argument,
      };
    case 'ring':
      return { ...anybody, isAt: ({ ring }) => ring !== null && String(ring) === argument };
    case 'track':
      // Not of the plan: those it does nothing for (`buildRingsView`).
      if (outsideReasons.some((reason) => reason === argument)) {
        return {
          isIn: (traits) => outsideReason(traits) === argument,
          isAt: isNowhere,
          isByPlan: true,
        };
      }
      return { ...anybody, isAt: ({ track }) => track === argument };
    case 'losing':
      return { isIn: () => true, isAt: () => true, isByPlan: true };
    case 'unassigned':
      return {
        isIn: ({ enabled, isStaff }) => enabled && isStaff,
        isAt: isNowhere,
        isByPlan: true,
      };
    default:
      return { ...everywhere, isIn: () => false };
  }
}
