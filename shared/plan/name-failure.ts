import type { Failure } from '../diagnostic';
import type { Plan } from './plan';

/** Named in one sentence; `count` of the failure says how many there are. */
const namedAtMost = 5;

/**
 * A failure with the plan's names in place of account ids. `people`: the first five, one a line, by
 * name, or by user principal name where another account of the plan has the same. Accounts that are
 * not the right one: by user principal name. An id the plan does not know stays.
 */
export function nameFailure<T extends Failure>(failure: T, plan: Pick<Plan, 'people'>): T {
  const { values } = failure;
  switch (failure.code) {
    case 'guardrail/last-method':
    case 'guardrail/refused': {
      if (values['people'] === undefined) return failure;
      const ids = values['people'].split(', ').slice(0, namedAtMost);
      const people = ids.map((id) => nameOf(id, plan)).join('\n');
      return { ...failure, values: { ...values, people } };
    }
    case 'auth/account-mismatch': {
      const named = Object.entries(values).map(([name, id]) => [name, upnOf(id, plan)] as const);
      return { ...failure, values: Object.fromEntries(named) };
    }
    default:
      return failure;
  }
}

function nameOf(id: string, { people }: Pick<Plan, 'people'>): string {
  const person = people.find((one) => one.id === id);
  if (person === undefined) return id;
  const isAlone = people.every((one) => one === person || one.name !== person.name);
  return person.name !== '' && isAlone ? person.name : person.upn;
}

function upnOf(id: string, { people }: Pick<Plan, 'people'>): string {
  return people.find((one) => one.id === id)?.upn ?? id;
}
