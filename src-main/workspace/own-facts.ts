import { classifyMethod } from '../../shared/assess/allowed-methods';
import type { Person } from '../../shared/assess/people';
import type { PersonView } from '../../shared/ipc/people-contract';

/** What the view of a person says of the account alone, whatever it was judged from. */
export function ownFactsOf(
  person: Person,
): Pick<PersonView, 'dateReason' | 'methods' | 'defaultMethod' | 'reachableReplacements'> {
  return {
    dateReason: { key: `date_reason_${person.date}`, values: {} },
    methods: (person.methods ?? []).map((name) => ({
      name,
      allowed: person.allowedMethods?.includes(name) ?? null,
      known: classifyMethod(name) !== 'unknown',
    })),
    defaultMethod: person.defaultMethod,
    reachableReplacements:
      person.reachableReplacements === null ? null : [...person.reachableReplacements],
  };
}
