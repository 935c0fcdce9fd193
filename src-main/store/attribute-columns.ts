import {
  attributeListNames,
  attributeLists,
  type AttributeColumn,
  type AttributeList,
  type UserAttribute,
} from '../../shared/entra/user-attribute';
import type { Json } from '../../shared/json';
import { read, type Read, type Snapshot, type UnreadReason } from '../../shared/tenant/snapshot';

/** Where the rows of a list lie: `[user id, value or null of each of its attributes]`. */
export function attributePath(list: AttributeList): string {
  return `userAttributes/${list}`;
}

/** One column of people for each value: a tenant has many people and few of these. */
export function attributeColumns(
  list: AttributeList,
  pages: Iterable<readonly Json[]>,
  idOf: (id: string) => string = (id) => id,
): Readonly<Partial<Record<UserAttribute, Read<AttributeColumn>>>> {
  const names = attributeLists[list];
  const columns = names.map(() => new Map<string, Set<string>>());
  for (const page of pages) {
    for (const row of page) {
      const [id, ...values] = Array.isArray(row) ? (row as readonly Json[]) : [];
      if (typeof id !== 'string') continue;
      const own = idOf(id);
      for (const [place, column] of columns.entries()) {
        const value = values[place];
        if (typeof value !== 'string') continue;
        const users = column.get(value);
        if (users === undefined) column.set(value, new Set([own]));
        else users.add(own);
      }
    }
  }
  return Object.fromEntries(
    names.map((name, place) => {
      const column = [...(columns[place] ?? [])];
      return [name, read(column.map(([value, users]) => ({ value, userIds: [...users] })))];
    }),
  );
}

/** The same for every list that was asked for; one that was not read to its end is unread. */
export function userAttributesOf(
  asked: Readonly<Record<string, UnreadReason | null>>,
  pages: (path: string) => Iterable<readonly Json[]>,
  idOf?: (id: string) => string,
): Pick<Snapshot, 'userAttributes'> {
  const lists = attributeListNames.filter((list) => attributePath(list) in asked);
  const columns = lists.map((list): NonNullable<Snapshot['userAttributes']> => {
    const reason = asked[attributePath(list)] ?? null;
    if (reason === null) return attributeColumns(list, pages(attributePath(list)), idOf);
    const none: Read<AttributeColumn> = { kind: 'unread', reason };
    return Object.fromEntries(attributeLists[list].map((name) => [name, none]));
  });
  if (lists.length === 0) return {};
  return { userAttributes: Object.fromEntries(columns.flatMap((one) => Object.entries(one))) };
}
