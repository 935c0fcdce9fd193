import { registrationFields, RegistrationRow } from '../../shared/entra/registration-row';
import type { RegistrationColumns } from '../../shared/entra/registration-row';
import { userFields, UserRow, type UserColumns } from '../../shared/entra/user-row';
import type { CodeColumn } from './code-column';
import type { TextColumn } from './text-column';

export type AnyColumn = TextColumn | CodeColumn;

/** A list as long as the tenant, whose rows lie in columns. */
export interface ColumnList {
  readonly fields: readonly string[];
  /** Fields that tell rows apart; of the others many rows have the same. */
  readonly texts: ReadonlySet<string>;
  /** The row at a place, without a copy. */
  readonly view: (columns: Readonly<Record<string, AnyColumn>>, place: number) => object;
}

const lists: Readonly<Record<string, ColumnList>> = {
  users: {
    fields: userFields,
    texts: new Set(['id', 'userPrincipalName', 'displayName', 'createdDateTime']),
    view: (columns, place) => new UserRow(columns as unknown as UserColumns, place),
  },
  registration: {
    fields: registrationFields,
    texts: new Set(['id', 'userPrincipalName', 'lastUpdatedDateTime']),
    view: (columns, place) => new RegistrationRow(columns as unknown as RegistrationColumns, place),
  },
};

/** Null: rows of this list are kept as they are. */
export function columnList(path: string): ColumnList | null {
  return Object.hasOwn(lists, path) ? (lists[path] ?? null) : null;
}
