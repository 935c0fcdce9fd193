import type { PeopleSort } from '../../shared/ipc/people-contract';
import { m } from '../../shared/paraglide/messages.js';
import type { FilterName } from '../../shared/people/people-filters';
import { sayKey, words } from '../i18n.svelte';

export type UserColumn =
  | 'name'
  | 'department'
  | 'kind'
  | 'licence'
  | 'perUserMfa'
  | 'cover'
  | 'methods'
  | 'allowedMethods'
  | 'survivingMethods'
  | 'date'
  | 'readiness'
  | 'ring'
  | 'unknown';

export const allUserColumns: readonly UserColumn[] = [
  'name',
  'department',
  'kind',
  'licence',
  'perUserMfa',
  'cover',
  'methods',
  'allowedMethods',
  'survivingMethods',
  'date',
  'readiness',
  'ring',
  'unknown',
];

/** Null: this column cannot be sorted. */
export function sortOf(column: UserColumn): PeopleSort | null {
  switch (column) {
    case 'methods':
    case 'allowedMethods':
    case 'survivingMethods':
    case 'unknown':
      return null;
    default:
      return column;
  }
}

export function columnLabel(column: UserColumn): string {
  switch (column) {
    case 'name':
      return m.people_column_name();
    case 'department':
      return m.people_column_department();
    case 'kind':
      return m.people_column_kind();
    case 'licence':
      return m.people_column_licence();
    case 'perUserMfa':
      return m.people_column_per_user_mfa();
    case 'cover':
      return m.people_column_cover();
    case 'methods':
      return m.people_column_methods();
    case 'allowedMethods':
      return m.people_column_allowed();
    case 'survivingMethods':
      return m.people_column_surviving();
    case 'date':
      return m.people_column_date();
    case 'readiness':
      return m.people_column_readiness();
    case 'ring':
      return m.people_column_ring();
    case 'unknown':
      return m.people_column_unknown();
  }
}

export function filterLabel(name: FilterName): string {
  switch (name) {
    case 'policy':
      return m.people_filter_policy();
    case 'reportOnly':
      return m.people_filter_report_only();
    default:
      return columnLabel(name);
  }
}

/** A value of a filter in words; `label` is the policy's own name. */
export function filterValueLabel(name: FilterName, value: string, label: string | null): string {
  switch (name) {
    case 'kind':
      return words(value, 'accountKind');
    case 'licence':
      return words(value, 'hasP1');
    case 'perUserMfa':
      return words(value, 'perUser');
    case 'ring':
      return spotLabel(value);
    case 'unknown':
      return sayKey(`people_filter_unknown_${value}`);
    case 'policy':
    case 'reportOnly':
      return label ?? value;
    default:
      return words(value, name);
  }
}

function spotLabel(value: string): string {
  const [kind, name = ''] = value.split(':', 2);
  if (kind === 'ring') return m.shell_ring({ ring: name });
  return kind === 'track' ? words(name, 'track') : m.people_filter_no_ring();
}
