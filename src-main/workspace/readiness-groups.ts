import type { Person } from '../../shared/assess/people';
import type { FindingsView } from '../../shared/ipc/findings-contract';
import { splitByDepartment } from '../../shared/people/by-department';
import { noReadiness, readinessBy, sizeOf } from '../../shared/people/readiness-by';
import type { Plan } from '../../shared/plan/plan';

type Groups = FindingsView['readinessBy'];

/**
 * The readiness of `persons` by department, kind of account and ring. Each person stands in one row
 * of each picture. `plan` null: nobody was put in a ring yet.
 */
export function readinessGroups(
  persons: readonly Person[],
  plan: Pick<Plan, 'rings'> | null,
): Groups {
  const kinds = [...readinessBy(persons, ({ kind }) => kind)]
    .map(([kind, tally]) => ({ kind, ...tally }))
    .sort((a, b) => sizeOf(b) - sizeOf(a));
  const { largest, others } = splitByDepartment(persons);
  return {
    departments: largest,
    otherDepartments: others,
    kinds,
    rings: plan === null ? null : byRing(persons, plan),
  };
}

/** An empty ring keeps its row; who is in none stands last, where there is anybody. */
function byRing(persons: readonly Person[], { rings }: Pick<Plan, 'rings'>): Groups['rings'] {
  const ringOf = new Map(rings.flatMap(({ ring, members }) => members.map((id) => [id, ring])));
  const tallies = readinessBy(persons, ({ id }) => ringOf.get(id) ?? null);
  const outside = tallies.get(null);
  return [
    ...rings.map(({ ring, name, label }) => ({
      ring: { ring, name: { key: name, values: { label: label ?? '' } } },
      ...(tallies.get(ring) ?? noReadiness()),
    })),
    ...(outside === undefined ? [] : [{ ring: null, ...outside }]),
  ];
}
