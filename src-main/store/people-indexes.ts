import type { PeopleSort } from '../../shared/ipc/people-contract';

export type PeopleOrderColumn =
  `${'name' | 'upn' | 'department' | 'kind' | 'licence' | 'per_user' | 'cover' | 'date' | 'readiness'}_rank`;

/** The order of each column. Every one ends in the rank by name, which no two accounts share. */
export const orderColumns: Readonly<
  Record<Exclude<PeopleSort, 'ring'>, readonly PeopleOrderColumn[]>
> = {
  name: ['name_rank'],
  upn: ['upn_rank'],
  department: ['department_rank', 'name_rank'],
  kind: ['kind_rank', 'name_rank'],
  licence: ['licence_rank', 'name_rank'],
  perUserMfa: ['per_user_rank', 'name_rank'],
  cover: ['cover_rank', 'name_rank'],
  date: ['date_rank', 'name_rank'],
  readiness: ['readiness_rank', 'name_rank'],
};

export function indexOf(sort: Exclude<PeopleSort, 'ring'>): string {
  return `order_${orderColumns[sort][0] ?? ''}`;
}

/**
 * Made when all rows are in, which is several times cheaper than keeping them while rows arrive.
 * Each covers its order and the traits, so that a window is found without reading a row.
 */
export const peopleIndexes: readonly string[] = [
  ...(Object.keys(orderColumns) as (keyof typeof orderColumns)[]).map(
    (sort) =>
      `CREATE INDEX ${indexOf(sort)} ON person_order (${[...orderColumns[sort], 'traits'].join(', ')})`,
  ),
  'CREATE INDEX person_id ON person (id)',
];
