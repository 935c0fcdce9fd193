import type { Person } from '../assess/people';
import { noReadiness, readinessBy, sizeOf, type ReadinessTally } from './readiness-by';

/** People of one department by their readiness; null: of none. */
export interface DepartmentRow extends ReadinessTally {
  name: string | null;
}

export interface Departments {
  readonly largest: DepartmentRow[];
  /** Everybody of the departments that are not among the largest; null: there are none. */
  readonly others: (ReadinessTally & { departments: number }) | null;
}

const mostDepartments = 12;

/** The largest departments, the largest first. */
export function byDepartment(persons: readonly Person[]): DepartmentRow[] {
  return splitByDepartment(persons).largest;
}

/** The same, with everybody else in one row: all rows together are all `persons`. */
export function splitByDepartment(persons: readonly Person[]): Departments {
  const rows = [...readinessBy(persons, ({ department }) => department ?? '')]
    .map(([name, tally]): DepartmentRow => ({ name: name === '' ? null : name, ...tally }))
    .sort((a, b) => sizeOf(b) - sizeOf(a));
  const rest = rows.slice(mostDepartments);
  if (rest.length === 0) return { largest: rows, others: null };
  const others = { ...noReadiness(), departments: rest.length };
  for (const row of rest) {
    others.ready += row.ready;
    others.conditions += row.conditions;
    others.notReady += row.notReady;
    others.unknown += row.unknown;
  }
  return { largest: rows.slice(0, mostDepartments), others };
}
