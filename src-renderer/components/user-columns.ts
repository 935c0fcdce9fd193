import { m } from '../../shared/paraglide/messages.js';
import type { PeopleSort } from './user-grid.svelte';

export type UserColumn =
  'name' | 'department' | 'kind' | 'perUserMfa' | 'methods' | 'date' | 'readiness' | 'ring';

export const allUserColumns: readonly UserColumn[] = [
  'name',
  'department',
  'kind',
  'perUserMfa',
  'methods',
  'date',
  'readiness',
  'ring',
];

/** Null: this column cannot be sorted. */
export function sortOf(column: UserColumn): PeopleSort | null {
  return column === 'methods' ? null : column;
}

export function columnLabel(column: UserColumn): string {
  switch (column) {
    case 'name':
      return m.people_column_name();
    case 'department':
      return m.people_column_department();
    case 'kind':
      return m.people_column_kind();
    case 'perUserMfa':
      return m.people_column_per_user_mfa();
    case 'methods':
      return m.people_column_methods();
    case 'date':
      return m.people_column_date();
    case 'readiness':
      return m.people_column_readiness();
    case 'ring':
      return m.people_column_ring();
  }
}
